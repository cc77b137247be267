import type { Inspected } from '../replies/inspected.ts';
import { causeOf, ended, meaningOfEnd } from './ending.ts';
import type { Cause, Life, Run } from './life.ts';
import { newLife } from './life.ts';
import type { Step } from './live.ts';
import { SAME_START_MS } from './live.ts';
import type { Start } from './starting.ts';
import { meaningOfStart, started } from './starting.ts';

/**
 * What inspecting a container adds to what its events told. The first meeting takes all from it.
 * Later it repairs lost events: a change counts when it is seen a second time, because its event
 * may still be on the way.
 */
export function reconcile(knew: Life | undefined, seen: Inspected): Step {
  if (knew === undefined) return { life: firstMet(seen), meanings: [] };
  const life = { ...knew, name: seen.Name };
  const change = changeOf(life, seen);
  if (change === undefined) return { life: { ...life, untold: undefined }, meanings: [] };
  if (life.untold !== change.id) return { life: { ...life, untold: change.id }, meanings: [] };
  return change.kind === 'started' ? missedStart(life, seen, change.at) : missedEnd(life, seen);
}

type Change = { readonly kind: 'started' | 'ended'; readonly id: string; readonly at: Date };

function changeOf({ run }: Life, { State }: Inspected): Change | undefined {
  const { StartedAt: startedAt, FinishedAt: finishedAt } = State;
  if (isRunning(State.Status)) {
    if (startedAt === undefined || startedAt.getTime() <= knownUntil(run)) return undefined;
    return { kind: 'started', id: startedAt.toISOString(), at: startedAt };
  }
  if (run.kind !== 'running' || finishedAt === undefined) return undefined;
  if (finishedAt <= run.since) return undefined; // The reply is older than the newest event.
  return { kind: 'ended', id: finishedAt.toISOString(), at: finishedAt };
}

/** A start up to here is the one already known, or older than what is known. */
function knownUntil(run: Run): number {
  switch (run.kind) {
    case 'never started':
      return 0;
    case 'running':
      return run.since.getTime() + SAME_START_MS;
    case 'ended':
      return run.at.getTime();
  }
}

function missedStart(life: Life, seen: Inspected, at: Date): Step {
  const count = seen.RestartCount ?? 0;
  const reason = count > 0 ? 'policy' : 'manual';
  const start: Start = { kind: 'restart', reason, detail: 'seen afterwards: its event was lost' };
  const next = started(life, start, { at, policyRestarts: count });
  // The engine counted every one, where each was by policy.
  const missed = Math.max(count - life.policyRestarts, 1);
  const restarts = { ...next.restarts, [reason]: next.restarts[reason] + missed - 1 };
  return { life: { ...next, restarts }, meanings: meaningOfStart(start) };
}

function missedEnd(life: Life, { State }: Inspected): Step {
  const { run } = life;
  const end = { at: State.FinishedAt ?? new Date(0), code: State.ExitCode };
  const oom = State.OOMKilled === true;
  const told = run.kind === 'running' && run.oom;
  const cause = causeOf({ ...end, oom, asked: run.kind === 'running' ? run.asked : undefined });
  const oomEvents = life.oomEvents + (cause === 'oom' && !told ? 1 : 0);
  return {
    life: { ...ended(life, { ...end, cause }), oomEvents, untold: undefined },
    meanings: cause === 'oom' ? [{ what: 'oom_killed' }] : meaningOfEnd(cause, end.code),
  };
}

/** Nothing that happened before is counted; how it ended last is told as far as the engine knows. */
function firstMet({ Name, State, RestartCount }: Inspected): Life {
  const life = { ...newLife(Name), policyRestarts: RestartCount ?? 0 };
  if (isRunning(State.Status))
    return {
      ...life,
      run: { kind: 'running', since: State.StartedAt ?? new Date(0), asked: undefined, oom: false },
    };
  if (State.FinishedAt === undefined) return life;
  const end = { at: State.FinishedAt, code: State.ExitCode };
  return ended(life, { ...end, cause: unseenCause(State) });
}

/** Whether somebody asked for an end is only in the events before it. */
function unseenCause({ ExitCode, OOMKilled }: Inspected['State']): Cause {
  if (OOMKilled === true && ExitCode === 137) return 'oom';
  return ExitCode === 0 ? 'finished' : 'not seen';
}

function isRunning(status: string): boolean {
  return status === 'running' || status === 'paused';
}
