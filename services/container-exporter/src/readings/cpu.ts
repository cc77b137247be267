import type { Container } from '@m4max/contracts';
import type { Inspected } from '../replies/inspected.ts';
import type { StatsBody } from '../replies/stats-body.ts';
import { isPodman, isWindows } from '../replies/stats-body.ts';
import { growth, perSecond } from './growth.ts';
import { knownOf } from './known-of.ts';

type HostConfig = Inspected['HostConfig'];

const NANOSECONDS = 1e9;
/** Windows counts processor time in units of 100 ns. */
const WINDOWS_UNITS = 1e7;
/** What the kernel takes when a quota comes without a period, in microseconds. */
export const DEFAULT_PERIOD = 100_000;

/**
 * Cores in use = Δ total_usage ÷ Δ read. The system_cpu_usage that `docker stats` divides by comes
 * in ticks of 10 ms, and Podman gives a cgroup's there.
 */
export function cpuReadings(reading: {
  readonly before: StatsBody | undefined;
  readonly now: StatsBody;
  readonly seconds: number | undefined;
  readonly host: HostConfig | undefined;
}): Container['cpu'] {
  const before = reading.before?.cpu_stats;
  const now = reading.now.cpu_stats;
  const usage = now?.cpu_usage;
  const perSecondOfTime = isWindows(reading.now) ? WINDOWS_UNITS : NANOSECONDS;
  const inSeconds = (time: number | undefined) =>
    time === undefined ? undefined : time / perSecondOfTime;
  const throttling = tellsThrottling(reading.now) ? now?.throttling_data : undefined;
  const used = perSecond(
    growth(before?.cpu_usage?.total_usage, usage?.total_usage),
    reading.seconds,
  );
  const coresUsed = inSeconds(used);
  const limitCores = coreLimit(reading.host);
  return knownOf({
    usage_seconds_total: inSeconds(usage?.total_usage),
    user_seconds_total: inSeconds(usage?.usage_in_usermode),
    system_seconds_total: inSeconds(usage?.usage_in_kernelmode),
    periods_total: throttling?.periods,
    throttled_periods_total: throttling?.throttled_periods,
    throttled_seconds_total: inSeconds(throttling?.throttled_time),
    cores_used: coresUsed,
    limit_cores: limitCores,
    limit_ratio:
      coresUsed === undefined || limitCores === undefined ? undefined : coresUsed / limitCores,
    throttled_ratio: share(
      growth(before?.throttling_data?.throttled_periods, throttling?.throttled_periods),
      growth(before?.throttling_data?.periods, throttling?.periods),
    ),
  });
}

/** Cores that the container may use; undefined without a limit, or where it is not known. */
export function coreLimit(host: HostConfig | undefined): number | undefined {
  if (host?.NanoCpus) return host.NanoCpus / NANOSECONDS;
  const quota = host?.CpuQuota ?? 0; // -1 and 0 are "no limit".
  return quota > 0 ? quota / (host?.CpuPeriod || DEFAULT_PERIOD) : undefined;
}

/** The others send zeros that nobody counted. */
function tellsThrottling(body: StatsBody): boolean {
  return !isWindows(body) && !isPodman(body);
}

/** Without periods in between nothing was limited. */
function share(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined || whole === 0) return undefined;
  return Math.min(part / whole, 1);
}
