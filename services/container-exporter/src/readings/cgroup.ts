import type { Container } from '@m4max/contracts';
import { knownOf } from './known-of.ts';

/** The files of a container's folder in a cgroup v2 tree that tell more than its engine does. */
export const CGROUP_FILES = [
  'cpu.pressure',
  'memory.pressure',
  'io.pressure',
  'memory.events',
  'memory.peak',
  'memory.swap.current',
  'io.stat',
] as const;

/** Their texts; a controller that is off, an older kernel or a folder that vanished leaves some out. */
export type CgroupFiles = Readonly<Partial<Record<(typeof CGROUP_FILES)[number], string>>>;

/**
 * The container with what its cgroup tells. Where the engine gave a figure too, the engine's stays:
 * rates were worked out of it.
 */
export function withCgroup(container: Container, files: CgroupFiles): Container {
  const { io, ...operations } = sumsOf(files['io.stat']);
  const blockIo = container.block_io ?? io;
  return {
    ...container,
    ...knownOf({
      pressure: knownOf({
        cpu: pressureOf(files['cpu.pressure']),
        memory: pressureOf(files['memory.pressure']),
        io: pressureOf(files['io.pressure']),
      }),
      memory: knownOf({
        max_usage_bytes: bytesOf(files['memory.peak']),
        swap_bytes: bytesOf(files['memory.swap.current']),
        ...container.memory,
        events: eventsOf(files['memory.events']),
      }),
      block_io: blockIo && { ...operations, ...blockIo },
    }),
  };
}

/**
 * `some avg10=… avg60=… avg300=… total=…`, then `full …`: microseconds in which some, or all, of its
 * processes waited. Kernels before 5.13 give no `full` for the processor.
 */
function pressureOf(text: string | undefined) {
  return knownOf({
    waiting_seconds_total: totalOf('some', text),
    stalled_seconds_total: totalOf('full', text),
  });
}

function totalOf(which: 'some' | 'full', text = ''): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${which} `));
  const microseconds = /\btotal=(\d+)$/.exec(line ?? '')?.[1];
  return microseconds === undefined ? undefined : Number(microseconds) / 1e6;
}

/** A line for each kind of event and its count; newer kernels have more kinds. */
function eventsOf(text = '') {
  const count = (event: string) => {
    const digits = new RegExp(`^${event} (\\d+)$`, 'm').exec(text)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  return knownOf({
    low: count('low'),
    high: count('high'),
    max: count('max'),
    oom: count('oom'),
    oom_kill: count('oom_kill'),
  });
}

function bytesOf(text = ''): number | undefined {
  return /^\d+\n?$/.test(text) ? Number(text) : undefined;
}

/**
 * `8:0 rbytes=… wbytes=… rios=… wios=… …` for each device that was used, and at times a bare `8:0`.
 * An empty file is that of a container that used none.
 */
function sumsOf(text: string | undefined) {
  if (text === undefined) return {};
  const sums = { rbytes: 0, wbytes: 0, rios: 0, wios: 0 };
  for (const [, key, digits] of text.matchAll(/\b(rbytes|wbytes|rios|wios)=(\d+)\b/g))
    sums[key as keyof typeof sums] += Number(digits);
  return {
    io: { read_bytes_total: sums.rbytes, write_bytes_total: sums.wbytes },
    read_operations_total: sums.rios,
    write_operations_total: sums.wios,
  };
}
