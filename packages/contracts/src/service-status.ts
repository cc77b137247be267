import { z } from 'zod';
import { Moment, Seconds } from './units.ts';

/** One service of the fleet as the gateway sees it. */
export const ServiceStatus = z
  .strictObject({
    name: z.string(),
    url: z.string(),
    up: z.boolean(),
    ready: z.boolean(),
    /** What is not ready, or why it cannot be reached. */
    detail: z.string().optional(),
    checked_at: Moment,
    response_seconds: Seconds.optional(),
  })
  .meta({ id: 'ServiceStatus' });
export type ServiceStatus = z.infer<typeof ServiceStatus>;

/** The fleet's own store, and whether what it holds survives a restart. */
export const StoreStatus = z
  .strictObject({
    up: z.boolean(),
    version: z.string().optional(),
    mode: z.string().optional(),
    persistent: z.boolean().optional(),
    embedded: z.boolean().optional(),
    detail: z.string().optional(),
  })
  .meta({ id: 'StoreStatus' });
export type StoreStatus = z.infer<typeof StoreStatus>;
