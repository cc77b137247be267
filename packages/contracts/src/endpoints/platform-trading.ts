import { z } from 'zod';
import { Missing } from '../missing.ts';
import { PerformanceLevel, Score, TradingSample } from '../trading-sample.ts';
import { Moment, NonNegative, Seconds } from '../units.ts';

const Milliseconds = z.number().nonnegative();
const Percent = z.number().min(0).max(100);

/** Field names of the trading platform; the fields after `performance_level` are ours. */
const PlatformLatency = z.strictObject({
  operation_type: z.string(),
  average_latency_ms: Milliseconds,
  p50_latency_ms: Milliseconds.optional(),
  p95_latency_ms: Milliseconds.optional(),
  p99_latency_ms: Milliseconds.optional(),
  max_latency_ms: Milliseconds,
  min_latency_ms: Milliseconds,
  total_operations: z.int().nonnegative(),
  failed_operations: z.int().nonnegative(),
  success_rate: Percent,
  timestamp: Moment,
  performance_level: PerformanceLevel.optional(),
  p999_latency_ms: Milliseconds.optional(),
  kind: z.string(),
  stage: z.string(),
  labels: z.record(z.string(), z.string()),
});

const PlatformThroughput = z.strictObject({
  component: z.string(),
  messages_per_second: NonNegative,
  bytes_per_second: NonNegative.optional(),
  peak_throughput: NonNegative.optional(),
  queue_depth: z.int().nonnegative().optional(),
  backlog_size: z.int().nonnegative().optional(),
  backlog_age_seconds: Seconds.optional(),
  timestamp: Moment,
});

const PlatformRisk = z.strictObject({
  risk_checks_per_second: NonNegative.optional(),
  average_risk_calc_time_ms: Milliseconds.optional(),
  failed_risk_checks: z.int().nonnegative().optional(),
  timestamp: Moment,
});

const PlatformModel = z.strictObject({
  model_name: z.string(),
  inference_time_ms: Milliseconds.optional(),
  predictions_per_second: NonNegative,
  model_accuracy: z.number().min(0).max(1).nullable(),
  accuracy_samples: z.int().nonnegative().optional(),
  timestamp: Moment,
});

const PlatformMarketData = z.strictObject({
  venue: z.string(),
  latency_ms: Milliseconds,
  p95_latency_ms: Milliseconds.optional(),
  updates: z.int().nonnegative(),
  timestamp: Moment,
});

/**
 * What the platform's own clients expect of /trading/metrics, in milliseconds and percent.
 * What was not measured is absent; `overall_score` is null then, and `missing` says why.
 */
export const PlatformTrading = z
  .strictObject({
    timestamp: Moment,
    host: z.string(),
    overall_score: z.number().min(0).max(100).nullable(),
    latency_metrics: z.array(PlatformLatency),
    throughput_metrics: z.array(PlatformThroughput),
    risk_metrics: PlatformRisk,
    ml_metrics: z.array(PlatformModel),
    market_data_metrics: z.array(PlatformMarketData),
    score: Score,
    orders: TradingSample.shape.orders,
    inputs: TradingSample.shape.inputs,
    window_seconds: Seconds,
    score_age_seconds: Seconds.optional(),
    age_seconds: Seconds,
    stale: z.boolean(),
    missing: z.array(Missing),
  })
  .meta({ id: 'PlatformTrading' });
export type PlatformTrading = z.infer<typeof PlatformTrading>;
