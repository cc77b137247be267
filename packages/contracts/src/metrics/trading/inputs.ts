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
    type: 'gauge',
    name: 'nautilus_trading_input_streams',
    help: 'Streams of a bus that are there and read.',
    labels: ['input'],
    unit: 'count',
    read: ({ inputs }) => inputs.flatMap(({ name, streams }) => known(streams, { input: name })),
  },
  {
    type: 'gauge',
    name: 'nautilus_trading_input_behind_seconds',
    help: 'How far the reading of a bus is behind: age of its oldest unread entry, at most.',
    labels: ['input'],
    unit: 'seconds',
    read: ({ inputs }) =>
      inputs.flatMap(({ name, behind_seconds }) => known(behind_seconds, { input: name })),
  },
  {
    type: 'gauge',
    name: 'nautilus_trading_sampling_ratio',
    help: 'Share of the market data of the window that was measured; below 1 the rest was only counted, because reading did not keep up.',
    labels: ['input'],
    unit: 'percent',
    read: ({ inputs }) =>
      inputs.flatMap(({ name, sampling_ratio }) => known(sampling_ratio, { input: name })),
  },
  {
    type: 'counter',
    name: 'nautilus_trading_lost_entries_total',
    help: 'Entries of a bus that were trimmed, deleted or evicted before they could be read, since the exporter started; absent when the Redis does not count what is added (before 7.0).',
    labels: ['input'],
    unit: 'count',
    read: ({ inputs }) =>
      inputs.flatMap(({ name, lost_entries_total }) => known(lost_entries_total, { input: name })),
  },
  {
    type: 'counter',
    name: 'nautilus_trading_stream_resets_total',
    help: 'Streams of a bus that were made anew, set back, renamed or replaced while they were read, since the exporter started.',
    labels: ['input'],
    unit: 'count',
    read: ({ inputs }) =>
      inputs.flatMap(({ name, stream_resets_total }) =>
        known(stream_resets_total, { input: name }),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_trading_input_clock_offset_seconds',
    help: 'Clock of the Redis of a bus minus clock of the exporter, good to half of a round trip.',
    labels: ['input'],
    unit: 'seconds',
    read: ({ inputs }) =>
      inputs.flatMap(({ name, clock_offset_seconds }) =>
        known(clock_offset_seconds, { input: name }),
      ),
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
