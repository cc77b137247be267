import type { ContainerEvent } from '@m4max/contracts';
import { VERSION } from '@m4max/contracts';
import type { Meaning } from './life.ts';

/** What happened to one container, as the stream of events carries it. */
export function containerEvent(about: {
  readonly id: string;
  readonly at: Date;
  readonly host: string;
  readonly engineId: string;
  readonly containerId: string;
  readonly name: string;
  readonly meaning: Meaning;
}): ContainerEvent {
  const { id, at, host, engineId, containerId, name, meaning } = about;
  const { what, detail } = meaning;
  return {
    v: VERSION,
    id,
    host,
    at: at.toISOString(),
    engine_id: engineId,
    container_id: containerId,
    name,
    what,
    ...(detail === undefined ? {} : { detail }),
  };
}
