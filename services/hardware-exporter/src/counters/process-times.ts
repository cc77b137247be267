import { plainText } from '../reading/plain-text.ts';

/**
 * What the kernel counted for one process. Ids are reused: `started` tells two apart, or the name
 * where the system does not say when a process began.
 */
export type ProcessTimes = {
  readonly name: string;
  readonly pid: number;
  readonly started?: string;
  readonly busySeconds: number;
  readonly residentBytes?: number;
};

/** `USER_HZ`, which Linux fixes at 100 for its users. */
const TICKS_PER_SECOND = 100;

/** Reads `/proc/<pid>/stat`; the name stands in parentheses and may hold anything, others included. */
export function processTimes(stat: string): ProcessTimes | undefined {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const rest = stat.slice(close + 2).split(' ');
  const busyTicks = Number(rest[11]) + Number(rest[12]);
  const started = rest[19];
  const name = plainText(stat.slice(open + 1, close));
  if (!Number.isFinite(busyTicks) || started === undefined || name === undefined) return undefined;
  return {
    name,
    pid: Number(stat.slice(0, open)),
    started,
    busySeconds: busyTicks / TICKS_PER_SECOND,
  };
}

/** Memory that a process has in use, by `/proc/<pid>/status`; kernel threads have none. */
export function residentBytes(status: string): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** The processes that kept the most cores busy between two readings; idle ones are left out. */
export function busiest(options: {
  readonly before: readonly ProcessTimes[];
  readonly after: readonly ProcessTimes[];
  readonly seconds: number;
  readonly most: number;
}): readonly (ProcessTimes & { readonly coresUsed: number })[] {
  const { before, after, seconds, most } = options;
  if (seconds <= 0) return [];
  const keyOf = ({ pid, started, name }: ProcessTimes) => `${pid}:${started ?? name}`;
  const earlier = new Map(before.map((times) => [keyOf(times), times.busySeconds]));
  return after
    .flatMap((times) => {
      const since = earlier.get(keyOf(times));
      if (since === undefined || times.busySeconds <= since) return [];
      return [{ ...times, coresUsed: (times.busySeconds - since) / seconds }];
    })
    .sort((left, right) => right.coresUsed - left.coresUsed)
    .slice(0, most);
}
