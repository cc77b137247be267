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
  /** Such as submit_ack, submit_fill, submit_reject, cancel, tick_to_order, feed, pre_trade, infer, hop. */
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
  /** Messages of the busiest second of the window. */
  peak_per_second: NonNegative.optional(),
  /** Messages of the busiest ten milliseconds of the window. */
  peak_10ms: z.int().nonnegative().optional(),
  /** Of the slowest consumer group: age and number of the entries that it has not been given. */
  backlog_age_seconds: Seconds.optional(),
  backlog_entries: z.int().nonnegative().optional(),
  /** Entries that consumers of its groups were given and have not acknowledged. */
  pending_entries: z.int().nonnegative().optional(),
  /** Since a consumer of the slowest group last asked for more, while it has a backlog. */
  consumers_idle_seconds: Seconds.optional(),
});

/** Orders of one venue and type; of those submitted, the ones that a venue refused and that got a fill. */
const OrderOutcomes = z.strictObject({
  venue: z.string().min(1),
  order_type: z.string().min(1),
  submitted: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  filled: z.int().nonnegative(),
  denied: z.int().nonnegative().optional(),
});
export type OrderOutcomes = z.infer<typeof OrderOutcomes>;

/** `in_flight`, `open` and `pending_…` are now; the others count the window. */
const Orders = z.strictObject({
  in_flight: z.int().nonnegative(),
  oldest_in_flight_seconds: Seconds.optional(),
  submitted: z.int().nonnegative(),
  accepted: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  filled: z.int().nonnegative(),
  canceled: z.int().nonnegative(),
  /** Absent where nobody knows of them: an order that is denied never gets into a session's log. */
  denied: z.int().nonnegative().optional(),
  /** Accepted and not ended, of those that were seen to begin. */
  open: z.int().nonnegative().optional(),
  open_by_venue: z
    .array(z.strictObject({ venue: z.string().min(1), open: z.int().nonnegative() }))
    .optional(),
  expired: z.int().nonnegative().optional(),
  /** Asked to be canceled or changed, and not answered by a venue: they may still be filled. */
  pending_cancels: z.int().nonnegative().optional(),
  oldest_pending_cancel_seconds: Seconds.optional(),
  pending_updates: z.int().nonnegative().optional(),
  /** Orders that were submitted or denied in the window, and what has become of the very same since. */
  outcomes: z.array(OrderOutcomes).optional(),
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

/** What a Redis says of one of its commands, whoever sent it. */
const BusCommand = z.strictObject({
  command: z.string().min(1),
  /** Rates are over the window, as far as the server has been asked in it; absent after one answer. */
  calls_per_second: NonNegative.optional(),
  /** Since the server started: ended in an error, such as a group that is not there. Redis 6.2 and later. */
  failed_calls_total: z.int().nonnegative().optional(),
  failed_per_second: NonNegative.optional(),
  /** Since the server started: not begun, for want of memory or of a permission. Redis 6.2 and later. */
  rejected_calls_total: z.int().nonnegative().optional(),
  /**
   * Upper bounds over the window, from the server's own histogram: powers of two of a microsecond, as
   * it rounds them.
   */
  p50: Seconds.optional(),
  p99: Seconds.optional(),
});
export type BusCommand = z.infer<typeof BusCommand>;

const Input = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['bus', 'push', 'engine', 'fix_log']).optional(),
  up: z.boolean(),
  detail: z.string().optional(),
  last_sample_at: Moment.optional(),
  entries_per_second: NonNegative.optional(),
  rejected: z.record(z.string(), z.int().nonnegative()),
  streams: z.int().nonnegative().optional(),
  /** How far the reading of the input is behind what it holds. */
  behind_seconds: Seconds.optional(),
  /** Share of the market data of the window that was measured; the rest was only counted. */
  sampling_ratio: Ratio.optional(),
  /** Entries that were trimmed or evicted before they could be read, since the exporter started. */
  lost_entries_total: z.int().nonnegative().optional(),
  /** Streams that were made anew under their readers, since the exporter started. */
  stream_resets_total: z.int().nonnegative().optional(),
  /** The clock of the input minus the clock of the exporter, good to half of a round trip. */
  clock_offset_seconds: z.number().optional(),
  commands: z.array(BusCommand).optional(),
});

