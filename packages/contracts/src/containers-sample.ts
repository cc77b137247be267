import { z } from 'zod';
import { sampleHead } from './sample.ts';
import { Bytes, Moment, NonNegative, Ratio, Seconds } from './units.ts';

/** A Docker Engine; `cpus` and `memory_bytes` are those of its virtual machine on a Mac. */
const Engine = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  version: z.string().optional(),
  api_version: z.string().optional(),
  cpus: NonNegative.optional(),
  memory_bytes: Bytes.optional(),
  up: z.boolean(),
});

export const ContainerState = z.enum([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
]);
export type ContainerState = z.infer<typeof ContainerState>;

export const ContainerHealth = z.enum(['none', 'starting', 'healthy', 'unhealthy']);
export type ContainerHealth = z.infer<typeof ContainerHealth>;

/** How a container last ended: `reason` in words, such as "killed for memory (OOM)". */
const Exit = z.strictObject({
  code: z.int(),
  signal: z.string().optional(),
  oom_killed: z.boolean(),
  reason: z.string(),
  at: Moment.optional(),
});

/** Restarts seen since the exporter first met the container, by reason. */
export const Restarts = z.strictObject({
  policy: z.int().nonnegative(),
  manual: z.int().nonnegative(),
  oom: z.int().nonnegative(),
  crash: z.int().nonnegative(),
});
export type Restarts = z.infer<typeof Restarts>;

/** How well a container or an engine says that it is. */
export const Probe = z.strictObject({
  status: z.enum(['healthy', 'degraded', 'unreachable']),
  /** What said so: its health endpoint, the last run of its health check, or that its container runs. */
  source: z.enum(['endpoint', 'health check', 'state']).optional(),
  /** Until the endpoint replied, or how long the run of the health check took. */
  response_seconds: Seconds.optional(),
  detail: z.string().optional(),
});
export type Probe = z.infer<typeof Probe>;

/** Counters of one interface in a container's network namespace. */
const NetworkInterface = z.strictObject({
  name: z.string().min(1),
  receive_bytes_total: Bytes,
  receive_packets_total: NonNegative,
  receive_errors_total: NonNegative,
  receive_dropped_total: NonNegative,
  transmit_bytes_total: Bytes,
  transmit_packets_total: NonNegative,
  transmit_errors_total: NonNegative,
  transmit_dropped_total: NonNegative,
});

/** Time for which some (waiting) or all (stalled) of its processes could not go on, since its start. */
const Pressure = z.strictObject({
  waiting_seconds_total: Seconds.optional(),
  stalled_seconds_total: Seconds.optional(),
});

/** What the container may use, as its host configuration says. A memory limit or reservation of 0 is none. */
const Limits = z.strictObject({
  memory_bytes: Bytes,
  memory_reservation_bytes: Bytes.optional(),
  cpu_quota_microseconds: NonNegative.optional(),
  cpu_period_microseconds: NonNegative.optional(),
  cpu_shares: NonNegative.optional(),
});

