import { exitOfFailedStart } from './end-in-words.ts';
import { ended, runEnded } from './ending.ts';
import type { Inspection } from './inspection.ts';
import type { Cause, Life, Meaning, Run, Step } from './life.ts';
import { newLife, runningSince } from './life.ts';
import type { Start } from './starting.ts';
import { meaningOfStart, started, startOf } from './starting.ts';

/** An event comes within milliseconds of what it tells; one this late was lost. */
const LOST_MILLISECONDS = 5000;

/**
 * What inspecting a container adds to what its events told. The first meeting takes all from it.
 * Later it repairs lost events: a change counts when no event has told it for some seconds.
 * `now` is of our own clock, in milliseconds.
 */
export function reconcile(knew: Life | undefined, seen: Inspection, now: number): Step {
  if (knew === undefined) return { life: firstMet(seen), meanings: [] };
  const life = { ...knew, name: seen.name };
  if (life.run.kind === 'never started' && seen.startFailed) return failedToStart(life, seen);
  const change = changeOf(life.run, seen);
  if (change === undefined) return { life: { ...life, untoldSince: undefined }, meanings: [] };
  const untoldSince = life.untoldSince ?? now;
  if (now - untoldSince < LOST_MILLISECONDS)
    return { life: { ...life, untoldSince }, meanings: [] };
  return repaired(life, seen, change);
}

type Change = { readonly startedAt: Date | undefined; readonly endedAt: Date | undefined };

/** A later run than the known one, an end that is not known, or both. */
function changeOf(run: Run, seen: Inspection): Change | undefined {
  const { startedAt, finishedAt, isRunning } = seen;
  const isLater = startedAt !== undefined && startedAt.getTime() > knownUntil(run);
  const isOver =
    !isRunning &&
    finishedAt !== undefined &&
    (isLater || (run.kind === 'running' && finishedAt >= run.since));
  if (!isLater && !isOver) return undefined;
  return { startedAt: isLater ? startedAt : undefined, endedAt: isOver ? finishedAt : undefined };
}

/** A start up to here is the one already known, or older than what is known. */
function knownUntil(run: Run): number {
  switch (run.kind) {
    case 'never started':
      return 0;
    case 'running':
      return run.since.getTime();
    case 'ended':
      return run.at.getTime();
  }
}

function repaired(knew: Life, seen: Inspection, { startedAt, endedAt }: Change): Step {
  let life = knew;
  const meanings: Meaning[] = [];
  if (startedAt !== undefined) {
    const { hasPolicy } = seen;
    const facts = { at: startedAt, about: seen, hasPolicy, isEngineBack: false };
    const start = withLost(startOf(life, facts));
    life = withMissed(started(life, start, facts), start, life.policyRestarts);
    meanings.push(...meaningOfStart(start).map((it) => ({ ...it, at: startedAt })));
  }
  if (endedAt !== undefined) {
    const { code, oomKilled } = seen;
    const step = runEnded(life, { at: endedAt, code, oomKilled, told: false });
    life = step.life;
    meanings.push(...step.meanings.map((it) => ({ ...it, at: endedAt })));
  }
  return { life: { ...life, untoldSince: undefined }, meanings };
}

function withLost(start: Start): Start {
  return start.kind === 'first'
    ? start
    : { ...start, detail: 'seen afterwards: its event was lost' };
}

/** The engine counted every restart, where each was by policy. */
function withMissed(life: Life, start: Start, before: number): Life {
  if (start.kind === 'first' || start.reason === 'manual') return life;
  const missed = Math.max(life.policyRestarts - before - 1, 0);
  const restarts = { ...life.restarts, [start.reason]: life.restarts[start.reason] + missed };
  return { ...life, restarts };
}

/** No event tells of it. */
function failedToStart(life: Life, { code }: Inspection): Step {
  if (life.exit !== undefined) return { life, meanings: [] };
  const exit = exitOfFailedStart(code);
  return { life: { ...life, exit }, meanings: [{ what: 'start_failed', detail: exit.reason }] };
}

/** Nothing that happened before is counted; how it ended last is told as far as the engine knows. */
function firstMet(seen: Inspection): Life {
  const life = { ...newLife(seen.name), policyRestarts: seen.policyRestarts ?? 0 };
  if (seen.isRunning) return { ...life, run: runningSince(seen.startedAt ?? new Date(0), false) };
  if (seen.startFailed) return { ...life, exit: exitOfFailedStart(seen.code) };
  if (seen.finishedAt === undefined) return life;
  const end = { at: seen.finishedAt, code: seen.code, oom: seen.oomKilled, asked: undefined };
  return ended(life, { ...end, cause: unseenCause(seen), told: false, oomUntold: false });
}

/** Whether somebody asked for an end is only in the events before it. */
function unseenCause({ code, oomKilled }: Inspection): Cause {
  if (oomKilled && code === 137) return 'oom';
  return code === 0 ? 'finished' : 'not seen';
}
