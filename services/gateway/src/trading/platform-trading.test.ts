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

it('finds the times of models, risk checks and venues', () => {
  if (latency === undefined) throw new Error('the fixture has one');
  const sample = tradingSample({
    latencies: [
      { ...latency, kind: 'ml', stage: 'infer', labels: { model_name: 'alpha' }, mean: 0.02 },
      { ...latency, kind: 'risk', stage: 'pre_trade', mean: 0.03 },
      { ...latency, kind: 'market_data', stage: 'feed', labels: { venue: 'IB' }, mean: 0.001 },
    ],
    risk: { checks_per_second: 5, failed_checks: 1, checks: 300 },
    ml: [{ model_name: 'alpha', predictions_per_second: 2 }],
  });
  expect(PlatformTrading.parse(platformTrading({ ...sample, ...age }))).toMatchObject({
    risk_metrics: { average_risk_calc_time_ms: 30, failed_risk_checks: 1 },
    ml_metrics: [{ inference_time_ms: 20, model_accuracy: null }],
    market_data_metrics: [{ venue: 'IB', latency_ms: 1 }],
  });
});
