import type { ContainerEvent } from '@m4max/contracts';
import type { Known } from '../containers/describe-container.ts';
import { containerEvents } from '../lifecycle/container-events.ts';
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
};

/** The containers of one engine: what was learnt of each so far, and the ways to learn more. */
export type ObservedContainers = {
  known(listed: Listed): Omit<Known, 'engineId' | 'stale'>;
  isInspectionDue(listed: Listed): boolean;
  inspect(id: string, signal: AbortSignal): Promise<void>;
  /** False when the engine has no readings of it now. */
  readStats(id: string, signal: AbortSignal): Promise<boolean>;
  hear(event: EngineEvent, signal: AbortSignal): Promise<void>;
  /** Events may have been lost: everything is looked at again. */
  doubt(): void;
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

  const memoryOf = (id: string): Memory => {
    const memory = memories.get(id) ?? newMemory();
    memories.set(id, memory);
    return memory;
  };
  const tell = (about: Omit<Parameters<typeof containerEvents>[0], 'host' | 'engineId'>) => {
    for (const event of containerEvents({ ...about, host, engineId })) write(event);
  };

  return {
    known(listed) {
      const memory = memoryOf(listed.Id);
      const { inspected, readings } = memory;
      const life = memory.shown ? memory.life : memory.life && uncounted(memory.life);
      memory.shown = true;
      return { listed, inspected, life, readings };
    },
    isInspectionDue({ Id, State }) {
      const { inspected, inspectAt } = memoryOf(Id);
      return inspected?.State.Status !== State || performance.now() >= inspectAt;
    },
    async inspect(id, signal) {
      const seen = await client.inspect(id, signal);
      const memory = memoryOf(id);
      const { life, meanings } = reconcile(memory.life, seen);
      memory.inspected = seen;
      memory.life = life;
      // A change that no event has told yet is looked at again in the next round.
      memory.inspectAt = life?.untold === undefined ? inspectionEnd() : 0;
      const { Status, StartedAt, FinishedAt } = seen.State;
      const at = (Status === 'running' ? StartedAt : FinishedAt) ?? new Date(0);
      const name = seen.Name;
      tell({ id: `${at.getTime()}000000-${id}`, at, containerId: id, name, meanings });
    },
    async readStats(id, signal) {
      const now = await client.stats(id, signal);
      const memory = memoryOf(id);
      const host = memory.inspected?.HostConfig;
      const readings = readingsOf({ before: memory.stats, now, host });
      if (readings === undefined) return false;
      memory.stats = now;
      memory.readings = readings;
      return true;
    },
    async hear(event, signal) {
      const inspection = await inspectionFor(event, client, signal);
      const memory = memoryOf(event.containerId);
      const { life, meanings } = live(memory.life, event, inspection);
      memory.life = life;
      memory.inspectAt = 0;
      if (event.action === 'start') memory.stats = undefined; // Its counters begin anew.
      if (life === undefined) memories.delete(event.containerId);
      tell({ ...event, meanings });
    },
    doubt() {
      for (const memory of memories.values()) memory.inspectAt = 0;
    },
    ids: () => [...memories.keys()],
    forget: (id) => memories.delete(id),
  };
}

function newMemory(): Memory {
  return {
    inspected: undefined,
    inspectAt: 0,
    life: undefined,
    stats: undefined,
    readings: undefined,
    shown: false,
  };
}

/**
 * A counter that appears as 1 has not grown, and no rule would see a container that is killed
 * before its first sample: that sample counts from zero, the next one tells.
 */
function uncounted(life: Life): Life {
  return { ...life, oomEvents: 0, restarts: newLife(life.name).restarts };
}

function inspectionEnd(): number {
  return performance.now() + INSPECTION_SECONDS * 1000;
}

/** Only the engine's own count tells a restart by policy from one by hand. */
async function inspectionFor(
  { action, containerId }: EngineEvent,
  client: Pick<EngineClient, 'inspect'>,
  signal: AbortSignal,
) {
  if (action !== 'start' && action !== 'die') return undefined;
  try {
    const { RestartCount, State } = await client.inspect(containerId, signal);
    return { policyRestarts: RestartCount, oomKilled: State.OOMKilled ?? undefined };
  } catch {
    return undefined; // It was removed meanwhile, or the engine is busy: the events alone have to do.
  }
}
