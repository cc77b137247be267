import { Labels, Moment, RuleGroup, SampleKind, Severity } from '@m4max/contracts';
import { z } from 'zod';
import { CounterWindow } from './counter-window.ts';

/** A gap of more intervals than this is time that nobody watched. */
export const MOST_INTERVALS = 3;

/** Where a level of a series stands; one that is not here is inactive. */
export const LevelState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pending'), since: Moment }),
  z.object({
    kind: z.literal('firing'),
    since: Moment,
    /** The value came back then; `keep_firing_for` may hold the alert a while. */
    clear_since: Moment.optional(),
  }),
]);
export type LevelState = z.infer<typeof LevelState>;

/** Why a series that was raised is not in the newest sample. */
const Absence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gone'), samples: z.int().positive() }),
  z.object({
    kind: z.literal('unreadable'),
    since: Moment,
    reason: z.string(),
    /** Its alerts have ended; it is kept to know when it can be read again. */
    ended: z.boolean(),
  }),
]);

export const SeriesState = z.object({
  rule: z.string(),
  group: RuleGroup,
  labels: Labels,
  seen_at: Moment,
  levels: z.partialRecord(Severity, LevelState),
  absence: Absence.optional(),
});
export type SeriesState = z.infer<typeof SeriesState>;

/** One publisher of samples. `taken_at` is by its own clock, `fresh_at` the same moment by the store's. */
export const SourceState = z.object({
  kind: SampleKind,
  host: z.string(),
  interval_seconds: z.number().positive(),
  taken_at: Moment,
  fresh_at: Moment,
  silent_since: Moment.optional(),
  /** Only series of which a level is pending or firing, or which cannot be read: the rest is nothing to know. */
  series: z.record(z.string(), SeriesState),
  counters: z.record(z.string(), CounterWindow),
});
export type SourceState = z.infer<typeof SourceState>;

/** All that a new leader has to know to go on as if nothing had happened. */
export const EvaluatorState = z.object({
  v: z.literal(1),
  /** Stream entries up to here are in this state. */
  cursors: z.partialRecord(SampleKind, z.string()),
  sources: z.record(z.string(), SourceState),
  /** Kinds of sample of which some are of a later version than this evaluator can read. */
  newer_kinds: z.array(SampleKind).optional(),
});
export type EvaluatorState = z.infer<typeof EvaluatorState>;

export const emptyState: EvaluatorState = { v: 1, cursors: {}, sources: {} };
