import type { Container } from '../../containers-sample.ts';
import { row, seconds } from './cadvisor-row.ts';
import type { Row } from './container-rows.ts';

type Resource = keyof NonNullable<Container['pressure']>;

const resources: readonly { readonly resource: Resource; readonly words: string }[] = [
  { resource: 'cpu', words: 'a processor' },
  { resource: 'memory', words: 'memory' },
  { resource: 'io', words: 'a disk' },
];

/** Pressure stall information: `waiting` is the kernel's "some", `stalled` its "full". */
export const cadvisorPressureRows: readonly Row[] = resources.flatMap(({ resource, words }) => [
  row(
    seconds,
    `container_pressure_${resource}_waiting_seconds_total`,
    `Time for which some of its processes waited for ${words}; only from a mounted cgroup tree.`,
    ({ pressure }) => pressure?.[resource]?.waiting_seconds_total,
  ),
  row(
    seconds,
    `container_pressure_${resource}_stalled_seconds_total`,
    `Time for which all of its processes waited for ${words}; only from a mounted cgroup tree.`,
    ({ pressure }) => pressure?.[resource]?.stalled_seconds_total,
  ),
]);
