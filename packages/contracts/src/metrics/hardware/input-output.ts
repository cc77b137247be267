import type { HardwareSample } from '../../hardware-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known, share } from '../values.ts';

/** Disks, network interfaces and filesystems. */
export const inputOutputMetrics: readonly MetricRow<HardwareSample>[] = [
  {
    type: 'gauge',
    name: 'm4max_disk_read_bytes_per_second',
    help: 'Bytes a second read from all disks.',
    labels: [],
    unit: 'bytes/s',
    origin: { field: 'disk.read_bytes_per_second' },
    read: ({ disk }) => known(disk?.read_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_disk_write_bytes_per_second',
    help: 'Bytes a second written to all disks.',
    labels: [],
    unit: 'bytes/s',
    origin: { field: 'disk.write_bytes_per_second' },
    read: ({ disk }) => known(disk?.write_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_disk_read_operations_per_second',
    help: 'Reads a second from all disks.',
    labels: [],
    unit: 'per second',
    origin: { field: 'disk.read_operations_per_second' },
    read: ({ disk }) => known(disk?.read_operations_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_disk_write_operations_per_second',
    help: 'Writes a second to all disks.',
    labels: [],
    unit: 'per second',
    origin: { field: 'disk.write_operations_per_second' },
    read: ({ disk }) => known(disk?.write_operations_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_network_receive_bytes_per_second',
    help: 'Bytes a second received on the network interfaces of the machine.',
    labels: [],
    unit: 'bytes/s',
    origin: { field: 'network.receive_bytes_per_second' },
    read: ({ network }) => known(network?.receive_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_network_transmit_bytes_per_second',
    help: 'Bytes a second sent on the network interfaces of the machine.',
    labels: [],
    unit: 'bytes/s',
    origin: { field: 'network.transmit_bytes_per_second' },
    read: ({ network }) => known(network?.transmit_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_filesystem_size_bytes',
    help: 'Size of a mounted filesystem.',
    labels: ['mount'],
    unit: 'bytes',
    origin: { field: 'filesystems' },
    read: ({ filesystems }) =>
      (filesystems ?? []).flatMap(({ mount, size_bytes }) => known(size_bytes, { mount })),
  },
  {
    type: 'gauge',
    name: 'm4max_filesystem_used_bytes',
    help: 'Bytes in use on a mounted filesystem.',
    labels: ['mount'],
    unit: 'bytes',
    origin: { field: 'filesystems' },
    read: ({ filesystems }) =>
      (filesystems ?? []).flatMap(({ mount, used_bytes }) => known(used_bytes, { mount })),
  },
  {
    type: 'gauge',
    name: 'm4max_filesystem_used_ratio',
    help: 'Share of a mounted filesystem that is in use.',
    labels: ['mount'],
    unit: 'percent',
    origin: { field: 'filesystems' },
    read: ({ filesystems }) =>
      (filesystems ?? []).flatMap(({ mount, size_bytes, used_bytes }) =>
        known(share(used_bytes, size_bytes), { mount }),
      ),
  },
];
