import { z } from 'zod';
import { Alert } from './alert.ts';
import { LatestContainers, LatestHardware, LatestTrading } from './latest.ts';
import { ServiceStatus, StoreStatus } from './service-status.ts';
import { SystemHealth } from './system-health.ts';
import { Moment } from './units.ts';

/** SSE event `health`: the verdict and what it rests on. */
export const LiveHealth = z
  .strictObject({
    health: SystemHealth,
    services: z.array(ServiceStatus),
    store: StoreStatus,
  })
  .meta({ id: 'LiveHealth' });
export type LiveHealth = z.infer<typeof LiveHealth>;

/** SSE event `snapshot`: everything the board shows, before the changes follow. One entry per host. */
export const LiveSnapshot = z
  .strictObject({
    at: Moment,
    mode: z.enum(['live', 'demo']),
    hardware: z.array(LatestHardware),
    containers: z.array(LatestContainers),
    trading: z.array(LatestTrading),
    /** Firing and acknowledged ones, and those resolved in the last quarter of an hour. */
    alerts: z.array(Alert),
    ...LiveHealth.shape,
  })
  .meta({ id: 'LiveSnapshot' });
export type LiveSnapshot = z.infer<typeof LiveSnapshot>;

/** What `/api/v1/monitoring/stream` sends, by the name of the event. */
export const liveEvents = {
  snapshot: LiveSnapshot,
  hardware: LatestHardware,
  containers: LatestContainers,
  trading: LatestTrading,
  alert: Alert,
  health: LiveHealth,
} as const;
