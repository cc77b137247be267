import type { Latency, LatencyKind, TradingSample } from '../trading-sample.ts';
import type { MetricRow, MetricValue } from './metric-row.ts';
import { known } from './metric-row.ts';

/**
 * Everything that trading-exporter says about the platform. Latencies stand in gauges of measured
 * percentiles, all labels of a stage together and, under `…_by_venue_…`, apart: percentiles of parts
 * do not add up to those of the whole, so they are never series of one metric.
 */
export const tradingMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_order_execution_latency_quantile_seconds',
    help: 'Time of an order stage over the window, all venues: submit_ack, submit_fill, submit_reject, cancel, modify.',
    labels: ['quantile', 'stage'],
    unit: 'seconds',
    read: ({ latencies }) => quantiles(together(latencies, 'order'), ({ stage }) => ({ stage })),
  },
  {
    type: 'gauge',
    name: 'nautilus_order_execution_latency_by_venue_quantile_seconds',
    help: 'Time of an order stage over the window, by venue and type of order.',
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
    type: 'gauge',
    name: 'nautilus_market_data_latency_quantile_seconds',
    help: 'Time from the venue stamping market data to the engine holding it, all venues; two clocks.',
    labels: ['quantile', 'stage'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(together(latencies, 'market_data'), ({ stage }) => ({ stage })),
  },
  {
    type: 'gauge',
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
    type: 'gauge',
    name: 'nautilus_risk_calculation_latency_quantile_seconds',
    help: 'Time of a risk calculation over the window; pre_trade is the path from strategy to adapter.',
    labels: ['quantile', 'risk_type'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(together(latencies, 'risk'), ({ stage }) => ({ risk_type: stage })),
  },
  {
    type: 'gauge',
    name: 'nautilus_ml_inference_latency_quantile_seconds',
    help: 'Time of a model over the window, by model and stage (infer, preprocess).',
    labels: ['quantile', 'stage', 'model_name'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(apart(latencies, 'ml'), ({ stage, labels }) => ({
        stage,
        model_name: labels.model_name ?? '',
      })),
  },
  {
    type: 'gauge',
    name: 'nautilus_database_query_duration_quantile_seconds',
    help: 'Time of a database query over the window, by the type that the engine reports.',
    labels: ['quantile', 'query_type'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(together(latencies, 'db'), ({ stage }) => ({ query_type: stage })),
  },
  {
    type: 'gauge',
    name: 'nautilus_custom_latency_quantile_seconds',
    help: 'Time of a stage that an engine reports by itself, over the window.',
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
  {
    type: 'gauge',
    name: 'nautilus_message_throughput_per_second',
    help: 'Messages of a component over the window.',
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
    name: 'nautilus_data_throughput_bytes_per_second',
    help: 'Payload bytes of a component over the window.',
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
    help: 'Age of the oldest entry that the slowest consumer group of a component has not been given.',
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
    name: 'nautilus_orders_in_flight',
    help: 'Orders sent to a venue that has not answered yet.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.in_flight),
  },
  {
    type: 'gauge',
    name: 'nautilus_oldest_in_flight_order_age_seconds',
    help: 'How long the longest unanswered order has been waiting for its venue.',
    labels: [],
    unit: 'seconds',
    read: ({ orders }) => known(orders?.oldest_in_flight_seconds),
  },
  {
    type: 'gauge',
    name: 'nautilus_active_orders',
    help: 'Orders known to be working at a venue.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.open),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_submitted',
    help: 'Orders submitted in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.submitted),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_accepted',
    help: 'Orders accepted by a venue in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.accepted),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_rejected',
    help: 'Orders rejected by a venue in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.rejected),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_filled',
    help: 'Orders that got their first fill in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.filled),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_canceled',
    help: 'Orders canceled in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.canceled),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_denied',
    help: 'Orders that the risk engine did not let out in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.denied),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_refused_ratio',
    help: 'Share of the orders of the window that the risk engine or a venue refused.',
    labels: [],
    unit: 'percent',
    read: ({ orders }) => known(orders === undefined ? undefined : refusedRatio(orders)),
  },
  {
    type: 'gauge',
    name: 'nautilus_order_success_rate',
    help: 'Percent (0 to 100) of the orders of the window that nobody refused.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => {
      const refused = orders === undefined ? undefined : refusedRatio(orders);
      return known(refused === undefined ? undefined : 100 * (1 - refused));
    },
  },
  {
    type: 'gauge',
    name: 'nautilus_risk_checks_per_second',
    help: 'Risk calculations over the window.',
    labels: [],
    unit: 'per second',
    read: ({ risk }) => known(risk?.checks_per_second),
  },
  {
    type: 'gauge',
    name: 'nautilus_risk_failed_checks',
    help: 'Risk calculations of the window that failed.',
    labels: [],
    unit: 'count',
    read: ({ risk }) => known(risk?.failed_checks),
  },
  {
    type: 'gauge',
    name: 'nautilus_ml_predictions_per_second',
    help: 'Predictions of a model over the window.',
    labels: ['model_name'],
    unit: 'per second',
    read: ({ ml }) =>
      ml.map(({ model_name, predictions_per_second }) => ({
        labels: { model_name },
        value: predictions_per_second,
      })),
  },
  {
    type: 'gauge',
    name: 'nautilus_ml_model_accuracy',
    help: 'Share of the predictions with a known outcome in the window that came true.',
    labels: ['model_name'],
    unit: 'percent',
    read: ({ ml }) => ml.flatMap(({ model_name, accuracy }) => known(accuracy, { model_name })),
  },
  {
    type: 'gauge',
    name: 'nautilus_ml_model_accuracy_lower_bound',
    help: 'Lower end of the 95 % Wilson interval of the accuracy.',
    labels: ['model_name'],
    unit: 'percent',
    read: ({ ml }) =>
      ml.flatMap(({ model_name, accuracy_lower_bound }) =>
        known(accuracy_lower_bound, { model_name }),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_ml_model_accuracy_samples',
    help: 'Predictions with a known outcome in the window.',
    labels: ['model_name'],
    unit: 'count',
    read: ({ ml }) =>
      ml.flatMap(({ model_name, accuracy_samples }) => known(accuracy_samples, { model_name })),
  },
  {
    type: 'gauge',
    name: 'nautilus_overall_performance_score',
    help: 'Score from 0 to 100 over what was measured; absent while less than 0.4 of its weight was.',
    labels: [],
    unit: 'score',
    read: ({ score }) => known(score.overall),
  },
  {
    type: 'gauge',
    name: 'nautilus_performance_score',
    help: 'Score from 0 to 100 of a component (latency, risk, ml, throughput); absent without data.',
    labels: ['component'],
    unit: 'score',
    read: ({ score }) =>
      Object.entries(score.components).flatMap(([component, value]) => known(value, { component })),
  },
  {
    type: 'gauge',
    name: 'nautilus_performance_score_coverage',
    help: 'Share of the weight of the score that rests on measurements of the window.',
    labels: [],
    unit: 'percent',
    read: ({ score }) => known(score.coverage),
  },
  {
    type: 'gauge',
    name: 'nautilus_trading_input_up',
    help: 'Whether an input (a bus, the HTTP path) can be read now.',
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
    help: 'Entries of an input over the window.',
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

function isTogether({ labels }: Latency): boolean {
  return Object.keys(labels).length === 0;
}

/** The series of a kind over all labels, one per stage. */
function together(latencies: readonly Latency[], kind: LatencyKind): readonly Latency[] {
  return latencies.filter((it) => it.kind === kind && isTogether(it));
}

/** The series of a kind by their labels. */
function apart(latencies: readonly Latency[], kind: LatencyKind): readonly Latency[] {
  return latencies.filter((it) => it.kind === kind && !isTogether(it));
}

/** One series per percentile that has enough measurements behind it. */
function quantiles(
  latencies: readonly Latency[],
  labelsOf: (latency: Latency) => Readonly<Record<string, string>>,
): readonly MetricValue[] {
  return latencies.flatMap((latency) => {
    const labels = labelsOf(latency);
    return [
      ...known(latency.p50, { ...labels, quantile: '0.5' }),
      ...known(latency.p95, { ...labels, quantile: '0.95' }),
      ...known(latency.p99, { ...labels, quantile: '0.99' }),
      ...known(latency.p999, { ...labels, quantile: '0.999' }),
    ];
  });
}

/** Refused by the risk engine or a venue, of all that a strategy wanted out. */
function refusedRatio(orders: {
  readonly submitted: number;
  readonly rejected: number;
  readonly denied: number;
}): number | undefined {
  const wanted = orders.submitted + orders.denied;
  if (wanted <= 0) return undefined;
  return Math.min(1, (orders.rejected + orders.denied) / wanted); // Rejects may trail their submits.
}
