import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** What the engines of the platform say of themselves on their own pages. */
export const engineMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_engine_report_up',
    help: "1 when an engine's own page of figures can be read, 0 when it could be before.",
    labels: ['engine'],
    unit: 'level',
    read: ({ engines = [] }) =>
      engines.map(({ engine, up }) => ({ labels: { engine }, value: up ? 1 : 0 })),
  },
  {
    type: 'gauge',
    name: 'nautilus_engine_operations_per_second',
    help: 'Operations a second of an engine over the window, by its own lifetime count.',
    labels: ['engine'],
    unit: 'per second',
    read: ({ engines = [] }) =>
      engines.flatMap(({ engine, operations_per_second }) =>
        known(operations_per_second, { engine }),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_engine_processing_mean_seconds',
    help: "Mean time of an operation of an engine over the window, re-derived from the engine's lifetime figures.",
    labels: ['engine'],
    unit: 'seconds',
    read: ({ engines = [] }) =>
      engines.flatMap(({ engine, mean_seconds }) => known(mean_seconds, { engine })),
  },
  {
    type: 'gauge',
    name: 'nautilus_engine_reported_latency_mean_seconds',
    help: "Mean of a histogram or summary of an engine's page, over the window.",
    labels: ['engine', 'metric'],
    unit: 'seconds',
    read: ({ engines = [] }) =>
      engines.flatMap(({ engine, quantiles = [] }) =>
        quantiles.flatMap(({ metric, mean_seconds }) => known(mean_seconds, { engine, metric })),
      ),
  },
  {
    type: 'summary',
    name: 'nautilus_engine_reported_latency_quantile_seconds',
    help: "Percentile of a histogram of an engine's page over the window: an estimate, from how much each of its buckets grew.",
    labels: ['engine', 'metric', 'quantile'],
    unit: 'seconds',
    read: ({ engines = [] }) =>
      engines.flatMap(({ engine, quantiles = [] }) =>
        quantiles.flatMap(({ metric, ...estimated }) => [
          ...known(estimated.p50_seconds_estimated, { engine, metric, quantile: '0.5' }),
          ...known(estimated.p95_seconds_estimated, { engine, metric, quantile: '0.95' }),
          ...known(estimated.p99_seconds_estimated, { engine, metric, quantile: '0.99' }),
        ]),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_websocket_connections',
    help: 'Clients connected by WebSocket, over the engines that count theirs.',
    labels: [],
    unit: 'count',
    read: ({ engines = [] }) => {
      const counts = engines.flatMap(({ connections }) =>
        connections === undefined ? [] : [connections],
      );
      return known(counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0));
    },
  },
];
