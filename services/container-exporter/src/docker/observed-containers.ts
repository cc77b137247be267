import type { ContainerEvent } from '@m4max/contracts';
import type { Known } from '../containers/describe-container.ts';
import { containerEvent } from '../lifecycle/container-event.ts';
import type { Inspection } from '../lifecycle/inspection.ts';
import { inspectionOf } from '../lifecycle/inspection.ts';
import type { Life } from '../lifecycle/life.ts';
import { newLife } from '../lifecycle/life.ts';
import { live } from '../lifecycle/live.ts';
import { reconcile } from '../lifecycle/reconcile.ts';
import type { Readings } from '../readings/readings.ts';
import { readingsOf } from '../readings/readings.ts';
import type { EngineEvent } from '../replies/engine-event.ts';
import type { Inspected } from '../replies/inspected.ts';
import type { Listed } from '../replies/listed.ts';
import type { StatsBody } from '../replies/stats-body.ts';
import type { EngineClient } from './engine-client.ts';
import type { Told } from './watch-events.ts';

/** How long an inspection holds without an event or a new state; it repairs lost events. */
const INSPECTION_SECONDS = 30;

/** What is remembered of one container between rounds. */
type Memory = {
  inspected: Inspected | undefined;
  /** When to inspect again, in milliseconds of this process's clock. */
  inspectAt: number;
  life: Life | undefined;
  stats: StatsBody | undefined;
  readings: Readings | undefined;
  /** Some sample has told of it. */
  shown: boolean;
  /** How many of its events were heard, to notice one that overtakes an inspection. */
  heard: number;
};

/** A container that is removed leaves the newest sample in the next round; none of so many is in it. */
const MAX_GONE = 1000;

/** The containers of one engine: what was learnt of each so far, and the ways to learn more. */
export type ObservedContainers = {
  known(listed: Listed): Omit<Known, 'engineId' | 'stale'>;
  isInspectionDue(listed: Listed): boolean;
  inspect(id: string, signal: AbortSignal): Promise<void>;
  /** False when the engine has no readings of it now. */
  readStats(id: string, signal: AbortSignal): Promise<boolean>;
  hear(event: EngineEvent, told: Told, signal: AbortSignal): Promise<void>;
  /** Whether events are heard; before they are, inspecting counts nothing. Then everything is looked at again. */
  follow(isOpen: boolean): void;
  /** Whether its removal was heard. */
  isGone(id: string): boolean;
  ids(): readonly string[];
  forget(id: string): void;
};

