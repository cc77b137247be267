import { z } from 'zod';
import { Count, listOrNothing } from './parts.ts';

const CpuUsage = z.object({
  total_usage: Count,
  usage_in_kernelmode: Count,
  usage_in_usermode: Count,
});

const Throttling = z.object({ periods: Count, throttled_periods: Count, throttled_time: Count });

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

/** A reply of `/containers/{id}/stats`, as cgroup v1, v2 and Podman give it; any part may be missing or null. */
export const StatsBody = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  read: z.string(),
  cpu_stats: z
    .object({ cpu_usage: CpuUsage.nullish(), throttling_data: Throttling.nullish() })
    .nullish(),
  memory_stats: z
    .object({
      usage: Count,
      failcnt: Count,
      stats: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  pids_stats: z.object({ current: Count, limit: Count }).nullish(),
  blkio_stats: z
    .object({
      io_service_bytes_recursive: listOrNothing(z.object({ op: z.string(), value: Count })),
    })
    .nullish(),
  networks: z.record(z.string(), Interface).nullish(),
});
export type StatsBody = z.infer<typeof StatsBody>;
