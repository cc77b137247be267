import type { EngineEvent } from '../replies/engine-event.ts';
import { causeOf, ended, meaningOfEnd } from './ending.ts';
import type { Life, Meaning } from './life.ts';
import { newLife } from './life.ts';
import { meaningOfStart, started, startOf } from './starting.ts';

/** What inspecting said right after an event. */
export type Inspection = {
  readonly policyRestarts: number | undefined;
  readonly oomKilled: boolean | undefined;
};

export type Step = {
  /** Undefined when the container is gone. */
  readonly life: Life | undefined;
  readonly meanings: readonly Meaning[];
};

/**
 * The next step of a container's life. Orders seen on a real engine: a crash is `die`, `start`;
 * an OOM kill is `oom`, `die 137`; `docker kill` is `kill 9`, `die 137`; `docker restart` is
 * `kill 15`, (`kill 9`), `die`, `stop`, `start`, `restart`.
 */
export function live(knew: Life | undefined, event: EngineEvent, seen?: Inspection): Step {
  const life = knew ?? newLife(event.name);
  switch (event.action) {
    case 'create':
      return { life, meanings: [] };
    case 'start':
      return start(life, event, seen);
    case 'oom':
      return outOfMemory(life, event);
    case 'die':
      return die(life, event, seen);
    case 'kill':
      return { life: asked(life, event), meanings: [] };
    case 'stop':
      return { life: stopped(life), meanings: [] };
    case 'pause':
      return { life, meanings: [{ what: 'paused' }] };
    case 'unpause':
      return { life, meanings: [{ what: 'unpaused' }] };
    case 'health_status':
      return { life, meanings: health(event.argument) };
    case 'rename':
      return { life: { ...life, name: event.name }, meanings: [renamed(event)] };
    case 'destroy':
      return { life: undefined, meanings: [{ what: 'removed' }] };
    default:
      return { life, meanings: [] };
  }
}

function start(life: Life, { at }: EngineEvent, seen: Inspection | undefined): Step {
  if (life.run.kind === 'running' && at.getTime() <= life.run.since.getTime() + SAME_START_MS)
    return { life, meanings: [] }; // Inspecting has told of this start before its event came.
  const facts = { at, policyRestarts: seen?.policyRestarts };
  const kind = startOf(life, facts);
  return { life: started(life, kind, facts), meanings: meaningOfStart(kind) };
}

/** The engine notes the start a moment before it tells of it. */
export const SAME_START_MS = 5000;

function outOfMemory(life: Life, { at }: EngineEvent): Step {
  const { run } = life;
  const oomEvents = life.oomEvents + 1;
  const meanings: readonly Meaning[] = [
    { what: 'oom_killed', detail: 'the kernel killed a process of it for memory' },
  ];
  if (run.kind === 'running')
    return { life: { ...life, oomEvents, run: { ...run, oom: true } }, meanings };
  // With cgroup v2 the end may be told first: then it was no crash after all.
  if (run.kind === 'ended' && run.cause === 'crashed' && run.code === 137)
    return {
      life: ended({ ...life, oomEvents }, { at: run.at, code: 137, cause: 'oom' }),
      meanings,
    };
  if (run.kind === 'never started')
    return {
      life: {
        ...life,
        oomEvents,
        run: { kind: 'running', since: at, asked: undefined, oom: true },
      },
      meanings,
    };
  return { life: { ...life, oomEvents }, meanings };
}

function die(life: Life, event: EngineEvent, seen: Inspection | undefined): Step {
  const { run } = life;
  if (run.kind === 'ended') return { life, meanings: [] };
  const told = run.kind === 'running' && run.oom;
  const oom = told || event.oomKilled === true || seen?.oomKilled === true;
  const asked = run.kind === 'running' ? run.asked : undefined;
  const end = { at: event.at, code: event.exitCode };
  const cause = causeOf({ ...end, oom, asked });
  const after = ended(life, { ...end, cause });
  if (cause === 'oom' && !told) {
    // The engine knows of a kill for memory whose event was lost.
    const meanings: readonly Meaning[] = [{ what: 'oom_killed', detail: 'killed for memory' }];
    return { life: { ...after, oomEvents: life.oomEvents + 1 }, meanings };
  }
  return { life: after, meanings: meaningOfEnd(cause, event.exitCode) };
}

/** The first request counts: a stop that takes too long ends with a KILL, and stays a stop. */
function asked(life: Life, { at, signal }: EngineEvent): Life {
  const { run } = life;
  if (run.kind !== 'running' || signal === undefined) return life;
  const harmless = run.asked !== undefined && !['15', 'SIGTERM'].includes(run.asked.signal);
  return run.asked === undefined || harmless
    ? { ...life, run: { ...run, asked: { signal, at } } }
    : life;
}

/** Tells of a stop while the policy was waiting to restart it. */
function stopped(life: Life): Life {
  const { run } = life;
  if (run.kind !== 'ended' || run.cause === 'killed') return life;
  return { ...life, run: { ...run, cause: 'asked to stop' } };
}

function health(status: string | undefined): readonly Meaning[] {
  return status === 'healthy' || status === 'unhealthy' ? [{ what: status }] : [];
}

function renamed({ oldName }: EngineEvent): Meaning {
  return { what: 'renamed', ...(oldName === undefined ? {} : { detail: `was ${oldName}` }) };
}
