import type { Restarts } from '@m4max/contracts';
import type { Inspection } from './inspection.ts';
import type { Cause, Life, Meaning } from './life.ts';
import { runningSince } from './life.ts';

type RestartReason = keyof Restarts;

/** The back-off of a restart policy ends at one minute; a start later than that was somebody's. */
const POLICY_SECONDS = 65;

export type Start =
  | { readonly kind: 'first' }
  | { readonly kind: 'restart'; readonly reason: RestartReason; readonly detail: string };

export type StartFacts = {
  readonly at: Date;
  /** What inspecting said while this very run was on, or had just ended. */
  readonly about: Inspection | undefined;
  /** Undefined when it could not be inspected at all. */
  readonly hasPolicy: boolean | undefined;
  /** The engine was away and started it itself as it came back. */
  readonly isEngineBack: boolean;
};

/** What a start was: the first, by hand, or by the policy after an exit, a crash or an OOM kill. */
export function startOf({ run }: Life, facts: StartFacts): Start {
  const { at, about, hasPolicy, isEngineBack } = facts;
  const count = about?.policyRestarts;
  if (run.kind === 'never started') {
    if (count !== undefined && count > 0) return automatic('not seen');
    if (about === undefined || !hasEndedBefore(about)) return { kind: 'first' };
  }
  const cause = run.kind === 'ended' ? run.cause : 'not seen';
  if (isEngineBack && hasPolicy === true) return automatic(cause);
  if (cause === 'asked to stop' || cause === 'killed' || hasPolicy === false) return byHand(cause);
  if (count !== undefined && count > 0) return automatic(cause);
  // An engine that comes back starts it without a count, and has forgotten how it ended.
  if (run.kind !== 'ended') return hasPolicy === true ? automatic(cause) : byHand(cause);
  if (count !== undefined) return byHand(cause);
  const waited = (at.getTime() - run.at.getTime()) / 1000;
  return waited > POLICY_SECONDS ? byHand(cause) : automatic(cause);
}

/** The end that inspecting shows of what does not run is the one of this very run. */
function hasEndedBefore({ isRunning, finishedAt }: Inspection): boolean {
  return isRunning && finishedAt !== undefined;
}

/** The life after a start. */
export function started(life: Life, start: Start, { at, about }: StartFacts): Life {
  return {
    ...life,
    restarts:
      start.kind === 'first'
        ? life.restarts
        : { ...life.restarts, [start.reason]: life.restarts[start.reason] + 1 },
    policyRestarts: about?.policyRestarts ?? guessedCount(life, start),
    exit: start.kind === 'first' ? undefined : life.exit, // It may have failed to start before.
    run: runningSince(about?.startedAt ?? at, true),
    untoldSince: undefined,
  };
}

function guessedCount({ policyRestarts }: Life, start: Start): number {
  return start.kind === 'first' || start.reason === 'manual' ? 0 : policyRestarts + 1;
}

export function meaningOfStart(start: Start): readonly Meaning[] {
  if (start.kind === 'first') return [{ what: 'started' }];
  const what = start.reason === 'manual' ? 'restarted_by_hand' : 'restarted_by_policy';
  return [{ what, detail: start.detail }];
}

function byHand(cause: Cause): Start {
  return { kind: 'restart', reason: 'manual', detail: after(cause) };
}

function automatic(cause: Cause): Start {
  const reason = cause === 'oom' ? 'oom' : cause === 'crashed' ? 'crash' : 'policy';
  return { kind: 'restart', reason, detail: after(cause) };
}

function after(cause: Cause): string {
  switch (cause) {
    case 'asked to stop':
      return 'after it was stopped';
    case 'killed':
      return 'after it was killed';
    case 'finished':
      return 'after it ended by itself';
    case 'crashed':
      return 'after a crash';
    case 'oom':
      return 'after it was killed for memory';
    case 'not seen':
      return 'after an end that was not seen';
  }
}
