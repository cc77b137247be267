import type { Container } from '../../containers-sample.ts';
import { bytes, count, moment, row, times } from './cadvisor-row.ts';
import type { Row } from './container-rows.ts';

/** What the container may use, since when it runs and how it is. */
export const cadvisorStateRows: readonly Row[] = [
  row(count, 'container_threads', 'Threads and processes in the container.', ({ pids }) => pids),
  row(
    count,
    'container_threads_max',
    'How many threads and processes the container may have; 0 is no limit.',
    ({ pids, pids_limit = 0 }) => (pids === undefined ? undefined : pids_limit),
  ),
  row(
    bytes,
    'container_spec_memory_limit_bytes',
    'Memory limit; 0 is none.',
    ({ limits }) => limits?.memory_bytes,
  ),
  row(
    bytes,
    'container_spec_memory_reservation_limit_bytes',
    'Memory that is left to the container when memory runs short; 0 is none.',
    ({ limits }) => limits?.memory_reservation_bytes,
  ),
  row(
    count,
    'container_spec_cpu_quota',
    'CPU time that a period may use, in microseconds; absent without a limit.',
    ({ limits }) => limits?.cpu_quota_microseconds,
  ),
  row(
    count,
    'container_spec_cpu_period',
    'Period over which a CPU limit counts, in microseconds.',
    ({ limits }) => limits?.cpu_period_microseconds,
  ),
  row(
    count,
    'container_spec_cpu_shares',
    'CPU shares against other containers.',
    ({ limits }) => limits?.cpu_shares,
  ),
  row(
    moment,
    'container_start_time_seconds',
    'When the container was started, in Unix time.',
    ({ started_at }) => unixSeconds(started_at),
  ),
  row(
    moment,
    'container_last_seen',
    'When the container was last read, in Unix time.',
    (_, sample) => unixSeconds(sample.taken_at),
  ),
  row(
    count,
    'container_health_state',
    'Health check: 1 healthy, 0 starting or unhealthy, -1 the image has none.',
    ({ health }) => healthState(health),
  ),
  row(
    times,
    'container_oom_events_total',
    'Times the kernel killed a process of the container for memory.',
    ({ oom_events }) => oom_events,
  ),
];

function unixSeconds(moment: string | undefined): number | undefined {
  return moment === undefined ? undefined : Date.parse(moment) / 1000;
}

function healthState(health: Container['health']): number {
  if (health === 'none') return -1;
  return health === 'healthy' ? 1 : 0;
}
