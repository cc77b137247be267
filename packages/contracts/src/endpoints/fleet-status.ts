import { z } from 'zod';
import { SampleKind } from '../sample.ts';
import { ServiceStatus, StoreStatus } from '../service-status.ts';
import { Moment, Seconds } from '../units.ts';

/** One publisher of samples, by what its newest sample says. */
export const SourceStatus = z
  .strictObject({
    kind: SampleKind,
    host: z.string(),
    taken_at: Moment,
    interval_seconds: Seconds,
    age_seconds: Seconds,
    stale: z.boolean(),
    missing_fields: z.int().nonnegative(),
  })
  .meta({ id: 'SourceStatus' });
export type SourceStatus = z.infer<typeof SourceStatus>;

/** The gateway's last reading of a service's /metrics page. */
const Scrape = z.strictObject({
  service: z.string(),
  ok: z.boolean(),
  age_seconds: Seconds,
  series: z.int().nonnegative(),
  detail: z.string().optional(),
});

/** Everything the gateway knows of the fleet's own condition. */
export const FleetStatus = z
  .strictObject({
    at: Moment,
    mode: z.enum(['live', 'demo']),
    uptime_seconds: Seconds,
    services: z.array(ServiceStatus),
    store: StoreStatus,
    sources: z.array(SourceStatus),
    /** Pages are read when somebody asks for the merged one; a service not in here was not asked yet. */
    scrapes: z.array(Scrape),
    stream: z.strictObject({
      clients: z.int().nonnegative(),
      max_clients: z.int().positive(),
      epoch: z.string(),
      events: z.int().nonnegative(),
    }),
    alerts_known: z.int().nonnegative(),
  })
  .meta({ id: 'FleetStatus' });
export type FleetStatus = z.infer<typeof FleetStatus>;

/** That the gateway itself runs; it says nothing about the rest. */
export const GatewayUp = z
  .strictObject({ status: z.literal('pass'), service: z.string(), uptime_seconds: Seconds })
  .meta({ id: 'GatewayUp' });
export type GatewayUp = z.infer<typeof GatewayUp>;

/** Reply of /health/live and, with what is not ready, of /health/ready. */
export const Readiness = z
  .strictObject({
    status: z.enum(['pass', 'fail']),
    service: z.string(),
    stage: z.enum(['starting', 'running', 'stopping']).optional(),
    not_ready: z.array(z.strictObject({ part: z.string(), reason: z.string() })).optional(),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof Readiness>;
