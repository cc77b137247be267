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
    read: ({ gpu }) => known(gpu?.active_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_gpu_scaled_ratio',
    help: 'Share of what the GPU could do at full clock.',
    labels: [],
    unit: 'percent',
    read: ({ gpu }) => known(gpu?.scaled_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_gpu_frequency_hertz',
    help: 'Clock of the GPU while it was active.',
    labels: [],
    unit: 'hertz',
    read: ({ gpu }) => known(gpu?.frequency_hertz),
  },
  {
    type: 'gauge',
    name: 'm4max_gpu_state_ratio',
    help: 'Share of time that the GPU spent in one of its performance states; states may share a clock.',
    labels: ['state', 'frequency_hertz'],
    unit: 'percent',
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
    read: ({ ane }) => known(ane?.active_ratio_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_tops_estimated',
    help: 'Tera-operations a second of the Neural Engine: its rated number times the estimated share.',
    labels: [],
    unit: 'count',
    read: ({ ane }) => known(ane?.tops_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_assumed_max_watts',
    help: 'The power at which the estimates take the Neural Engine to be fully used.',
    labels: [],
    unit: 'watts',
    read: ({ ane }) => known(ane?.estimate.assumed_max_watts),
  },
];