/** Latency promises as counts of events since the exporter started, and how fast the budget is burned, restarts or not. */
const Slo = z.strictObject({
  slo: z.string().min(1),
  target_seconds: Seconds,
  /** Share of the events that has to be within the target. */
  objective: Ratio,
  good_total: z.int().nonnegative(),
  bad_total: z.int().nonnegative(),
  /** 1 burns exactly the whole budget in its time; absent with too few events to say. */
  burn_rates: z.array(
    z.strictObject({
      window_seconds: Seconds,
      events: z.int().nonnegative(),
      burn_rate: NonNegative,
      /**
       * The lower of this and the rate of the last twelfth of the window: high only while it still burns.
       * Absent with too few events before that twelfth, or none in it.
       */
      sustained_burn_rate: NonNegative.optional(),
    }),
  ),
});
export type Slo = z.infer<typeof Slo>;

/** The trading hours of a venue, and how long it has said nothing within them. */
const Session = z.strictObject({
  venue: z.string().min(1),
  open: z.boolean(),
  next_change_at: Moment.optional(),
  /**
   * Since its last market data, counting only time in which it was open and its input could be read;
   * absent while it is closed or its input is down.
   */
  silent_seconds: Seconds.optional(),
});
export type Session = z.infer<typeof Session>;

/** How the clock of a venue stands to the clock of the engines that hear it. */
const VenueClock = z.strictObject({
  venue: z.string().min(1),
  /** Lowest engine time minus venue time of the window: what the two clocks and the fastest message add up to. */
  offset_seconds_estimated: z.number(),
  samples: z.int().nonnegative(),
  /** Messages that had arrived before they were sent, by these two clocks. */
  skewed_samples: z.int().nonnegative(),
});
export type VenueClock = z.infer<typeof VenueClock>;

/** What an engine says of itself on its own page. */
const EngineReport = z.strictObject({
  engine: z.string().min(1),
  up: z.boolean(),
  detail: z.string().optional(),
  operations_per_second: NonNegative.optional(),
  /** Mean of the operations of the window, re-derived from lifetime figures. */
  mean_seconds: Seconds.optional(),
  /**
   * One for each histogram or summary of times on its page, over the window. Percentiles are from the
   * growth of the engine's own buckets: estimates as good as those are fine.
   */
  quantiles: z
    .array(
      z.strictObject({
        metric: z.string().min(1),
        operations_per_second: NonNegative.optional(),
        mean_seconds: Seconds.optional(),
        p50_seconds_estimated: Seconds.optional(),
        p95_seconds_estimated: Seconds.optional(),
        p99_seconds_estimated: Seconds.optional(),
        samples: z.int().nonnegative(),
      }),
    )
    .optional(),
  connections: z.int().nonnegative().optional(),
});
export type EngineReport = z.infer<typeof EngineReport>;

/** Messages between the engines of the platform, by who sends and what. */
const PlatformMessages = z.strictObject({
  engine: z.string().min(1),
  message_type: z.string().min(1),
  messages_per_second: NonNegative,
});
export type PlatformMessages = z.infer<typeof PlatformMessages>;

/** Warnings of the engines that a limit was broken or is about to be, since the exporter started. */
const BreachAlerts = z.strictObject({
  breach_type: z.string().min(1),
  total: z.int().nonnegative(),
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
    slos: z.array(Slo).optional(),
    sessions: z.array(Session).optional(),
    venue_clocks: z.array(VenueClock).optional(),
    engines: z.array(EngineReport).optional(),
    messages: z.array(PlatformMessages).optional(),
    breach_alerts: z.array(BreachAlerts).optional(),
  })
  .meta({ id: 'TradingSample' });
export type TradingSample = z.infer<typeof TradingSample>;
