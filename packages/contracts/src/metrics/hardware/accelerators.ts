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
    name: 'm4max_gpu_frequency_hertz',
    help: 'Clock of the GPU while it was active.',
    labels: [],
    unit: 'hertz',
    read: ({ gpu }) => known(gpu?.frequency_hertz),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_active_ratio_estimated',
    help: 'Watts of the Neural Engine by an assumed maximum: an estimate, it has no counter.',
    labels: [],
    unit: 'percent',
    read: ({ ane }) => known(ane?.active_ratio_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_tops_estimated',
    help: 'Estimated share of the Neural Engine times its rated tera-operations a second.',
    labels: [],
    unit: 'count',
    read: ({ ane }) => known(ane?.tops_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_assumed_max_watts',
    help: 'What the estimates of the Neural Engine take as its maximum.',
    labels: [],
    unit: 'watts',
    read: ({ ane }) => known(ane?.estimate.assumed_max_watts),
  },
];
