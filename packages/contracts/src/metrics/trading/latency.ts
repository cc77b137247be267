import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { apart, isTogether, quantiles, together } from './quantiles.ts';

/**
 * Gauges of measured percentiles, all labels of a stage together and, under `…_by_venue_…`, apart:
 * percentiles of parts do not add up to those of the whole, so they are never series of one metric.
 */
export const latencyMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'summary',
    name: 'nautilus_order_execution_latency_quantile_seconds',
    help: 'Time that a stage of an order took over the window, all venues: submit_ack, submit_fill, submit_reject, cancel, modify; tick_to_order is an estimate, from the last change of price to the order; fix_… is from FIX logs, where less than a millisecond counts as one if the log tells no less.',
    labels: ['quantile', 'stage'],
    unit: 'seconds',
    read: ({ latencies }) => quantiles(together(latencies, 'order'), ({ stage }) => ({ stage })),
  },
  {
    type: 'summary',
    name: 'nautilus_order_execution_latency_by_venue_quantile_seconds',
    help: 'Time that a stage of an order took over the window, by venue and type of order; tick_to_order is an estimate.',
    labels: ['quantile', 'stage', 'order_type', 'venue'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(apart(latencies, 'order'), ({ stage, labels }) => ({
        stage,
        order_type: labels.order_type ?? '',
        venue: labels.venue ?? '',
      })),
  },
  {
    type: 'summary',
    name: 'nautilus_market_data_latency_quantile_seconds',
    help: 'Time from the venue stamping market data to the engine holding it, all venues; two clocks.',
    labels: ['quantile', 'stage'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(together(latencies, 'market_data'), ({ stage }) => ({ stage })),
  },
  {
    type: 'summary',
    name: 'nautilus_market_data_latency_by_venue_quantile_seconds',
    help: 'Time from the venue stamping market data to the engine holding it, by venue and type of data.',
    labels: ['quantile', 'stage', 'venue', 'data_type'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(apart(latencies, 'market_data'), ({ stage, labels }) => ({
        stage,
        venue: labels.venue ?? '',
        data_type: labels.data_type ?? '',
      })),
  },
  {
    type: 'summary',
    name: 'nautilus_risk_calculation_latency_quantile_seconds',
    help: 'Time that a risk calculation took over the window; pre_trade is the path from strategy to adapter.',
    labels: ['quantile', 'risk_type'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(together(latencies, 'risk'), ({ stage }) => ({ risk_type: stage })),
  },
  {
    type: 'summary',
    name: 'nautilus_ml_inference_latency_quantile_seconds',
    help: 'Time that a model took over the window, by model and stage (infer, preprocess).',
    labels: ['quantile', 'stage', 'model_name'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(apart(latencies, 'ml'), ({ stage, labels }) => ({
        stage,
        model_name: labels.model_name ?? '',
      })),
  },
  {
    type: 'summary',
    name: 'nautilus_database_query_duration_quantile_seconds',
    help: 'Time that a database query took over the window, by the type that the engine reports.',
    labels: ['quantile', 'query_type'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(together(latencies, 'db'), ({ stage }) => ({ query_type: stage })),
  },
  {
    type: 'summary',
    name: 'nautilus_custom_latency_quantile_seconds',
    help: 'Time that a stage took over the window, as the engine itself reports it.',
    labels: ['quantile', 'stage'],
    unit: 'seconds',
    read: ({ latencies }) => quantiles(together(latencies, 'custom'), ({ stage }) => ({ stage })),
  },
  {
    type: 'gauge',
    name: 'nautilus_latency_samples',
    help: 'Measurements behind the percentiles of the window: P95 needs 20, P99 100, P99.9 1000.',
    labels: ['kind', 'stage'],
    unit: 'count',
    read: ({ latencies }) =>
      latencies
        .filter(isTogether)
        .map(({ kind, stage, samples }) => ({ labels: { kind, stage }, value: samples })),
  },
  {
    type: 'gauge',
    name: 'nautilus_latency_failed_samples',
    help: 'Operations of the window that ended in a refusal or an error.',
    labels: ['kind', 'stage'],
    unit: 'count',
    read: ({ latencies }) =>
      latencies
        .filter(isTogether)
        .map(({ kind, stage, failed }) => ({ labels: { kind, stage }, value: failed })),
  },
];
