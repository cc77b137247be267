import { z } from 'zod';
import { Severity } from '../alert.ts';
import { Missing } from '../missing.ts';
import { SampleKind } from '../sample.ts';
import { Moment, Ratio, Seconds } from '../units.ts';
import { Advice } from './optimizations.ts';

export const ReportPeriod = z.enum(['day', 'week', 'month']);
export type ReportPeriod = z.infer<typeof ReportPeriod>;

export const ReportQuery = z.strictObject({
  period: ReportPeriod.default('day'),
  format: z.enum(['json', 'markdown', 'html']).default('json'),
  host: z.string().min(1).optional(),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

/** How much of the period has history at all. */
const Coverage = z.strictObject({
  kind: SampleKind,
  resolution_seconds: Seconds,
  buckets: z.int().nonnegative(),
  expected_buckets: z.int().positive(),
  ratio: Ratio,
});

const SeriesReport = z.strictObject({
  kind: SampleKind,
  name: z.string(),
  unit: z.string(),
  /** Buckets with a reading. */
  buckets: z.int().positive(),
  min: z.number(),
  mean: z.number(),
  max: z.number(),
});
export type SeriesReport = z.infer<typeof SeriesReport>;

/** Share of buckets whose mean stayed within the target; a bucket without readings does not count. */
const Attainment = z.strictObject({
  name: z.string(),
  target: z.number(),
  unit: z.string(),
  buckets: z.int().positive(),
  buckets_within: z.int().nonnegative(),
  ratio: Ratio,
});

const AlertStatistics = z.strictObject({
  started: z.int().nonnegative(),
  resolved: z.int().nonnegative(),
  acknowledged: z.int().nonnegative(),
  mean_time_to_acknowledge_seconds: Seconds.optional(),
  mean_time_to_resolve_seconds: Seconds.optional(),
  by_severity: z.partialRecord(Severity, z.int().nonnegative()),
  by_rule: z.array(z.strictObject({ rule_name: z.string(), started: z.int().positive() })),
});
export type AlertStatistics = z.infer<typeof AlertStatistics>;

/** Figures of one machine over a period, from the history that is kept. */
export const PerformanceReport = z
  .strictObject({
    period: ReportPeriod,
    host: z.string(),
    from: Moment,
    to: Moment,
    generated_at: Moment,
    coverage: z.array(Coverage),
    series: z.array(SeriesReport),
    attainment: z.array(Attainment),
    /** Absent while the alert-manager cannot be asked. */
    alerts: AlertStatistics.optional(),
    optimizations: z.array(Advice),
    missing: z.array(Missing),
  })
  .meta({ id: 'PerformanceReport' });
export type PerformanceReport = z.infer<typeof PerformanceReport>;
