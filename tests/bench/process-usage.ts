import { readFile } from 'node:fs/promises';

/** The clock of /proc, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export type Usage = {
  readonly atMs: number;
  readonly cpuSeconds: number;
  /** Of the children that have ended, such as the tools that it asks. */
  readonly childrenCpuSeconds: number;
  readonly residentBytes: number;
  /** Its own memory and its part of what it shares. */
  readonly proportionalBytes: number;
};

/** What a process has used so far. Throws once it is gone. */
export async function usageOf(pid: number): Promise<Usage> {
  const [stat, memory] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8'),
  ]);
  // The name in parentheses may hold anything; user time is the 14th field.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const ticks = (index: number) => (fields[index] ?? Number.NaN) / TICKS_PER_SECOND;
  return {
    atMs: performance.now(),
    cpuSeconds: ticks(11) + ticks(12),
    childrenCpuSeconds: ticks(13) + ticks(14),
    residentBytes: kilobytesAt(memory, 'Rss') * 1024,
    proportionalBytes: kilobytesAt(memory, 'Pss') * 1024,
  };
}

function kilobytesAt(text: string, key: string): number {
  return Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]);
}

/** Share of one core between two moments. */
export function coreRatio(before: Usage, after: Usage, key: 'cpuSeconds' | 'childrenCpuSeconds') {
  return (after[key] - before[key]) / ((after.atMs - before.atMs) / 1000);
}

/** By least squares: how much the memory grows in a minute. */
export function bytesPerMinute(usages: readonly Usage[]): number {
  const minutes = usages.map(({ atMs }) => atMs / 60_000);
  const middle = mean(minutes);
  const level = mean(usages.map(({ residentBytes }) => residentBytes));
  const spread = mean(minutes.map((minute) => (minute - middle) ** 2));
  const joint = mean(
    usages.map(
      ({ residentBytes }, at) => ((minutes[at] ?? middle) - middle) * (residentBytes - level),
    ),
  );
  return joint / spread;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
