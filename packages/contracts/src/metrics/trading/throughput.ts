import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** Messages, and what waits for a reader. */
export const throughputMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_message_throughput_per_second',
    help: 'Messages a second of a component, over the window.',
    labels: ['component'],
    unit: 'per second',
    read: ({ throughput }) =>
      throughput.map(({ component, messages_per_second }) => ({
        labels: { component },
        value: messages_per_second,
      })),
  },
  {
    type: 'gauge',
    name: 'nautilus_message_throughput_peak_per_second',
    help: 'Messages of a component in the busiest second of the window.',
    labels: ['component'],
    unit: 'per second',
    read: ({ throughput }) =>
      throughput.flatMap(({ component, peak_per_second }) => known(peak_per_second, { component })),
  },
  {
    type: 'gauge',
    name: 'nautilus_message_burst_messages',
    help: 'Messages of a component in the busiest 10 ms of the window, at least; producers that buffer flush in bursts of their own.',
    labels: ['component'],
    unit: 'count',
    read: ({ throughput }) =>
      throughput.flatMap(({ component, peak_10ms }) => known(peak_10ms, { component })),
  },
  {
    type: 'gauge',
    name: 'nautilus_data_throughput_bytes_per_second',
    help: 'Payload bytes a second of a component, over the window.',
    labels: ['component'],
    unit: 'bytes/s',
    read: ({ throughput }) =>
      throughput.flatMap(({ component, bytes_per_second }) =>
        known(bytes_per_second, { component }),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_backlog_age_seconds',
    help: 'Age of the oldest entry that the slowest consumer group of a component has not been given; absent while the newest id of its stream is more than an hour from now, as of a recording that is played.',
    labels: ['component'],
    unit: 'seconds',
    read: ({ throughput }) =>
      throughput.flatMap(({ component, backlog_age_seconds }) =>
        known(backlog_age_seconds, { component }),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_backlog_entries',
    help: 'Entries that the slowest consumer group of a component has not been given.',
    labels: ['component'],
    unit: 'count',
    read: ({ throughput }) =>
      throughput.flatMap(({ component, backlog_entries }) => known(backlog_entries, { component })),
  },
  {
    type: 'gauge',
    name: 'nautilus_pending_entries',
    help: 'Entries that consumers of a component were given and have not acknowledged.',
    labels: ['component'],
    unit: 'count',
    read: ({ throughput }) =>
      throughput.flatMap(({ component, pending_entries }) => known(pending_entries, { component })),
  },
  {
    type: 'gauge',
    name: 'nautilus_backlog_consumers_idle_seconds',
    help: 'How long no consumer of the slowest group of a component has asked for more, while it has a backlog.',
    labels: ['component'],
    unit: 'seconds',
    read: ({ throughput }) =>
      throughput.flatMap(({ component, consumers_idle_seconds }) =>
        known(consumers_idle_seconds, { component }),
      ),
  },
];
