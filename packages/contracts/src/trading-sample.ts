import { z } from 'zod';
import { sampleHead } from './sample.ts';
import { Moment, NonNegative, Ratio, Seconds } from './units.ts';

export const LatencyKind = z.enum(['order', 'market_data', 'risk', 'ml', 'db', 'bus', 'custom']);
export type LatencyKind = z.infer<typeof LatencyKind>;

export const PerformanceLevel = z.enum(['excellent', 'good', 'acceptable', 'poor', 'critical']);
export type PerformanceLevel = z.infer<typeof PerformanceLevel>;

/** Percentiles of one window, in seconds; those with too few samples behind them are absent. */
export const Latency = z.strictObject({
  kind: LatencyKind,
  /** Such as submit_ack, submit_fill, submit_reject, cancel, feed, pre_trade, infer. */
  stage: z.string().min(1),
  labels: z.record(z.string(), z.string()),
  samples: z.int().positive(),
  failed: z.int().nonnegative(),
  p50: Seconds.optional(),
  p95: Seconds.optional(),
  p99: Seconds.optional(),
  p999: Seconds.optional(),
  min: Seconds,
  max: Seconds,
  mean: Seconds,
  level: PerformanceLevel.optional(),
});
export type Latency = z.infer<typeof Latency>;

const Throughput = z.strictObject({
  component: z.string().min(1),
  messages_per_second: NonNegative,
  bytes_per_second: NonNegative.optional(),
  peak_per_second: NonNegative.optional(),
  backlog_age_seconds: Seconds.optional(),
  backlog_entries: z.int().nonnegative().optional(),
});

/** `in_flight` and `open` are now; the others count the window. */
const Orders = z.strictObject({
  in_flight: z.int().nonnegative(),
  oldest_in_flight_seconds: Seconds.optional(),
  submitted: z.int().nonnegative(),
  accepted: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  filled: z.int().nonnegative(),
  canceled: z.int().nonnegative(),
  denied: z.int().nonnegative(),
  /** Accepted and not ended, of those that were seen to begin. */
  open: z.int().nonnegative().optional(),
});

const Risk = z.strictObject({
  checks_per_second: NonNegative,
  failed_checks: z.int().nonnegative(),
  checks: z.int().nonnegative(),
});

const Ml = z.strictObject({
  model_name: z.string().min(1),
  predictions_per_second: NonNegative,
  accuracy: Ratio.optional(),
  accuracy_lower_bound: Ratio.optional(),
  accuracy_samples: z.int().nonnegative().optional(),
});

/** `overall` is absent while too little was measured to say (coverage under 0.4). */
export const Score = z.strictObject({
  overall: z.number().min(0).max(100).optional(),
  coverage: Ratio,
  components: z.strictObject({
    latency: z.number().min(0).max(100).optional(),
    risk: z.number().min(0).max(100).optional(),
    ml: z.number().min(0).max(100).optional(),
    throughput: z.number().min(0).max(100).optional(),
  }),
  why: z.array(z.string()),
});
export type Score = z.infer<typeof Score>;

const Input = z.strictObject({
  name: z.string().min(1),
  up: z.boolean(),
  detail: z.string().optional(),
  last_sample_at: Moment.optional(),
  entries_per_second: NonNegative.optional(),
  rejected: z.record(z.string(), z.int().nonnegative()),
});

/** What the trading platform did in the last window. Idle leaves things out; nothing is ever 0 for want of data. */
export const TradingSample = z
  .strictObject({
    ...sampleHead,
    window_seconds: Seconds,
    score: Score,
    latencies: z.array(Latency),
    throughput: z.array(Throughput),
    orders: Orders.optional(),
    risk: Risk.optional(),
    ml: z.array(Ml),
    inputs: z.array(Input),
  })
  .meta({ id: 'TradingSample' });
export type TradingSample = z.infer<typeof TradingSample>;
