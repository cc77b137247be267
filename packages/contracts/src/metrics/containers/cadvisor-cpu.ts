import type { Container } from '../../containers-sample.ts';
import { known } from '../values.ts';
import { labelledRow, row, seconds, times } from './cadvisor-row.ts';
import type { Row } from './container-rows.ts';

/** CPU time in all, and what a CPU limit took; as with cAdvisor the latter only where there is one. */
export const cadvisorCpuRows: readonly Row[] = [
  labelledRow(
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
    ({ cpu }) => cpu?.user_seconds_total,
  ),
  row(
    seconds,
    'container_cpu_system_seconds_total',
    'CPU time that the container has used in the kernel.',
    ({ cpu }) => cpu?.system_seconds_total,
  ),
  row(
    times,
    'container_cpu_cfs_periods_total',
    'Periods of the CPU limit that have passed.',
    (container) => limited(container)?.periods_total,
  ),
  row(
    times,
    'container_cpu_cfs_throttled_periods_total',
    'Periods in which the CPU limit held the container back.',
    (container) => limited(container)?.throttled_periods_total,
  ),
  row(
    seconds,
    'container_cpu_cfs_throttled_seconds_total',
    'Time for which the CPU limit held the container back.',
    (container) => limited(container)?.throttled_seconds_total,
  ),
];

/** Engines count periods, as 0, for containers without a limit too. */
function limited({ cpu, limits }: Container): Container['cpu'] {
  return limits?.cpu_quota_microseconds === undefined ? undefined : cpu;
}
