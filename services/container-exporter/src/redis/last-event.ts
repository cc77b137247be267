import { containerEvents } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import { z } from 'zod';
import type { LastEvent } from '../docker/watch-events.ts';

/** Other hosts and engines write to the same stream; an engine that is not among so many starts anew. */
const LOOKED_THROUGH = 1000;

/** The rest of an event may be of another version. */
const Told = z.object({ id: z.string(), host: z.string(), engine_id: z.string() });

/**
 * The newest event that this host told of an engine, so that what happened while no exporter ran is
 * told too. Undefined when there is none, or when the store cannot say.
 */
export async function lastEvent(
  store: Pick<Store, 'xrevrange'>,
  from: { readonly host: string; readonly engineId: string },
): Promise<LastEvent | undefined> {
  const entries = await store
    .xrevrange(containerEvents.key, '+', '-', 'COUNT', LOOKED_THROUGH)
    .catch(() => []);
  for (const [, fields] of entries) {
    const told = Told.safeParse(parsed(fields[fields.indexOf('json') + 1] ?? ''));
    if (!told.success) continue;
    const { id, host, engine_id: engineId } = told.data;
    const nanoseconds = /^\d+/.exec(id)?.[0];
    if (host === from.host && engineId === from.engineId && nanoseconds !== undefined)
      return { id, nanoseconds };
  }
  return undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
