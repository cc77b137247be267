import { z } from 'zod';
import { Missing } from './missing.ts';
import { Moment, Seconds } from './units.ts';

/** The newest shape of samples and events that this version writes; readers refuse only a newer one. */
export const VERSION = 1;

/** A sample older than this many of its own intervals says nothing about now: it is stale. */
export const STALE_INTERVALS = 3;

/** What every sample carries: its identity is (kind, host, taken_at). */
export const sampleHead = {
  v: z.int().positive(),
  host: z.string().min(1).max(128),
  taken_at: Moment,
  published_at: Moment.optional(),
  interval_seconds: Seconds,
  missing: z.array(Missing),
};

/** The three kinds of sample; each has one stream and, per host, one publisher. */
export const SampleKind = z.enum(['hardware', 'containers', 'trading']);
export type SampleKind = z.infer<typeof SampleKind>;
