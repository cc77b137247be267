import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { apart, quantiles, together } from './quantiles.ts';

/** What the engines of the platform tell each other, and how fast it gets there. */
export const platformMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_platform_messages_per_second',
    help: 'Messages a second between the engines of the platform, by their sender and type; copies of a message count once.',
    labels: ['engine', 'message_type'],
    unit: 'per second',
    read: ({ messages = [] }) =>
      messages.map(({ engine, message_type, messages_per_second }) => ({
        labels: { engine, message_type },
        value: messages_per_second,
      })),
  },
  {
    type: 'counter',
    name: 'nautilus_risk_breach_alerts_total',
    help: 'Warnings on the bus that a limit was broken or is about to be, since the exporter started.',
    labels: ['breach_type'],
    unit: 'count',
    read: ({ breach_alerts = [] }) =>
      breach_alerts.map(({ breach_type, total }) => ({ labels: { breach_type }, value: total })),
  },
  {
    type: 'summary',
    name: 'nautilus_bus_latency_quantile_seconds',
    help: 'Time over the window: hop, from sent until Redis had it, and publish_hop, until this exporter had it, both good to a millisecond; order_to_execution and order_to_risk, from a request to its result, by the clocks of the two engines.',
    labels: ['quantile', 'stage'],
    unit: 'seconds',
    read: ({ latencies }) => quantiles(together(latencies, 'bus'), ({ stage }) => ({ stage })),
  },
  {
    type: 'summary',
    name: 'nautilus_bus_latency_by_engine_quantile_seconds',
    help: 'Time from sent until Redis had a message (hop) or this exporter (publish_hop), by its sender; two clocks, good to a millisecond, up to which it may be too short.',
    labels: ['quantile', 'stage', 'engine'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(apart(latencies, 'bus'), ({ stage, labels }) => ({
        stage,
        engine: labels.engine ?? '',
      })),
  },
  {
    type: 'summary',
    name: 'nautilus_platform_processing_quantile_seconds',
    help: 'Time that an engine of the platform reports with its results, apart from risk calculations and model inference.',
    labels: ['quantile', 'engine'],
    unit: 'seconds',
    read: ({ latencies }) =>
      quantiles(
        apart(latencies, 'custom').filter(({ stage }) => stage === 'processing'),
        ({ labels }) => ({ engine: labels.engine ?? '' }),
      ),
  },
];
