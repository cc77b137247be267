import type { Container } from '@m4max/contracts';
import type { Inspected } from '../replies/inspected.ts';
import type { StatsBody } from '../replies/stats-body.ts';
import { isWindows } from '../replies/stats-body.ts';
import { knownOf } from './known-of.ts';

type MemoryStats = NonNullable<StatsBody['memory_stats']>;

/**
 * Working set = usage − inactive page cache, as `docker stats` shows it. The limit is the container's
 * own: the engine's `limit` is the machine's memory where there is none.
 */
export function memoryReadings(
  body: StatsBody,
  host: Inspected['HostConfig'] | undefined,
): Container['memory'] {
  const { memory_stats: memory } = body;
  if (!memory) return undefined;
  if (isWindows(body)) return windowsMemory(memory, host);
  const usage = usageOf(memory);
  const workingSet = usage === undefined ? undefined : usage - inactiveFile(memory, usage);
  const limit = host?.Memory || undefined; // 0 is "no limit".
  return knownOf({
    working_set_bytes: workingSet,
    usage_bytes: usage,
    max_usage_bytes: plausible(memory.max_usage),
    limit_bytes: limit,
    limit_ratio: workingSet === undefined || limit === undefined ? undefined : workingSet / limit,
    rss_bytes: stat(memory, 'total_rss', 'anon'),
    cache_bytes: stat(memory, 'total_cache', 'file'),
    mapped_file_bytes: stat(memory, 'total_mapped_file', 'file_mapped'),
    active_file_bytes: stat(memory, 'total_active_file', 'active_file'),
    inactive_file_bytes: stat(memory, 'total_inactive_file', 'inactive_file'),
    limit_hits_total: limitHits(memory),
    page_faults_total: stat(memory, 'total_pgfault', 'pgfault'),
    major_page_faults_total: stat(memory, 'total_pgmajfault', 'pgmajfault'),
  });
}

/** Without a highest use, on cgroup v2, Docker gives 0 and Podman the greatest 64-bit number. */
function plausible(highest: number | undefined): number | undefined {
  return highest === undefined || highest > Number.MAX_SAFE_INTEGER
    ? undefined
    : highest || undefined;
}

/** Windows limits what is promised to the processes (commit), which is more than what they hold in memory. */
function windowsMemory(
  { commitbytes: promised, privateworkingset: held }: MemoryStats,
  host: Inspected['HostConfig'] | undefined,
): Container['memory'] {
  const limit = host?.Memory || undefined;
  return knownOf({
    working_set_bytes: held,
    usage_bytes: promised,
    limit_bytes: limit,
    limit_ratio: promised === undefined || limit === undefined ? undefined : promised / limit,
  });
}

/** Docker leaves out a 0. Without `stats` nobody counted (Podman). */
function limitHits({ failcnt, stats }: MemoryStats): number | undefined {
  return failcnt ?? (stats ? 0 : undefined);
}

/** Some engines leave `usage` at zero, which then is left out; a process always has anonymous memory. */
function usageOf(memory: MemoryStats): number | undefined {
  const anonymous = stat(memory, 'anon');
  return memory.usage || anonymous || memory.usage;
}

/** cgroup v1 counts it for the whole subtree. A value above the usage is a race between two files. */
function inactiveFile(memory: MemoryStats, usage: number): number {
  const inactive = stat(memory, 'total_inactive_file', 'inactive_file') ?? 0;
  return inactive < usage ? inactive : 0;
}

/** The first of these names that the cgroup's version knows. */
function stat({ stats }: MemoryStats, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = stats?.[name];
    if (typeof value === 'number' && value >= 0) return value;
  }
  return undefined;
}
