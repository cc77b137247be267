import type { ContainerEvent } from '@m4max/contracts';
import { VERSION } from '@m4max/contracts';
import type { Meaning } from './life.ts';

/** What happened to one container, as the stream of events carries it. */
export function containerEvents(about: {
  readonly id: string;
  readonly at: Date;
  readonly host: string;
  readonly engineId: string;
  readonly containerId: string;
  readonly name: string;
  readonly meanings: readonly Meaning[];
}): readonly ContainerEvent[] {
  const { id, at, host, engineId, containerId, name, meanings } = about;
  return meanings.map(({ what, detail }) => ({
    v: VERSION,
    id,
    host,
    at: at.toISOString(),
    engine_id: engineId,
    container_id: containerId,
    name,
    what,
    ...(detail === undefined ? {} : { detail }),
  }));
}
