import { z } from 'zod';
import { Missing } from '../missing.ts';
import { SampleKind } from '../sample.ts';
import { Moment, Seconds } from '../units.ts';

const Column = z.array(z.number().nullable());

/**
 * History as columns over one regular grid: the n-th value of every column belongs to the n-th
 * timestamp, the start of its bucket. A bucket without a reading is null.
 */
export const HistoryColumns = z
  .strictObject({
    kind: SampleKind,
    host: z.string(),
    from: Moment,
    to: Moment,
    resolution_seconds: Seconds,
    timestamps: z.array(Moment),
    series: z.record(
      z.string(),
      z.strictObject({
        unit: z.string(),
        min: Column,
        mean: Column,
        max: Column,
        /** Only for series that keep it, and only at a resolution that is kept. */
        p95: Column.optional(),
      }),
    ),
    missing: z.array(Missing),
  })
  .meta({ id: 'HistoryColumns' });
export type HistoryColumns = z.infer<typeof HistoryColumns>;

const MAX_HOURS = 30 * 24;

/** The last `hours` (1 by default), or from `from` up to `to`. */
export const HistoryQuery = z.strictObject({
  host: z.string().min(1).optional().describe('Which machine; needed where several report.'),
  hours: z.coerce.number().positive().max(MAX_HOURS).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
  resolution: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe(
      'Seconds per bucket: a multiple of a kept resolution. Chosen from the span if absent.',
    ),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1000)
    .describe('At most so many buckets; the newest ones stay.'),
  series: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Comma-separated names, with or without their key: gpu_active_ratio,cpu_tier_active_ratio:P',
    ),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

/** Query of the paths that show one machine's newest sample. */
export const HostQuery = z.strictObject({
  host: z
    .string()
    .min(1)
    .optional()
    .describe("Which machine; by default the gateway's own, else the one heard last."),
});
export type HostQuery = z.infer<typeof HostQuery>;
