import type { Container, Missing } from '@m4max/contracts';
import { z } from 'zod';
import { describeContainer } from '../containers/describe-container.ts';
import { reconcile } from '../lifecycle/reconcile.ts';
import { readingsOf } from '../readings/readings.ts';
import { Inspected } from '../replies/inspected.ts';
import { StatsBody } from '../replies/stats-body.ts';

const InspectLine = z.object({
  inspect: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), Inspected),
});

/** Streamed bodies carry the reading before them; one-shot ones leave it empty. */
const Before = z.object({ preread: z.string(), precpu_stats: StatsBody.shape.cpu_stats });

/** Reads recorded stats bodies, oldest first, and `{"inspect": …}` lines: a container a body. */
export function statsReader(): (line: string) => object | undefined {
  const inspections = new Map<string, Inspected>();
  const bodies = new Map<string, StatsBody>();
  return (line) => {
    const json = parse(line);
    const inspect = InspectLine.safeParse(json);
    if (inspect.success) {
      inspections.set(inspect.data.inspect.Id, inspect.data.inspect);
      inspections.set(inspect.data.inspect.Name, inspect.data.inspect);
      return undefined;
    }
    const body = StatsBody.safeParse(json);
    if (!body.success) return undefined;
    const now = body.data;
    const name = now.name?.replace(/^\//, '') ?? now.id?.slice(0, 12) ?? 'unnamed';
    const key = now.id ?? name;
    const inspected = inspections.get(key) ?? inspections.get(name) ?? only(inspections);
    const before = bodies.get(key) ?? bodyBefore(json);
    bodies.set(key, now);
    const host = inspected?.HostConfig;
    const readings = readingsOf({ before, now, host });
    const state = readings === undefined ? 'exited' : 'running';
    const container = describeContainer({
      engineId: 'recorded',
      listed: {
        Id: key,
        Names: [name],
        Image: inspected?.Config?.Image ?? '',
        State: inspected?.State.Status ?? state,
        Status: '',
      },
      inspected,
      life: inspected && reconcile(undefined, inspected).life,
      readings,
      stale: false,
    });
    return { ...container, missing: missingOf(container, before, inspected) };
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A recording of one container needs no names. */
function only(inspections: ReadonlyMap<string, Inspected>): Inspected | undefined {
  const distinct = [...new Set(inspections.values())];
  return distinct.length === 1 ? distinct[0] : undefined;
}

function bodyBefore(json: unknown): StatsBody | undefined {
  const before = Before.safeParse(json);
  if (!before.success || before.data.preread.startsWith('0001-')) return undefined;
  const { preread: read, precpu_stats: cpu } = before.data;
  const parsed = StatsBody.safeParse({ read, cpu_stats: cpu });
  return parsed.success ? parsed.data : undefined;
}

function missingOf(
  { cpu, network, block_io: blockIo }: Container,
  before: StatsBody | undefined,
  inspected: Inspected | undefined,
): readonly Missing[] {
  const missing: Missing[] = [];
  if (cpu === undefined)
    missing.push({ field: 'cpu', reason: 'the body is that of a container that is not running' });
  else if (cpu.cores_used === undefined)
    missing.push({
      field: 'cpu.cores_used',
      reason:
        before === undefined
          ? 'a rate needs a second body of the container'
          : 'the counters went back, or no time has passed',
    });
  if (inspected === undefined)
    missing.push({
      field: 'memory.limit_bytes',
      reason:
        'the limit in a body is the machine’s memory where the container has none: add a line {"inspect": …}',
    });
  if (cpu !== undefined && network === undefined)
    missing.push({ field: 'network', reason: 'the container has no network of its own' });
  if (cpu !== undefined && blockIo === undefined)
    missing.push({ field: 'block_io', reason: 'the engine reports no block I/O' });
  return missing;
}
