import { expect, it } from '@jest/globals';
import { PlatformTrading } from '@m4max/contracts';
import { tradingSample } from '../fixtures/samples.ts';
import { platformTrading } from './platform-trading.ts';

const age = { age_seconds: 0.4, stale: false };
const latency = tradingSample().latencies[0];

it('speaks milliseconds and percent', () => {
  const reply = PlatformTrading.parse(platformTrading({ ...tradingSample(), ...age }));
  expect(reply).toMatchObject({
    overall_score: 91,
    score_age_seconds: 0.4,
    latency_metrics: [
      {
        operation_type: 'order_submit_ack',
        p95_latency_ms: 9,
        total_operations: 200,
        failed_operations: 2,
        success_rate: 99,
        performance_level: 'good',
      },
    ],
    throughput_metrics: [{ component: 'bus', messages_per_second: 120 }],
  });
  expect(reply.latency_metrics[0]).not.toHaveProperty('p999_latency_ms');
});

it('is null with a reason when nothing was measured, and has no zeros', () => {
  const idle = tradingSample({
    score: { coverage: 0, components: {}, why: [] },
    latencies: [],
    throughput: [],
  });
  const reply = PlatformTrading.parse(platformTrading({ ...idle, ...age }));
  expect(reply.overall_score).toBeNull();
  expect(reply.missing.map(({ field }) => field)).toEqual([
    'overall_score',
    'latency_metrics',
    'risk_metrics',
    'ml_metrics',
  ]);
  expect(reply.risk_metrics).toEqual({ timestamp: idle.taken_at });
});

it.each([
  {
    title: 'order type and venue',
    stage: 'submit_fill',
    labels: { order_type: 'LIMIT', venue: 'BINANCE' },
    name: 'LIMIT_BINANCE',
  },
  {
    title: 'order type, venue and stage',
    stage: 'submit_ack',
    labels: { order_type: 'LIMIT', venue: 'BINANCE' },
    name: 'LIMIT_BINANCE_submit_ack',
  },
  {
    title: 'venue alone',
    stage: 'submit_ack',
    labels: { venue: 'IB' },
    name: 'order_submit_ack_IB',
  },
])('names an operation by $title', ({ stage, labels, name }) => {
  if (latency === undefined) throw new Error('the fixture has one');
  const sample = tradingSample({ latencies: [{ ...latency, stage, labels }] });
  expect(platformTrading({ ...sample, ...age }).latency_metrics[0]?.operation_type).toBe(name);
});

it('counts operations that only failed, and took no known time', () => {
  if (latency === undefined) throw new Error('the fixture has one');
  const sample = tradingSample({ latencies: [{ ...latency, samples: 1, failed: 4 }] });
  expect(platformTrading({ ...sample, ...age }).latency_metrics[0]).toMatchObject({
    total_operations: 4,
    success_rate: 0,
  });
});

it('finds the times of models and venues', () => {
  if (latency === undefined) throw new Error('the fixture has one');
  const ml = { ...latency, kind: 'ml', labels: { model_name: 'alpha' } } as const;
  const feed = { ...latency, kind: 'market_data', stage: 'feed' } as const;
  const sample = tradingSample({
    latencies: [
      { ...ml, stage: 'preprocess', mean: 0.004 },
      { ...ml, stage: 'infer', mean: 0.02 },
      { ...feed, stage: 'decode', labels: {}, samples: 50, mean: 0.00001 },
      { ...feed, labels: {}, samples: 400, mean: 0.002 },
      { ...feed, labels: { venue: 'IB', data_type: 'quotes' }, samples: 100, mean: 0.001 },
    ],
    throughput: [{ component: 'market_data', messages_per_second: 80, peak_10ms: 31 }],
    ml: [{ model_name: 'alpha', predictions_per_second: 2 }],
    sessions: [
      { venue: 'IB', open: true, silent_seconds: 0.2 },
      { venue: 'XETR', open: false },
    ],
    venue_clocks: [
      { venue: 'IB', offset_seconds_estimated: -0.0004, samples: 90, skewed_samples: 3 },
    ],
  });
  const reply = PlatformTrading.parse(platformTrading({ ...sample, ...age }));
  expect(reply.ml_metrics).toMatchObject([
    { inference_time_ms: 20, preprocessing_time_ms: 4, model_accuracy: null },
  ]);
  const [all, venue, closed] = reply.market_data_metrics;
  expect(all).toMatchObject({ venue: 'all', latency_ms: 2, updates_per_second: 80 });
  expect(venue).toMatchObject({
    ...{ venue: 'IB', data_type: 'quotes', latency_ms: 1, updates_per_second: 20 },
    ...{ session_open: true, silent_seconds: 0.2 },
    ...{ clock_offset_ms_estimated: -0.4, skewed_updates: 3 },
  });
  expect(closed).toEqual({
    ...{ venue: 'XETR', updates: 0, session_open: false, timestamp: sample.taken_at },
  });
  expect(reply.throughput_metrics).toMatchObject([{ average_throughput: 80, peak_10ms: 31 }]);
  expect(reply).toMatchObject({ sessions: sample.sessions, venue_clocks: sample.venue_clocks });
});

