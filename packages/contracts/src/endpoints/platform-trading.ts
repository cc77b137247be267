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
  /** Of the window, as `messages_per_second` is; the platform had a rate of the last moment in that. */
  average_throughput: NonNegative,
  /** Of the busiest second, and, as `peak_10ms`, of the busiest ten milliseconds. */
  peak_throughput: NonNegative.optional(),
  peak_10ms: z.int().nonnegative().optional(),
  queue_depth: z.int().nonnegative().optional(),
  backlog_size: z.int().nonnegative().optional(),
  backlog_age_seconds: Seconds.optional(),
  pending_entries: z.int().nonnegative().optional(),
  consumers_idle_seconds: Seconds.optional(),
  /** Mean of an engine that reports it on its own page. */
  processing_time_ms: Milliseconds.optional(),
  timestamp: Moment,
});

/** Means of the window, by the `risk_type` under which engines report a calculation. */
const PlatformRisk = z.strictObject({
  risk_checks_per_second: NonNegative.optional(),
  average_risk_calc_time_ms: Milliseconds.optional(),
  breach_detection_time_ms: Milliseconds.optional(),
  portfolio_risk_calc_time_ms: Milliseconds.optional(),
  var_calculation_time_ms: Milliseconds.optional(),
  stress_test_time_ms: Milliseconds.optional(),
  ml_risk_prediction_time_ms: Milliseconds.optional(),
  failed_risk_checks: z.int().nonnegative().optional(),
  timestamp: Moment,
});

const PlatformModel = z.strictObject({
  model_name: z.string(),
  inference_time_ms: Milliseconds.optional(),
  preprocessing_time_ms: Milliseconds.optional(),
  predictions_per_second: NonNegative,
  model_accuracy: z.number().min(0).max(1).nullable(),
  accuracy_lower_bound: z.number().min(0).max(1).optional(),
  accuracy_samples: z.int().nonnegative().optional(),
  timestamp: Moment,
});

const PlatformMarketData = z.strictObject({
  venue: z.string(),
  data_type: z.string().optional(),
  /** Absent where nothing came. */
  latency_ms: Milliseconds.optional(),
  p95_latency_ms: Milliseconds.optional(),
  p99_latency_ms: Milliseconds.optional(),
  /** Those that were measured in the window. */
  updates: z.int().nonnegative().optional(),
  /** All market data a second, by the share that this has in what was measured of it. */
  updates_per_second: NonNegative.optional(),
  session_open: z.boolean().optional(),
  silent_seconds: Seconds.optional(),
  clock_offset_ms_estimated: z.number().optional(),
  skewed_updates: z.int().nonnegative().optional(),
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
    slos: TradingSample.shape.slos,
    sessions: TradingSample.shape.sessions,
    venue_clocks: TradingSample.shape.venue_clocks,
    engines: TradingSample.shape.engines,
    messages: TradingSample.shape.messages,
    window_seconds: Seconds,
    score_age_seconds: Seconds.optional(),
    age_seconds: Seconds,
    stale: z.boolean(),
    missing: z.array(Missing),
  })
  .meta({ id: 'PlatformTrading' });
export type PlatformTrading = z.infer<typeof PlatformTrading>;
