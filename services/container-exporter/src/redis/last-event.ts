import { ContainerEvent, containerEvents } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import type { LastEvent } from '../docker/watch-events.ts';

/** Other hosts and engines write to the same stream; an engine that is not among so many starts anew. */
const LOOKED_THROUGH = 1000;

const Known = ContainerEvent.pick({ id: true, host: true, engine_id: true });

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
    const known = Known.safeParse(parsed(fields[fields.indexOf('json') + 1] ?? ''));
    if (!known.success) continue;
    const { id, host, engine_id: engineId } = known.data;
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
