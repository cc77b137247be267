import type { HardwareSample } from '../../hardware-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** The GPU and the Neural Engine. */
export const acceleratorMetrics: readonly MetricRow<HardwareSample>[] = [
  {
    type: 'gauge',
    name: 'm4max_gpu_active_ratio',
    help: 'Share of time that the GPU was active.',
    labels: [],
    unit: 'percent',
    origin: { field: 'gpu.active_ratio' },
    absent: 'only shares weighted by the clock are known (macmon before 0.8)',
    read: ({ gpu }) => known(gpu?.active_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_gpu_scaled_ratio',
    help: 'Share of what the GPU could do at full clock.',
    labels: [],
    unit: 'percent',
    origin: { words: 'powermetrics, macmon' },
    read: ({ gpu }) => known(gpu?.scaled_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_gpu_frequency_hertz',
    help: 'Clock of the GPU while it was active.',
    labels: [],
    unit: 'hertz',
    origin: { words: 'powermetrics, macmon, mactop' },
    absent: 'the clock reads 0 beside activity',
    read: ({ gpu }) => known(gpu?.frequency_hertz),
  },
  {
    type: 'gauge',
    name: 'm4max_gpu_state_ratio',
    help: 'Share of time that the GPU spent in one of its performance states; states may share a clock.',
    labels: ['state', 'frequency_hertz'],
    unit: 'percent',
    origin: { words: 'powermetrics' },
    read: ({ gpu }) =>
      (gpu?.states ?? []).map(({ frequency_hertz, ratio }, index) => ({
        labels: { state: `P${index + 1}`, frequency_hertz: String(frequency_hertz) },
        value: ratio,
      })),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_active_ratio_estimated',
    help: 'Power of the Neural Engine as a share of an assumed maximum: an estimate, since it has no counter of its use.',
    labels: [],
    unit: 'percent',
    origin: { words: 'mactop ≥ 2.1.6, else ANE watts ÷ assumed maximum' },
    absent: 'the watts of the Neural Engine are not known',
    read: ({ ane }) => known(ane?.active_ratio_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_tops_estimated',
    help: 'Tera-operations a second of the Neural Engine: its rated number times the estimated share.',
    labels: [],
    unit: 'count',
    origin: { words: 'estimated share × rated number of the chip' },
    absent: 'the chip is not in the table, or Apple did not publish its number (M5)',
    read: ({ ane }) => known(ane?.tops_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_assumed_max_watts',
    help: 'The power at which the estimates take the Neural Engine to be fully used.',
    labels: [],
    unit: 'watts',
    origin: { words: 'ANE_MAX_WATTS, else 8 W per Neural Engine' },
    absent: 'the share is not from watts',
    read: ({ ane }) => known(ane?.estimate.assumed_max_watts),
  },
];
