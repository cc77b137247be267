import { z } from 'zod';
import { Moment } from './units.ts';

/** What happened to a container; `what` is already the meaning, not the engine's raw action. */
export const ContainerEvent = z
  .strictObject({
    v: z.int().positive(),
    /** The engine's nanosecond time, the container's id, and what happened: consumers drop repeats by it. */
    id: z.string().min(1),
    host: z.string().min(1),
    at: Moment,
    engine_id: z.string().min(1),
    container_id: z.string().min(1),
    name: z.string().min(1),
    what: z.enum([
      'started',
      'start_failed',
      'stopped',
      'crashed',
      'oom_killed',
      'killed',
      'restarted_by_policy',
      'restarted_by_hand',
      'healthy',
      'unhealthy',
      'paused',
      'unpaused',
      'renamed',
      'removed',
    ]),
    detail: z.string().optional(),
  })
  .meta({ id: 'ContainerEvent' });
export type ContainerEvent = z.infer<typeof ContainerEvent>;
