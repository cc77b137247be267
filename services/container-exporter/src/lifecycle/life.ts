import type { Container, ContainerEvent, Restarts } from '@m4max/contracts';

/** Why a run of a container ended. */
export type Cause = 'asked to stop' | 'killed' | 'finished' | 'crashed' | 'oom' | 'not seen';

/** A signal that somebody sent, as the `kill` event tells it. */
export type Request = {
  /** By name, where it was told. */
  readonly signal: string | undefined;
  readonly at: Date;
  /** A signal by which containers are stopped; another one may mean a reload. */
  readonly isStop: boolean;
};

export type Run =
  | { readonly kind: 'never started' }
  | {
      readonly kind: 'running';
      /** As inspecting says it, else the moment of the event, a little later. */
      readonly since: Date;
      readonly asked: Request | undefined;
      /** The kernel killed a process of this run for memory. */
      readonly oom: boolean;
      /** False when inspecting has shown it before its event came. */
      readonly told: boolean;
    }
  | {
      readonly kind: 'ended';
      readonly at: Date;
      readonly cause: Cause;
      readonly code: number | undefined;
      readonly asked: Request | undefined;
      readonly told: boolean;
      /** A kill for memory that inspecting has shown, and whose event may still come. */
      readonly oomUntold: boolean;
    };

/** What is known of one container's life: from its events, and from inspecting it. */
export type Life = {
  readonly name: string;
  readonly run: Run;
  readonly restarts: Restarts;
  readonly oomEvents: number;
  /** The engine's own count of restarts by policy at the last start. */
  readonly policyRestarts: number;
  readonly exit: Container['exit'];
  /** Since when inspecting shows a change that no event has told: milliseconds of our clock. */
  readonly untoldSince: number | undefined;
};

/** Something that happened. */
export type Meaning = Pick<ContainerEvent, 'what'> & {
  readonly detail?: string;
  /** Where no event tells it. */
  readonly at?: Date;
};

export type Step = {
  /** Undefined when the container is gone, or when nothing is known of it yet. */
  readonly life: Life | undefined;
  readonly meanings: readonly Meaning[];
};

export function newLife(name: string): Life {
  return {
    name,
    run: { kind: 'never started' },
    restarts: { policy: 0, manual: 0, oom: 0, crash: 0 },
    oomEvents: 0,
    policyRestarts: 0,
    exit: undefined,
    untoldSince: undefined,
  };
}

export function runningSince(since: Date, told: boolean): Run {
  return { kind: 'running', since, asked: undefined, oom: false, told };
}
