import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** Where the figures come from. */
export const inputMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_trading_input_up',
    help: '1 when an input (a bus, the HTTP path) can be read, else 0.',
    labels: ['input'],
    unit: 'level',
    read: ({ inputs }) =>
      inputs.map(({ name, up }) => ({ labels: { input: name }, value: up ? 1 : 0 })),
  },
  {
    type: 'gauge',
    name: 'nautilus_trading_last_sample_timestamp_seconds',
    help: 'When an input last brought an entry.',
    labels: ['input'],
    unit: 'seconds',
    read: ({ inputs }) =>
      inputs.flatMap(({ name, last_sample_at }) =>
        known(last_sample_at === undefined ? undefined : Date.parse(last_sample_at) / 1000, {
          input: name,
        }),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_trading_input_entries_per_second',
    help: 'Entries a second of an input, over the window.',
    labels: ['input'],
    unit: 'per second',
    read: ({ inputs }) =>
      inputs.flatMap(({ name, entries_per_second }) => known(entries_per_second, { input: name })),
  },
  {
    type: 'counter',
    name: 'nautilus_samples_rejected_total',
    help: 'Entries and measurements that were left out, by reason, since the exporter started.',
    labels: ['input', 'reason'],
    unit: 'count',
    read: ({ inputs }) =>
      inputs.flatMap(({ name, rejected }) =>
        Object.entries(rejected).map(([reason, value]) => ({
          labels: { input: name, reason },
          value,
        })),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_trading_window_seconds',
    help: 'The time that the percentiles, rates and counts cover.',
    labels: [],
    unit: 'seconds',
    read: ({ window_seconds }) => known(window_seconds),
  },
];
