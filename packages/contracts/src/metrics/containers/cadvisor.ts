import type { Container } from '../../containers-sample.ts';
import { known } from '../values.ts';
import type { Kind, Row } from './cadvisor-row.ts';
import { row } from './cadvisor-row.ts';

const seconds: Kind = { type: 'counter', unit: 'seconds' };
const times: Kind = { type: 'counter', unit: 'count' };
const bytesTotal: Kind = { type: 'counter', unit: 'bytes' };
const bytes: Kind = { type: 'gauge', unit: 'bytes' };
const count: Kind = { type: 'gauge', unit: 'count' };
const moment: Kind = { type: 'gauge', unit: 'seconds' };

/**
 * The series that dashboards made for cAdvisor ask for, under its names and labels
 * (google/cadvisor, metrics/prometheus.go). As there, only containers that run have any; dashboards
 * count them. What was not renewed in a round is left out.
 */
export const cadvisorMetrics: readonly Row[] = [
  row(
    seconds,
    'container_cpu_usage_seconds_total',
    'CPU time that the container has used.',
    ['cpu'],
    ({ cpu }) => known(cpu?.usage_seconds_total, { cpu: 'total' }),
  ),
  row(
    seconds,
    'container_cpu_user_seconds_total',
    'CPU time that the container has used in user mode.',
    [],
    ({ cpu }) => known(cpu?.user_seconds_total),
  ),
  row(
    seconds,
    'container_cpu_system_seconds_total',
    'CPU time that the container has used in the kernel.',
    [],
    ({ cpu }) => known(cpu?.system_seconds_total),
  ),
  row(
    times,
    'container_cpu_cfs_periods_total',
    'Periods of the CPU limit that have passed.',
    [],
    ({ cpu }) => known(cpu?.periods_total),
  ),
  row(
    times,
    'container_cpu_cfs_throttled_periods_total',
    'Periods in which the CPU limit held the container back.',
    [],
    ({ cpu }) => known(cpu?.throttled_periods_total),
  ),
  row(
    seconds,
    'container_cpu_cfs_throttled_seconds_total',
    'Time for which the CPU limit held the container back.',
    [],
    ({ cpu }) => known(cpu?.throttled_seconds_total),
  ),
  row(
    bytes,
    'container_memory_usage_bytes',
    'Memory in use, page cache included.',
    [],
    ({ memory }) => known(memory?.usage_bytes),
  ),
  row(
    bytes,
    'container_memory_working_set_bytes',
    'Memory in use without the inactive page cache: what an OOM kill goes by.',
    [],
    ({ memory }) => known(memory?.working_set_bytes),
  ),
  row(
    bytes,
    'container_memory_rss',
    'Anonymous memory of the container: what its processes allocated.',
    [],
    ({ memory }) => known(memory?.rss_bytes),
  ),
  row(bytes, 'container_memory_cache', "Page cache of the container's files.", [], ({ memory }) =>
    known(memory?.cache_bytes),
  ),
  row(
    bytes,
    'container_memory_mapped_file',
    'Memory of files that the container has mapped.',
    [],
    ({ memory }) => known(memory?.mapped_file_bytes),
  ),
  // It counts, but only counters may end in _total and only _total may be a counter: the name wins.
  row(count, 'container_memory_failcnt', 'Times the memory limit was hit.', [], ({ memory }) =>
    known(memory?.limit_hits_total),
  ),
  row(
    times,
    'container_memory_failures_total',
    'Page faults of the container; a major one read from a disk.',
    ['failure_type', 'scope'],
    ({ memory }) => [
      ...known(memory?.page_faults_total, { failure_type: 'pgfault', scope: 'container' }),
      ...known(memory?.major_page_faults_total, { failure_type: 'pgmajfault', scope: 'container' }),
    ],
  ),
  ...networkRows('receive'),
  ...networkRows('transmit'),
  row(
    bytesTotal,
    'container_fs_reads_bytes_total',
    'Bytes read from disks.',
    ['device'],
    ({ block_io }) => known(block_io?.read_bytes_total, { device: '' }),
  ),
  row(
    bytesTotal,
    'container_fs_writes_bytes_total',
    'Bytes written to disks.',
    ['device'],
    ({ block_io }) => known(block_io?.write_bytes_total, { device: '' }),
  ),
  row(count, 'container_threads', 'Threads and processes in the container.', [], ({ pids }) =>
    known(pids),
  ),
  row(
    count,
    'container_threads_max',
    'How many threads and processes the container may have.',
    [],
    ({ pids_limit }) => known(pids_limit),
  ),
  row(bytes, 'container_spec_memory_limit_bytes', 'Memory limit; 0 is none.', [], ({ limits }) =>
    known(limits?.memory_bytes),
  ),
  row(
    count,
    'container_spec_cpu_quota',
    'CPU time a period may use, in microseconds.',
    [],
    ({ limits }) => known(limits?.cpu_quota_microseconds),
  ),
  row(
    count,
    'container_spec_cpu_period',
    'Period of the CPU limit, in microseconds.',
    [],
    ({ limits }) => known(limits?.cpu_period_microseconds),
  ),
  row(
    count,
    'container_spec_cpu_shares',
    'CPU shares against other containers.',
    [],
    ({ limits }) => known(limits?.cpu_shares),
  ),
  row(
    moment,
    'container_start_time_seconds',
    'When the container was started, in Unix time.',
    [],
    ({ started_at }) => known(unixSeconds(started_at)),
  ),
  row(
    moment,
    'container_last_seen',
    'When the container was last read, in Unix time.',
    [],
    (_, sample) => known(unixSeconds(sample.taken_at)),
  ),
  row(
    count,
    'container_health_state',
    'Health check: 1 healthy, 0 starting or unhealthy, -1 the image has none.',
    [],
    ({ health }) => known(healthState(health)),
  ),
  row(
    times,
    'container_oom_events_total',
    'Times the kernel killed a process of the container for memory.',
    [],
    ({ oom_events }) => known(oom_events),
  ),
];

function networkRows(direction: 'receive' | 'transmit'): readonly Row[] {
  const done = direction === 'receive' ? 'received' : 'sent';
  const counters = [
    { kind: bytesTotal, what: 'bytes', field: `${direction}_bytes_total`, help: 'Bytes' },
    { kind: times, what: 'packets', field: `${direction}_packets_total`, help: 'Packets' },
    {
      kind: times,
      what: 'errors',
      field: `${direction}_errors_total`,
      help: 'Packets with an error',
    },
    {
      kind: times,
      what: 'packets_dropped',
      field: `${direction}_dropped_total`,
      help: 'Packets dropped rather than',
    },
  ] as const;
  return counters.map(({ kind, what, field, help }) =>
    row(
      kind,
      `container_network_${direction}_${what}_total`,
      `${help} ${done} on an interface of the container.`,
      ['interface'],
      ({ network }) =>
        (network?.interfaces ?? []).map((it) => ({
          labels: { interface: it.name },
          value: it[field],
        })),
    ),
  );
}

function unixSeconds(moment: string | undefined): number | undefined {
  return moment === undefined ? undefined : Date.parse(moment) / 1000;
}

function healthState(health: Container['health']): number {
  if (health === 'none') return -1;
  return health === 'healthy' ? 1 : 0;
}
