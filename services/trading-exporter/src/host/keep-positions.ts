import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { Positions } from '../following/choose-positions.ts';
import type { BusPositions } from './position-file.ts';
import { readPositions, writePositions } from './position-file.ts';

const KEEP_SECONDS = 5;

/** Remembers over restarts how far each bus was read. Start it before the buses, it stops after them. */
export function keepPositions(options: {
  readonly path: string;
  readonly current: () => BusPositions;
  readonly log: Context<unknown>['log'];
}): Part & { storedFor(address: string): Positions } {
  const { path, current, log } = options;
  let stored: BusPositions = new Map();
  const writer = ticker({ name: 'positions', seconds: KEEP_SECONDS, log, job: keep });

  /** A bus that was not reached keeps the positions it had. */
  async function keep(): Promise<void> {
    const read = [...current()].filter(([, positions]) => positions.size > 0);
    if (read.length === 0) return;
    stored = new Map([...stored, ...read]);
    await writePositions(path, stored);
  }

  return {
    name: 'positions',
    storedFor: (address) => stored.get(address) ?? new Map(),
    async start() {
      const { buses, fault } = await readPositions(path);
      if (fault !== undefined) log.warn('positions are lost', { path, fault });
      stored = buses;
      await writer.start();
    },
    async stop() {
      await writer.stop();
      await keep().catch((error: unknown) => log.warn('positions not kept', { path, error }));
    },
  };
}