export const Container = z.strictObject({
  id: z.string().min(1),
  engine_id: z.string().min(1),
  name: z.string().min(1),
  image: z.string(),
  labels: z.record(z.string(), z.string()),
  state: ContainerState,
  health: ContainerHealth,
  exit: Exit.optional(),
  restarts: Restarts,
  oom_events: z.int().nonnegative(),
  started_at: Moment.optional(),
  /** The readings below were not renewed in this round; they are the last ones known. */
  stale: z.boolean().optional(),
  cpu: z
    .strictObject({
      usage_seconds_total: Seconds.optional(),
      user_seconds_total: Seconds.optional(),
      system_seconds_total: Seconds.optional(),
      /** Scheduling periods of a CPU limit: all, and those in which the container was held back. */
      periods_total: NonNegative.optional(),
      throttled_periods_total: NonNegative.optional(),
      throttled_seconds_total: Seconds.optional(),
      cores_used: NonNegative.optional(),
      limit_cores: NonNegative.optional(),
      limit_ratio: NonNegative.optional(),
      throttled_ratio: Ratio.optional(),
    })
    .optional(),
  memory: z
    .strictObject({
      working_set_bytes: Bytes.optional(),
      usage_bytes: Bytes.optional(),
      /** The most that was in use at once. */
      max_usage_bytes: Bytes.optional(),
      limit_bytes: Bytes.optional(),
      limit_ratio: NonNegative.optional(),
      rss_bytes: Bytes.optional(),
      cache_bytes: Bytes.optional(),
      mapped_file_bytes: Bytes.optional(),
      /** The page cache in two parts: the kernel gives up the inactive one first. */
      active_file_bytes: Bytes.optional(),
      inactive_file_bytes: Bytes.optional(),
      swap_bytes: Bytes.optional(),
      /** How often the limit was hit. */
      limit_hits_total: NonNegative.optional(),
      page_faults_total: NonNegative.optional(),
      major_page_faults_total: NonNegative.optional(),
      /** `memory.events` of a mounted cgroup tree: how often each happened since the start. */
      events: z
        .strictObject({
          low: NonNegative.optional(),
          high: NonNegative.optional(),
          max: NonNegative.optional(),
          oom: NonNegative.optional(),
          oom_kill: NonNegative.optional(),
        })
        .optional(),
    })
    .optional(),
  /** Pressure stall information of a mounted cgroup tree. */
  pressure: z
    .strictObject({
      cpu: Pressure.optional(),
      memory: Pressure.optional(),
      io: Pressure.optional(),
    })
    .optional(),
  network: z
    .strictObject({
      receive_bytes_total: Bytes,
      transmit_bytes_total: Bytes,
      receive_bytes_per_second: NonNegative.optional(),
      transmit_bytes_per_second: NonNegative.optional(),
      errors_total: NonNegative.optional(),
      dropped_total: NonNegative.optional(),
      interfaces: z.array(NetworkInterface).optional(),
    })
    .optional(),
  block_io: z
    .strictObject({
      read_bytes_total: Bytes,
      write_bytes_total: Bytes,
      read_operations_total: NonNegative.optional(),
      write_operations_total: NonNegative.optional(),
      read_bytes_per_second: NonNegative.optional(),
      write_bytes_per_second: NonNegative.optional(),
    })
    .optional(),
  /** Names of the engine's networks that it is in. */
  networks: z.array(z.string().min(1)).optional(),
  pids: z.int().nonnegative().optional(),
  pids_limit: z.int().positive().optional(),
  limits: Limits.optional(),
  probe: Probe.optional(),
});
export type Container = z.infer<typeof Container>;

/** An entry of `monitoring/engines.yml`, matched with what was found. */
export const TradingEngine = z.strictObject({
  name: z.string().min(1),
  title: z.string().optional(),
  container_id: z.string().optional(),
  probe: Probe.optional(),
});
export type TradingEngine = z.infer<typeof TradingEngine>;

/** What stands for every address that is no container's; no container may have this name. */
export const OUTSIDE = '(outside)';

/** Pairs grow with the square of the containers; twice this many links are about 40 kB of a sample. */
export const LINKS_PER_KIND = 200;

/**
 * Two containers that share a network (possible, in no direction), or a connection that was seen
 * (observed): `from` opened it, `to` listens on `port`. How much goes over it is not known.
 */
export const Link = z.strictObject({
  from: z.string().min(1),
  to: z.string().min(1),
  port: z.int().min(1).max(65_535).optional(),
  kind: z.enum(['observed', 'possible']),
  seen_at: Moment.optional(),
});
export type Link = z.infer<typeof Link>;

/** One round over every container of every engine found. */
export const ContainersSample = z
  .strictObject({
    ...sampleHead,
    engines: z.array(Engine),
    containers: z.array(Container),
    trading_engines: z.array(TradingEngine),
    links: z.array(Link),
  })
  .meta({ id: 'ContainersSample' });
export type ContainersSample = z.infer<typeof ContainersSample>;
