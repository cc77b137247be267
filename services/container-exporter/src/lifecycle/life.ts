import type { Container, ContainerEvent, Restarts } from '@m4max/contracts';

/** Why a run of a container ended. */
export type Cause = 'asked to stop' | 'killed' | 'finished' | 'crashed' | 'oom' | 'not seen';

/** A request to end, as the `kill` event tells it. */
export type Request = { readonly signal: string; readonly at: Date };

export type Run =
  | { readonly kind: 'never started' }
  | {
      readonly kind: 'running';
      readonly since: Date;
      readonly asked: Request | undefined;
      /** The kernel killed a process of this run. */
      readonly oom: boolean;
    }
  | {
      readonly kind: 'ended';
      readonly at: Date;
      readonly cause: Cause;
      readonly code: number | undefined;
    };

/** What is known of one container's life: from its events, and from inspecting it. */
export type Life = {
  readonly name: string;
  readonly run: Run;
  readonly restarts: Restarts;
  readonly oomEvents: number;
  /** The engine's own count of restarts by policy; a start by hand sets it to 0. */
  readonly policyRestarts: number;
  readonly exit: Container['exit'];
  /** A change that inspecting showed and no event has told yet; the second time it counts. */
  readonly untold: string | undefined;
};

/** Something that happened, in the words of the event stream. */
export type Meaning = Pick<ContainerEvent, 'what'> & { readonly detail?: string };

export function newLife(name: string): Life {
  return {
    name,
    run: { kind: 'never started' },
    restarts: { policy: 0, manual: 0, oom: 0, crash: 0 },
    oomEvents: 0,
    policyRestarts: 0,
    exit: undefined,
    untold: undefined,
  };
}
