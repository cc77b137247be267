import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';

/** What the platform promises, and how fast it uses up what may go wrong. */
export const sloMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'counter',
    name: 'nautilus_slo_events_total',
    help: 'Operations that kept (good) or broke (bad) a latency promise, since the exporter started.',
    labels: ['slo', 'result'],
    unit: 'count',
    read: ({ slos = [] }) =>
      slos.flatMap(({ slo, good_total, bad_total }) => [
        { labels: { slo, result: 'good' }, value: good_total },
        { labels: { slo, result: 'bad' }, value: bad_total },
      ]),
  },
  {
    type: 'gauge',
    name: 'nautilus_slo_target_seconds',
    help: 'The time within which an operation keeps the promise.',
    labels: ['slo'],
    unit: 'seconds',
    read: ({ slos = [] }) =>
      slos.map(({ slo, target_seconds }) => ({ labels: { slo }, value: target_seconds })),
  },
  {
    type: 'gauge',
    name: 'nautilus_slo_objective_ratio',
    help: 'Share of the operations that has to keep the promise.',
    labels: ['slo'],
    unit: 'percent',
    read: ({ slos = [] }) =>
      slos.map(({ slo, objective }) => ({ labels: { slo }, value: objective })),
  },
  {
    type: 'gauge',
    name: 'nautilus_slo_burn_rate',
    help: 'Share of bad operations in the last 5m, 30m, 1h, 6h or 3d over the share that may be bad; absent with fewer than 100 operations.',
    labels: ['slo', 'window'],
    unit: 'count',
    read: ({ slos = [] }) =>
      slos.flatMap(({ slo, burn_rates }) =>
        burn_rates.map(({ window_seconds, burn_rate }) => ({
          labels: { slo, window: windowName(window_seconds) },
          value: burn_rate,
        })),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_slo_sustained_burn_rate',
    help: 'The lower burn rate of a long window (1h, 6h, 3d) and of its last twelfth: high only while the promise is still being broken; absent with fewer than 100 operations before that twelfth, or none in it.',
    labels: ['slo', 'window'],
    unit: 'count',
    read: ({ slos = [] }) =>
      slos.flatMap(({ slo, burn_rates }) =>
        burn_rates.flatMap(({ window_seconds, sustained_burn_rate }) =>
          sustained_burn_rate === undefined
            ? []
            : [{ labels: { slo, window: windowName(window_seconds) }, value: sustained_burn_rate }],
        ),
      ),
  },
];

/** 300 is `5m`, 259200 is `3d`: as durations are written in PromQL. */
function windowName(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds / 60}m`;
}
