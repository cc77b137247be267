import { z } from 'zod';
import { Alert, Severity } from '../alert.ts';

/** Newest first. */
export const Alerts = z.strictObject({ alerts: z.array(Alert) }).meta({ id: 'Alerts' });
export type Alerts = z.infer<typeof Alerts>;

const limit = z.coerce.number().int().min(1).max(1000).default(1000);

/** Query of GET /alerts: without `state`, all that are firing or acknowledged. */
export const AlertsQuery = z.strictObject({
  state: z.enum(['firing', 'acknowledged', 'resolved']).optional(),
  severity: Severity.optional(),
  limit,
});
export type AlertsQuery = z.infer<typeof AlertsQuery>;

/** Query of GET /alerts/history: past episodes. */
export const AlertHistoryQuery = z.strictObject({ severity: Severity.optional(), limit });
export type AlertHistoryQuery = z.infer<typeof AlertHistoryQuery>;
