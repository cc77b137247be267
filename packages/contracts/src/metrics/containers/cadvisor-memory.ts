import { known } from '../values.ts';
import { bytes, count, labelledRow, row, times } from './cadvisor-row.ts';
import type { Row } from './container-rows.ts';

/** Memory now, and how often it ran short. */
export const cadvisorMemoryRows: readonly Row[] = [
  row(
    bytes,
    'container_memory_usage_bytes',
    'Memory in use, page cache included.',
    ({ memory }) => memory?.usage_bytes,
  ),
  row(
    bytes,
    'container_memory_max_usage_bytes',
    'The most memory that was in use at once; from cgroup v1, or from a mounted cgroup tree.',
    ({ memory }) => memory?.max_usage_bytes,
  ),
  row(
    bytes,
    'container_memory_working_set_bytes',
    'Memory in use without the inactive page cache: what an OOM kill goes by.',
    ({ memory }) => memory?.working_set_bytes,
  ),
  row(
    bytes,
    'container_memory_rss',
    'Anonymous memory of the container: what its processes allocated.',
    ({ memory }) => memory?.rss_bytes,
  ),
  row(
    bytes,
    'container_memory_cache',
    "Page cache of the container's files.",
    ({ memory }) => memory?.cache_bytes,
  ),
  row(
    bytes,
    'container_memory_mapped_file',
    'Memory of files that the container has mapped.',
    ({ memory }) => memory?.mapped_file_bytes,
  ),
  row(
    bytes,
    'container_memory_total_active_file_bytes',
    'Page cache that was used lately.',
    ({ memory }) => memory?.active_file_bytes,
  ),
  row(
    bytes,
    'container_memory_total_inactive_file_bytes',
    'Page cache that is given up first.',
    ({ memory }) => memory?.inactive_file_bytes,
  ),
  row(
    bytes,
    'container_memory_swap',
    'Swap in use; only from a mounted cgroup tree.',
    ({ memory }) => memory?.swap_bytes,
  ),
  // It counts, but only counters may end in _total and only _total may be a counter: the name wins.
  row(
    count,
    'container_memory_failcnt',
    'Times the memory limit was hit.',
    ({ memory }) => memory?.limit_hits_total,
  ),
  labelledRow(
    times,
    'container_memory_failures_total',
    'Page faults of the container; a major one read from a disk.',
    ['failure_type', 'scope'],
    // cAdvisor gives both scopes the same figure.
    ({ memory }) =>
      ['container', 'hierarchy'].flatMap((scope) => [
        ...known(memory?.page_faults_total, { failure_type: 'pgfault', scope }),
        ...known(memory?.major_page_faults_total, { failure_type: 'pgmajfault', scope }),
      ]),
  ),
  row(
    times,
    'container_memory_events_high_total',
    'Times the container was slowed down over its high mark; only from a mounted cgroup tree.',
    ({ memory }) => memory?.events?.high,
  ),
  row(
    times,
    'container_memory_events_max_total',
    'Times the container was about to pass its memory limit; only from a mounted cgroup tree.',
    ({ memory }) => memory?.events?.max,
  ),
];
