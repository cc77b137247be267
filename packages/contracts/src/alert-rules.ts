import { z } from 'zod';
import { Labels, Severity } from './alert.ts';

/** A time as Prometheus writes it: 30s, 5m, 1h30m, 0s. */
export const Duration = z
  .string()
  .regex(/^(?:\d+(?:ms|s|m|h|d|w))+$|^0$/, 'expected a duration such as 30s or 1h30m');
export type Duration = z.infer<typeof Duration>;

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 7 * 86_400,
};

/** Seconds of a duration; the text has passed {@link Duration}. */
export function durationSeconds(duration: Duration): number {
  let seconds = 0;
  for (const [, count, unit] of duration.matchAll(/(\d+)(ms|s|m|h|d|w)/g))
    seconds += Number(count) * (UNIT_SECONDS[unit ?? ''] ?? 0);
  return seconds;
}

/** One threshold of a rule, and the severity of the alert that it raises. */
const Level = z
  .strictObject({
    severity: Severity,
    above: z.number().optional(),
    below: z.number().optional(),
    /** Raised above `above`, the alert stays until the value falls under this. */
    clear_below: z.number().optional(),
    clear_above: z.number().optional(),
    for: Duration.default('0s'),
  })
  .refine(({ above, below }) => (above === undefined) !== (below === undefined), {
    message: 'a level has either above or below',
  })
  .refine(
    ({ above, clear_below }) =>
      clear_below === undefined || (above !== undefined && clear_below <= above),
    { message: 'clear_below goes with above and is not over it' },
  )
  .refine(
    ({ below, clear_above }) =>
      clear_above === undefined || (below !== undefined && clear_above >= below),
    { message: 'clear_above goes with below and is not under it' },
  );
export type RuleLevel = z.infer<typeof Level>;

export const RuleGroup = z.enum([
  'm4max_hardware',
  'container_health',
  'trading_performance',
  'system_health',
]);
export type RuleGroup = z.infer<typeof RuleGroup>;

/** One rule of `monitoring/alert-rules.yml`. */
export const AlertRule = z
  .strictObject({
    name: z.string().regex(/^[A-Z][A-Za-z0-9]*$/, 'expected a CamelCase name'),
    group: RuleGroup,
    /** The name of a row in a metric table. */
    metric: z.string().min(1),
    /** Labels the series must have; equality only. */
    match: Labels.default({}),
    /** Labels kept on the alert. */
    by: z.array(z.string()).min(1),
    /** For counters: how much the value grew over this time. */
    increase: Duration.optional(),
    levels: z.array(Level).min(1),
    keep_firing_for: Duration.optional(),
    summary: z.string().min(1),
    description: z.string().min(1),
    runbook: z.string().startsWith('docs/runbooks/'),
  })
  .meta({ id: 'AlertRule' });
export type AlertRule = z.infer<typeof AlertRule>;

export const AlertRules = z.strictObject({ rules: z.array(AlertRule).min(1) });
export type AlertRules = z.infer<typeof AlertRules>;

/** What Alertmanager's file has no words for: `monitoring/alert-policy.yml`. */
export const AlertPolicy = z.strictObject({
  escalation: z
    .array(
      z.strictObject({
        severities: z.array(Severity).min(1),
        after: Duration,
        receiver: z.string(),
      }),
    )
    .default([]),
  fallback_receiver: z.string().optional(),
  /** Told directly when the store is gone. */
  emergency_receivers: z.array(z.string()).default([]),
  silent_resolve_after: Duration.default('1h'),
});
export type AlertPolicy = z.infer<typeof AlertPolicy>;
