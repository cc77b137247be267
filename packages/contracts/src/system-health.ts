import { z } from 'zod';
import { Missing } from './missing.ts';
import { Seconds } from './units.ts';

/** One thing looked at for the verdict. */
const Check = z.strictObject({
  status: z.enum(['pass', 'warn', 'fail']),
  detail: z.string(),
});

/**
 * The verdict. `down`: store or alert-manager unreachable, or every source silent; `critical`: an
 * unacknowledged critical or emergency alert; `degraded`: any other firing alert or a silent source.
 */
export const SystemHealth = z
  .strictObject({
    overall_status: z.enum(['healthy', 'degraded', 'critical', 'down']),
    /** One sentence a person reads first. */
    verdict: z.string(),
    performance_score: z.number().min(0).max(100).nullable(),
    active_alerts: z.int().nonnegative(),
    critical_alerts: z.int().nonnegative(),
    warning_alerts: z.int().nonnegative(),
    acknowledged_alerts: z.int().nonnegative(),
    uptime_seconds: Seconds,
    optimization_opportunities: z.array(z.string()),
    recommendations: z.array(z.string()),
    checks: z.record(z.string(), Check),
    missing: z.array(Missing),
  })
  .meta({ id: 'SystemHealth' });
export type SystemHealth = z.infer<typeof SystemHealth>;
