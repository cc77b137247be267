import { known } from '../values.ts';
import { bytesTotal, labelledRow, times } from './cadvisor-row.ts';
import type { Row } from './container-rows.ts';

/** What went over the network, by interface, and to and from disks, over all of them. */
export const cadvisorTrafficRows: readonly Row[] = [
  ...networkRows('receive'),
  ...networkRows('transmit'),
  labelledRow(
    bytesTotal,
    'container_fs_reads_bytes_total',
    'Bytes read from disks.',
    ['device'],
    ({ block_io }) => known(block_io?.read_bytes_total, everyDevice),
  ),
  labelledRow(
    bytesTotal,
    'container_fs_writes_bytes_total',
    'Bytes written to disks.',
    ['device'],
    ({ block_io }) => known(block_io?.write_bytes_total, everyDevice),
  ),
  labelledRow(
    times,
    'container_fs_reads_total',
    'Reads from disks; from cgroup v1, or from a mounted cgroup tree.',
    ['device'],
    ({ block_io }) => known(block_io?.read_operations_total, everyDevice),
  ),
  labelledRow(
    times,
    'container_fs_writes_total',
    'Writes to disks; from cgroup v1, or from a mounted cgroup tree.',
    ['device'],
    ({ block_io }) => known(block_io?.write_operations_total, everyDevice),
  ),
];

/** Disks of the engine's machine have numbers for us, and no names: the sum stands for them. */
const everyDevice = { device: '' };

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
    labelledRow(
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
