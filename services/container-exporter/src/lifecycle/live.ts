import type { EngineEvent } from '../replies/engine-event.ts';
import { exitOf, OOM_KILL } from './end-in-words.ts';
import { ended, requestOf, runEnded } from './ending.ts';
import type { Inspection } from './inspection.ts';
import type { Life, Meaning, Run, Step } from './life.ts';
import { newLife, runningSince } from './life.ts';
import { meaningOfStart, started, startOf } from './starting.ts';

export type Beside = {
  /** What inspecting said after the event: maybe of a later run already. */
  readonly seen?: Inspection | undefined;
  /** The event is from while the engine was away, or from its coming back. */
  readonly isEngineBack?: boolean;
};

/**
 * The next step of a container's life. Orders seen on a real engine: a crash is `die`, `start`;
 * an OOM kill is `oom`, `die 137`; `docker kill` is `kill 9`, `die 137`; `docker restart` is
 * `kill 15`, (`kill 9`), `die`, `stop`, `start`, `restart`.
 */
export function live(knew: Life | undefined, event: EngineEvent, beside: Beside = {}): Step {
  const known = knew ?? met(event);
  if (known === undefined) return { life: undefined, meanings: meaningOfChange(event) };
  const life = { ...known, untoldSince: undefined };
  switch (event.action) {
    case 'start':
      return start(life, event, beside);
    case 'oom':
      return outOfMemory(life);
    case 'die':
      return die(life, event, beside.seen);
    case 'kill':
      return { life: asked(life, event, beside.seen), meanings: [] };
    case 'stop':
      return { life: stopped(life), meanings: [] };
    case 'rename':
      return { life: { ...life, name: event.name }, meanings: meaningOfChange(event) };
    case 'destroy':
      return { life: undefined, meanings: meaningOfChange(event) };
    default:
      return { life, meanings: meaningOfChange(event) };
  }
}

/** A container that is met in the middle of its life; of some events it runs, of others nobody knows. */
function met({ action, name, at }: EngineEvent): Life | undefined {
  if (action === 'create' || action === 'start') return newLife(name);
  const runs = ['die', 'kill', 'oom', 'pause', 'unpause', 'health_status'].includes(action);
  return runs ? { ...newLife(name), run: runningSince(at, true) } : undefined;
}

/** What an event means that has to do with neither start nor end. */
function meaningOfChange({ action, argument, oldName }: EngineEvent): readonly Meaning[] {
  switch (action) {
    case 'pause':
      return [{ what: 'paused' }];
    case 'unpause':
      return [{ what: 'unpaused' }];
    case 'health_status':
      return argument === 'healthy' || argument === 'unhealthy' ? [{ what: argument }] : [];
    case 'rename':
      return [{ what: 'renamed', ...(oldName === undefined ? {} : { detail: `was ${oldName}` }) }];
    case 'destroy':
      return [{ what: 'removed' }];
    default:
      return [];
  }
}

function start(life: Life, { at }: EngineEvent, { seen, isEngineBack = false }: Beside): Step {
  const about = isUpTo(seen?.startedAt, at) ? seen : undefined;
  const { run } = life;
  if (run.kind === 'running' && isKnownStart(run, at, about))
    return { life: { ...life, run: { ...run, told: true } }, meanings: [] };
  const facts = { at, about, hasPolicy: seen?.hasPolicy, isEngineBack };
  const kind = startOf(life, facts);
  return { life: started(life, kind, facts), meanings: meaningOfStart(kind) };
}

/** Inspecting may have told of this start before its event came. */
function isKnownStart(
  run: Extract<Run, { kind: 'running' }>,
  at: Date,
  about: Inspection | undefined,
): boolean {
  if (about !== undefined) return isUpTo(about.startedAt, run.since);
  return !run.told || at <= run.since;
}

function outOfMemory(life: Life): Step {
  const { run } = life;
  if (run.kind === 'ended' && run.oomUntold)
    return { life: { ...life, run: { ...run, oomUntold: false } }, meanings: [] };
  const told = { ...life, oomEvents: life.oomEvents + 1 };
  const meanings = [OOM_KILL];
  if (run.kind === 'running') return { life: { ...told, run: { ...run, oom: true } }, meanings };
  // With cgroup v2 the end may be told first: then it was no crash after all.
  if (run.kind === 'ended' && run.cause === 'crashed' && run.code === 137)
    return { life: ended(told, { ...run, cause: 'oom', oom: true }), meanings };
  return { life: told, meanings };
}

function die(life: Life, event: EngineEvent, seen: Inspection | undefined): Step {
  const { run } = life;
  if (run.kind === 'ended') {
    const isMissedRun = run.told && seen?.startedAt !== undefined && seen.startedAt > run.at;
    if (!isMissedRun) return { life: { ...life, run: { ...run, told: true } }, meanings: [] };
  }
  if (run.kind === 'running' && isOlder(event, run, seen)) return { life, meanings: [] };
  const isOver = seen?.isRunning === false && isUpTo(seen.startedAt, event.at);
  const oomKilled = event.oomKilled === true || (isOver && seen.oomKilled);
  return runEnded(life, { at: event.at, code: event.exitCode, oomKilled, told: true });
}

/** The end of an earlier run than the one that is known, and that still goes on. */
function isOlder(
  { at }: EngineEvent,
  { since }: Extract<Run, { kind: 'running' }>,
  seen: Inspection | undefined,
): boolean {
  if (seen === undefined) return at < since;
  return seen.isRunning && isUpTo(seen.startedAt, since);
}

function isUpTo(moment: Date | undefined, limit: Date): boolean {
  return moment !== undefined && moment <= limit;
}

function asked(life: Life, { at, signal }: EngineEvent, seen: Inspection | undefined): Life {
  const { run } = life;
  if (run.kind !== 'running') return life;
  const stopSignal = seen?.stopSignal ?? 'SIGTERM';
  return { ...life, run: { ...run, asked: requestOf(run.asked, signal, { at, stopSignal }) } };
}

/** Comes after the end of a container that was stopped, or while the policy waits to restart one. */
function stopped(life: Life): Life {
  const { run } = life;
  if (run.kind !== 'ended' || run.cause === 'killed') return life;
  const cause = 'asked to stop';
  const wasAsked = run.asked !== undefined && run.code !== undefined;
  return {
    ...life,
    run: { ...run, cause },
    exit: wasAsked ? exitOf({ ...run, code: run.code, cause }) : life.exit,
  };
}
