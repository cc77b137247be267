import type { BusCommand, TradingSample } from '../../trading-sample.ts';
import type { MetricRow, MetricValue } from '../metric-row.ts';
import { known } from '../values.ts';

/** What the Redis of a bus counts of its stream commands, whoever sent them. */
export const busCommandMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'counter',
    name: 'nautilus_bus_command_failed_total',
    help: 'Calls of a command that ended in an error, since the Redis of a bus started, by its own count.',
    labels: ['input', 'command'],
    unit: 'count',
    read: (sample) => each(sample, ({ failed_calls_total }) => failed_calls_total),
  },
  {
    type: 'counter',
    name: 'nautilus_bus_command_rejected_total',
    help: 'Calls of a command that the Redis of a bus did not begin, for want of memory or of a permission, since it started.',
    labels: ['input', 'command'],
    unit: 'count',
    read: (sample) => each(sample, ({ rejected_calls_total }) => rejected_calls_total),
  },
  {
    type: 'gauge',
    name: 'nautilus_bus_command_calls_per_second',
    help: 'Calls a second of a command to the Redis of a bus, over the window.',
    labels: ['input', 'command'],
    unit: 'per second',
    read: (sample) => each(sample, ({ calls_per_second }) => calls_per_second),
  },
  {
    type: 'summary',
    name: 'nautilus_bus_command_latency_quantile_seconds',
    help: 'Time that the Redis of a bus itself spent on a command over the window: the upper bound of the bucket of its own histogram.',
    labels: ['input', 'command', 'quantile'],
    unit: 'seconds',
    read: (sample) => [
      ...each(sample, ({ p50 }) => p50, { quantile: '0.5' }),
      ...each(sample, ({ p99 }) => p99, { quantile: '0.99' }),
    ],
  },
];

function each(
  { inputs }: TradingSample,
  valueOf: (command: BusCommand) => number | undefined,
  labels: Readonly<Record<string, string>> = {},
): readonly MetricValue[] {
  return inputs.flatMap(({ name, commands = [] }) =>
    commands.flatMap((it) => known(valueOf(it), { input: name, command: it.command, ...labels })),
  );
}
