import { z } from 'zod';
import { Count, listOrNothing, partOrNothing, Text } from './parts.ts';

const CpuStats = {
  cpu_usage: partOrNothing({
    total_usage: Count,
    usage_in_kernelmode: Count,
    usage_in_usermode: Count,
  }),
  throttling_data: partOrNothing({
    periods: Count,
    throttled_periods: Count,
    throttled_time: Count,
  }),
  /** A percentage that only Podman gives. */
  cpu: Count,
};

const Interface = z.object({
  rx_bytes: Count,
  rx_packets: Count,
  rx_errors: Count,
  rx_dropped: Count,
  tx_bytes: Count,
  tx_packets: Count,
  tx_errors: Count,
  tx_dropped: Count,
});

const Operation = z.object({ op: Text, value: Count });

/**
 * A reply of `/containers/{id}/stats`, as cgroup v1, v2, Podman and Windows give it; any part may be
 * missing or null.
 */
export const StatsBody = z.object({
  id: z.string().nullish().catch(undefined),
  name: z.string().nullish().catch(undefined),
  read: z.string(),
  /** Since API 1.52. */
  os_type: z.string().nullish().catch(undefined),
  /** Processors of a Windows machine; 0 on any other. */
  num_procs: Count,
  cpu_stats: partOrNothing(CpuStats),
  memory_stats: partOrNothing({
    usage: Count,
    max_usage: Count,
    failcnt: Count,
    stats: z.record(z.string(), z.unknown()).nullish().catch(undefined),
    /** Windows: what is promised to its processes, and what only they hold in memory. */
    commitbytes: Count,
    privateworkingset: Count,
  }),
  pids_stats: partOrNothing({ current: Count, limit: Count }),
  blkio_stats: partOrNothing({
    io_service_bytes_recursive: listOrNothing(Operation),
    io_serviced_recursive: listOrNothing(Operation),
  }),
  /** Windows: leaves out what is 0. */
  storage_stats: partOrNothing({ read_size_bytes: Count, write_size_bytes: Count }),
  networks: z.record(z.string(), Interface.nullish()).nullish().catch(undefined),
});
export type StatsBody = z.infer<typeof StatsBody>;

/** Its processor time is in units of 100 ns, and its memory and disks have other names. */
export function isWindows({ os_type, num_procs = 0 }: StatsBody): boolean {
  return os_type === 'windows' || num_procs > 0;
}

/** Podman always gives 0 for throttling and limit hits, and never says how much of the memory is cache. */
export function isPodman({ cpu_stats }: StatsBody): boolean {
  return cpu_stats?.cpu !== undefined;
}