export function observeContainers(options: {
  readonly client: Pick<EngineClient, 'inspect' | 'stats'>;
  readonly host: string;
  readonly engineId: string;
  readonly write: (event: ContainerEvent) => void;
}): ObservedContainers {
  const { client, host, engineId, write } = options;
  /** As many as the engine lists: the round forgets those that it lists no more. */
  const memories = new Map<string, Memory>();
  const gone = new Set<string>();
  let isFollowing = false;
  /** Events that are being told now; while there are any, more may wait behind them. */
  let hearing = 0;

  const memoryOf = (id: string): Memory => {
    const memory = memories.get(id) ?? newMemory();
    memories.set(id, memory);
    return memory;
  };
  const tell = (about: Omit<Parameters<typeof containerEvent>[0], 'host' | 'engineId'>) =>
    write(containerEvent({ ...about, host, engineId }));
  const leave = (id: string) => {
    memories.delete(id);
    gone.add(id);
    const oldest = gone.values().next().value;
    if (gone.size > MAX_GONE && oldest !== undefined) gone.delete(oldest);
  };

  return {
    known(listed) {
      const memory = memoryOf(listed.Id);
      const { inspected, readings } = memory;
      // Until events are heard, inspecting alone tells how it ended; it counts nothing.
      const met = memory.life ?? (inspected && lifeOf(inspected));
      const life = memory.shown ? met : met && uncounted(met);
      memory.shown = true;
      return { listed, inspected, life, readings };
    },
    isInspectionDue({ Id, State }) {
      const { inspected, inspectAt } = memoryOf(Id);
      return inspected?.State.Status !== State || performance.now() >= inspectAt;
    },
    async inspect(id, signal) {
      const memory = memoryOf(id);
      const { heard } = memory;
      const inspected = await client.inspect(id, signal);
      if (memory.heard !== heard) return; // The reply may be older than what was heard meanwhile.
      memory.inspected = inspected;
      memory.inspectAt = performance.now() + INSPECTION_SECONDS * 1000;
      if (!isFollowing) return;
      if (hearing > 0) {
        expectEvents(memory); // What they have not told yet is not lost.
        return;
      }
      const { life, meanings } = reconcile(memory.life, inspectionOf(inspected), performance.now());
      memory.life = life;
      if (life?.untoldSince !== undefined) memory.inspectAt = 0;
      for (const meaning of meanings) {
        const at = meaning.at ?? new Date();
        const eventId = `${at.getTime()}000000-${id}-${meaning.what}`;
        tell({ id: eventId, at, containerId: id, name: inspected.Name, meaning });
      }
    },
    async readStats(id, signal) {
      const now = await client.stats(id, signal);
      if (gone.has(id)) return false;
      const memory = memoryOf(id);
      const host = memory.inspected?.HostConfig;
      const readings = readingsOf({ before: memory.stats, now, host });
      if (readings === undefined) return false;
      memory.stats = now;
      memory.readings = readings;
      return true;
    },
    async hear(event, { isPast, isEngineBack }, signal) {
      const { containerId } = event;
      // What became of it then is told by later events, and else by inspecting, which counts nothing.
      if (isPast && event.action === 'create') return;
      const memory = memoryOf(containerId);
      memory.heard += 1;
      hearing += 1;
      const seen = isPast
        ? undefined
        : await inspectionFor(event, memory.inspected, client, signal);
      hearing -= 1;
      const { life, meanings } = live(memory.life, event, { seen, isEngineBack });
      memory.heard += 1;
      memory.life = isPast && life !== undefined ? uncounted(life) : life;
      memory.inspectAt = 0;
      if (event.action === 'start') memory.stats = undefined; // Its counters begin anew.
      if (event.action === 'destroy') leave(containerId);
      if (!isPast) for (const meaning of meanings) tell({ ...event, meaning });
    },
    follow(isOpen) {
      isFollowing = isOpen;
      for (const memory of memories.values()) expectEvents(memory);
    },
    isGone: (id) => gone.has(id),
    ids: () => [...memories.keys()],
    forget: (id) => memories.delete(id),
  };
}

function lifeOf(inspected: Inspected): Life | undefined {
  return reconcile(undefined, inspectionOf(inspected), 0).life;
}

/** Takes no change for lost that only inspecting has shown so far, and looks again in the next round. */
function expectEvents(memory: Memory): void {
  memory.inspectAt = 0;
  if (memory.life !== undefined) memory.life = { ...memory.life, untoldSince: undefined };
}

function newMemory(): Memory {
  return {
    inspected: undefined,
    inspectAt: 0,
    life: undefined,
    stats: undefined,
    readings: undefined,
    shown: false,
    heard: 0,
  };
}

/**
 * A counter that appears as 1 has not grown, and no rule would see a container that is killed
 * before its first sample: that sample counts from zero, the next one tells.
 */
function uncounted(life: Life): Life {
  return { ...life, oomEvents: 0, restarts: newLife(life.name).restarts };
}

/**
 * Only the engine's own count tells a restart by policy from one by hand. A signal is told apart by
 * what is known already; by now the container may be gone.
 */
async function inspectionFor(
  { action, containerId }: EngineEvent,
  known: Inspected | undefined,
  client: Pick<EngineClient, 'inspect'>,
  signal: AbortSignal,
): Promise<Inspection | undefined> {
  if (action === 'kill') return known && inspectionOf(known);
  if (action !== 'start' && action !== 'die') return undefined;
  try {
    return inspectionOf(await client.inspect(containerId, signal));
  } catch {
    return undefined; // It was removed meanwhile, or the engine is busy: the events alone have to do.
  }
}
