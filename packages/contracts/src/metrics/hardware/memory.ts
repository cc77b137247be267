import type { HardwareSample } from '../../hardware-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known, oneHot, share } from '../values.ts';

const PRESSURES = ['normal', 'warning', 'critical'] as const;

/** Memory, swap, and the traffic between the chip and its memory. */
export const memoryMetrics: readonly MetricRow<HardwareSample>[] = [
  {
    type: 'gauge',
    name: 'm4max_memory_total_bytes',
    help: 'Memory of the machine.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.total_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_used_bytes',
    help: 'Memory in use, without what the system can take back at once.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.used_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_used_ratio',
    help: 'Memory in use as a share of the memory of the machine.',
    labels: [],
    unit: 'percent',
    read: ({ memory }) => known(share(memory?.used_bytes, memory?.total_bytes)),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_wired_bytes',
    help: 'Memory that cannot be paged out.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.wired_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_compressed_bytes',
    help: 'Memory occupied by the compressor.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.compressed_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_swap_total_bytes',
    help: 'Swap space.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.swap_total_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_swap_used_bytes',
    help: 'Swap space in use.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.swap_used_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_pressure_state',
    help: 'Memory pressure as the kernel sees it: 1 for the state it is in, 0 for the others.',
    labels: ['state'],
    unit: 'level',
    read: ({ memory }) => oneHot('state', PRESSURES, memory?.pressure),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_free_ratio',
    help: 'Share of memory that the kernel calls free when it decides on the pressure.',
    labels: [],
    unit: 'percent',
    read: ({ memory }) => known(memory?.free_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_bandwidth_bytes_per_second',
    help: 'Bytes a second between the chip and its memory, as measured.',
    labels: [],
    unit: 'bytes/s',
    read: ({ memory }) => known(memory?.bandwidth_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_bandwidth_bytes_per_second_estimated',
    help: 'Bytes a second between the chip and its memory: an estimate, from the power of the memory or by the source itself.',
    labels: [],
    unit: 'bytes/s',
    read: ({ memory }) => known(memory?.bandwidth_bytes_per_second_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_bandwidth_limit_bytes_per_second',
    help: 'Bytes a second between the chip and its memory that the chip is rated for.',
    labels: [],
    unit: 'bytes/s',
    read: ({ chip }) => known(chip.memory_bandwidth_limit_bytes_per_second),
  },
];