it('gives no rate of market data that engines report beside the buses, and no count of what is not told', () => {
  if (latency === undefined) throw new Error('the fixture has one');
  const sample = tradingSample({
    latencies: [{ ...latency, kind: 'market_data', stage: 'feed', labels: {}, samples: 900 }],
    throughput: [{ component: 'market_data', messages_per_second: 0.1 }],
    sessions: [{ venue: 'OKX', open: true, silent_seconds: 0.5 }],
  });
  const reply = PlatformTrading.parse(platformTrading({ ...sample, ...age }));
  const [all, venue] = reply.market_data_metrics;
  expect(all).toMatchObject({ updates: 900 });
  expect(all).not.toHaveProperty('updates_per_second');
  expect(venue).toMatchObject({ venue: 'OKX', silent_seconds: 0.5 });
  expect(venue).not.toHaveProperty('updates');
});

it('tells risk calculations apart, weighs their mean and says how the others are had', () => {
  if (latency === undefined) throw new Error('the fixture has one');
  const risk = (stage: string, mean: number, samples: number, labels = {}) =>
    ({ ...latency, kind: 'risk', stage, mean, samples, labels }) as const;
  const sample = tradingSample({
    latencies: [
      risk('var', 0.01, 300),
      risk('var', 0.5, 300, { risk_type: 'var' }),
      risk('stress', 0.05, 100),
      risk('pre_trade', 0.002, 600),
    ],
    risk: { checks_per_second: 5, failed_checks: 1, checks: 1000 },
  });
  const reply = PlatformTrading.parse(platformTrading({ ...sample, ...age }));
  expect(reply.risk_metrics).toEqual({
    risk_checks_per_second: 5,
    average_risk_calc_time_ms: 9.2,
    var_calculation_time_ms: 10,
    stress_test_time_ms: 50,
    failed_risk_checks: 1,
    timestamp: sample.taken_at,
  });
  const fields = reply.missing.map(({ field }) => field);
  expect(fields).toContain('risk_metrics.portfolio_risk_calc_time_ms');
  expect(fields).not.toContain('risk_metrics.var_calculation_time_ms');
});

it('joins an engine’s own time of processing to its messages', () => {
  const sample = tradingSample({
    throughput: [
      { component: 'risk_engine', messages_per_second: 3, backlog_entries: 4, pending_entries: 2 },
      { component: 'ml', messages_per_second: 1 },
    ],
    engines: [{ engine: 'nautilus-risk-engine', up: true, mean_seconds: 0.0031 }],
  });
  const reply = PlatformTrading.parse(platformTrading({ ...sample, ...age }));
  expect(reply.throughput_metrics).toMatchObject([
    { component: 'risk_engine', processing_time_ms: 3.1, queue_depth: 4, pending_entries: 2 },
    { component: 'ml' },
  ]);
  expect(reply.throughput_metrics[1]).not.toHaveProperty('processing_time_ms');
});
