import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** How the clocks of the venues stand to the engines'. */
export const clockMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_clock_offset_estimate_seconds',
    help: 'Lowest engine time minus venue time of the window: what the clocks differ by and the quickest message took. Negative when the venue is ahead.',
    labels: ['venue'],
    unit: 'seconds',
    read: ({ venue_clocks = [] }) =>
      venue_clocks.map(({ venue, offset_seconds_estimated }) => ({
        labels: { venue },
        value: offset_seconds_estimated,
      })),
  },
  {
    type: 'gauge',
    name: 'nautilus_clock_samples',
    help: 'Messages of a venue in the window whose two times were compared.',
    labels: ['venue'],
    unit: 'count',
    read: ({ venue_clocks = [] }) =>
      venue_clocks.map(({ venue, samples }) => ({ labels: { venue }, value: samples })),
  },
  {
    type: 'counter',
    name: 'nautilus_clock_skew_samples_total',
    help: 'Messages of an input that had arrived before they were sent, by the two clocks; left out of all latencies. Since the exporter started.',
    labels: ['source'],
    unit: 'count',
    read: ({ inputs }) =>
      inputs.flatMap(({ name, rejected }) => known(rejected.clock_skew, { source: name })),
  },
];
