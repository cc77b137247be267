import type { Restarts } from '@m4max/contracts';
import type { Cause, Life, Meaning } from './life.ts';

type RestartReason = keyof Restarts;

/** The back-off of a restart policy ends at one minute; a start later than that was somebody's. */
const POLICY_SECONDS = 65;

export type Start =
  | { readonly kind: 'first' }
  | { readonly kind: 'restart'; readonly reason: RestartReason; readonly detail: string };

/** What a start was: the first, by hand, or by the policy after an exit, a crash or an OOM kill. */
export function startOf(
  life: Life,
  start: { readonly at: Date; readonly policyRestarts: number | undefined },
): Start {
  const { run } = life;
  const byPolicy = start.policyRestarts === undefined ? undefined : start.policyRestarts > 0;
  if (run.kind === 'never started') return byPolicy ? automatic('not seen') : { kind: 'first' };
  if (run.kind === 'running') return byPolicy ? automatic('not seen') : byHand('not seen');
  if (run.cause === 'asked to stop' || run.cause === 'killed') return byHand(run.cause);
  if (byPolicy !== undefined) return byPolicy ? automatic(run.cause) : byHand(run.cause);
  const waited = (start.at.getTime() - run.at.getTime()) / 1000;
  return waited > POLICY_SECONDS ? byHand(run.cause) : automatic(run.cause);
}

/** The life after a start. */
export function started(
  life: Life,
  start: Start,
  facts: { readonly at: Date; readonly policyRestarts: number | undefined },
): Life {
  const restarts =
    start.kind === 'first'
      ? life.restarts
      : { ...life.restarts, [start.reason]: life.restarts[start.reason] + 1 };
  return {
    ...life,
    restarts,
    policyRestarts: facts.policyRestarts ?? life.policyRestarts,
    untold: undefined,
    run: { kind: 'running', since: facts.at, asked: undefined, oom: false },
  };
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
