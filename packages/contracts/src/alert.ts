import { z } from 'zod';
import { Moment } from './units.ts';

/** In rising order. */
export const Severity = z.enum(['info', 'warning', 'critical', 'emergency']);
export type Severity = z.infer<typeof Severity>;

export const Labels = z.record(z.string(), z.string());
export type Labels = z.infer<typeof Labels>;

/** Who says so: the fleet's own evaluator, or Prometheus by its address. */
export const AlertSource = z.strictObject({
  name: z.string().min(1),
  started_at: Moment,
  ends_at: Moment.optional(),
  /** The source gave no end: it is taken to have ended so long after it last spoke. */
  ends_at_assumed: z.boolean().optional(),
  /** Where the source shows what it rests on. */
  generator_url: z.string().optional(),
});
export type AlertSource = z.infer<typeof AlertSource>;

/** One line of an alert's history. */
export const TimelineEntry = z.strictObject({
  at: Moment,
  what: z.enum([
    'firing',
    'acknowledged',
    'resolved',
    'notified',
    'not_notified',
    'escalated',
    'suppressed',
    'silent',
  ]),
  detail: z.string(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** One alert: the newest episode of one label set, or (id with an episode) a past one. */
export const Alert = z
  .strictObject({
    id: z.string().min(1),
    fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
    rule_name: z.string(),
    group: z.string(),
    severity: Severity,
    state: z.enum(['firing', 'acknowledged', 'resolved']),
    labels: Labels,
    annotations: Labels,
    message: z.string(),
    value: z.number().optional(),
    threshold: z.number().optional(),
    unit: z.string().optional(),
    started_at: Moment,
    updated_at: Moment,
    ended_at: Moment.optional(),
    /** The same as started_at and state === 'resolved': the names the platform's clients know. */
    timestamp: Moment,
    resolved: z.boolean(),
    /** Why it ended, where that was not simply the value: "source gone", "no longer there". */
    resolved_because: z.string().optional(),
    /** Since when the source that fired it has not been heard. */
    silent_since: Moment.optional(),
    sources: z.array(AlertSource),
    acknowledgement: z
      .strictObject({ by: z.string(), at: Moment, comment: z.string().optional() })
      .optional(),
    silenced_by: z.array(z.string()),
    inhibited_by: z.array(z.string()),
    escalates_at: Moment.optional(),
    escalated_at: Moment.optional(),
    top_consumers: z.array(
      z.strictObject({ name: z.string(), value: z.number(), unit: z.string() }),
    ),
    timeline: z.array(TimelineEntry),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof Alert>;

/** What the alert stream carries: the whole alert after the change, so that a reader needs no look-up. */
export const AlertEvent = z
  .strictObject({
    v: z.int().positive(),
    what: TimelineEntry.shape.what,
    at: Moment,
    alert: Alert,
  })
  .meta({ id: 'AlertEvent' });
export type AlertEvent = z.infer<typeof AlertEvent>;
