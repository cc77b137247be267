import { z } from 'zod';
import { Moment } from './units.ts';

/** Stream fields are text, JSON lines may carry numbers; nanoseconds over 2^53 must be text. */
const WHOLE = 'expected a whole number from 0 on, of at most 19 digits';
const Whole = z.union([z.int().nonnegative(WHOLE), z.string().regex(/^\d{1,19}$/)], {
  error: WHOLE,
});
const Label = z.string().min(1).max(64);

/**
 * One measurement that an engine reports by itself, version 1: a field map in the telemetry stream,
 * or one line of `POST /v1/samples`. It carries `dur_ns`, or `t0_ns` and `t1_ns` of one clock;
 * kind `ml` may also bring a prediction (`id`, `pred`) and later what came true (`id`, `outcome`).
 */
export const TelemetrySample = z
  .strictObject({
    v: z.union([z.literal(1), z.literal('1')], { error: 'expected 1' }),
    kind: z.enum(['order', 'market_data', 'risk', 'ml', 'db', 'custom']),
    engine: z.string().regex(/^[a-z0-9_-]{1,64}$/, 'expected up to 64 of a-z 0-9 _ -'),
    dur_ns: Whole.optional(),
    t0_ns: Whole.optional(),
    t1_ns: Whole.optional(),
    ok: z
      .union([z.literal(0), z.literal(1), z.literal('0'), z.literal('1')], {
        error: 'expected 1 where it went well, 0 where it failed',
      })
      .optional(),
    stage: z
      .string()
      .regex(/^[a-z0-9_]{1,32}$/, 'expected up to 32 of a-z 0-9 _')
      .optional(),
    venue: Label.optional(),
    order_type: Label.optional(),
    data_type: Label.optional(),
    risk_type: Label.optional(),
    model_name: Label.optional(),
    /** How many operations this duration stands for. */
    n: Whole.optional(),
    /** Repeats of an id are dropped; a prediction and its outcome share one. */
    id: z.string().min(1).max(128).optional(),
    pred: z.union([z.string().max(64), z.number()]).optional(),
    outcome: z.union([z.string().max(64), z.number()]).optional(),
    trace_id: z.string().max(64).optional(),
  })
  .meta({ id: 'TelemetrySample' });
export type TelemetrySample = z.infer<typeof TelemetrySample>;

/** What `POST /v1/samples` answers: lines count from 1. */
export const SamplesReply = z
  .strictObject({
    accepted: z.int().nonnegative(),
    rejected: z.array(z.strictObject({ line: z.int().positive(), reason: z.string() })),
  })
  .meta({ id: 'SamplesReply' });
export type SamplesReply = z.infer<typeof SamplesReply>;

/** What `GET /v1/rejected` answers: what was left out last, newest first. Counts of all are in `/metrics`. */
export const RejectedReply = z
  .strictObject({
    rejected: z.array(
      z.strictObject({
        at: Moment,
        input: z.string(),
        /** As in the label of nautilus_samples_rejected_total. */
        reason: z.string(),
        detail: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'RejectedReply' });
export type RejectedReply = z.infer<typeof RejectedReply>;
