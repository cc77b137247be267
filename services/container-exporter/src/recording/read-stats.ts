import { z } from 'zod';
import { describeContainer } from '../containers/describe-container.ts';
import { inspectionOf } from '../lifecycle/inspection.ts';
import { reconcile } from '../lifecycle/reconcile.ts';
import { readAtSeconds } from '../readings/read-at.ts';
import { readingsOf } from '../readings/readings.ts';
import { Inspected } from '../replies/inspected.ts';
import { StatsBody } from '../replies/stats-body.ts';
import { missingOf } from './missing-of.ts';
import { remember } from './remember.ts';
import type { Reader } from './understand.ts';
import { whatJsonIs } from './what-it-is.ts';

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);

/** As `m4max read` documents it; what `docker inspect` prints is taken as it is. */
const InspectLine = z.object({ inspect: z.preprocess(first, Inspected) });

/** Streamed bodies carry the reading before them; one-shot ones leave it empty. */
const Before = z.object({ preread: z.string(), precpu_stats: StatsBody.shape.cpu_stats });

/** Go's year 1: the container is not running. */
const NEVER = /^0001-/;

/** Reads recorded stats bodies, oldest first, among inspections: a container a body. */
export function statsReader(): Reader {
  const inspections = new Map<string, Inspected>();
  const bodies = new Map<string, StatsBody>();

  return (json) => {
    const inspect = inspectedIn(json);
    if (inspect !== undefined) {
      remember(inspections, inspect.Id, inspect);
      return { kind: 'noted', what: 'inspection' };
    }
    const parsed = StatsBody.safeParse(json);
    if (!parsed.success || !isMoment(parsed.data.read))
      return { kind: 'fault', why: whatJsonIs(json) };
    const now = parsed.data;
    const name = now.name?.replace(/^\//, '') || now.id?.slice(0, 12) || 'unnamed';
    const key = now.id || name;
    const inspected = inspectionFor(now, inspections);
    const before = bodies.get(key) ?? bodyBefore(json);
    const readings = readingsOf({ before, now, host: inspected?.HostConfig });
    // Its counters begin anew after the stop that an empty body tells of.
    remember(bodies, key, readings && now);
    const container = describeContainer({
      engineId: 'recorded',
      listed: {
        Id: key,
        Names: [name],
        Image: inspected?.Config?.Image ?? '',
        State: readings === undefined ? endedState(inspected) : runningState(inspected),
        Status: '',
      },
      inspected,
      life: inspected && reconcile(undefined, inspectionOf(inspected), 0).life,
      readings,
      stale: false,
    });
    const missing = missingOf({ container, before, now, inspected });
    return { kind: 'result', result: { ...container, missing } };
  };
}

function inspectedIn(json: unknown): Inspected | undefined {
  const line = InspectLine.safeParse(json);
  if (line.success) return line.data.inspect;
  const bare = Inspected.safeParse(json);
  return bare.success ? bare.data : undefined;
}

/** By id; a body without one is known by its name, and one without both may be that of the only inspection. */
function inspectionFor(
  { id, name }: StatsBody,
  inspections: ReadonlyMap<string, Inspected>,
): Inspected | undefined {
  if (id) return inspections.get(id);
  const all = [...inspections.values()];
  if (name) return all.find(({ Name }) => Name === name.replace(/^\//, ''));
  return all.length === 1 ? all[0] : undefined;
}

function bodyBefore(json: unknown): StatsBody | undefined {
  const before = Before.safeParse(json);
  if (!before.success || readAtSeconds(before.data.preread) === undefined) return undefined;
  const { preread, precpu_stats } = before.data;
  return StatsBody.parse({ read: preread, cpu_stats: precpu_stats });
}

function isMoment(read: string): boolean {
  return NEVER.test(read) || readAtSeconds(read) !== undefined;
}

/** The body is newer than the inspection: what it shows wins. */
function endedState(inspected: Inspected | undefined): string {
  const state = inspected?.State.Status ?? 'exited';
  return state === 'running' || state === 'paused' ? 'exited' : state;
}

function runningState(inspected: Inspected | undefined): string {
  return inspected?.State.Status === 'paused' ? 'paused' : 'running';
}
