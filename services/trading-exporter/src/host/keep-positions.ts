import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { KeptPlaces } from '../following/choose-places.ts';
import { writeKeptFile } from './kept-file.ts';
import type { BusPositions } from './position-file.ts';
import { positionText, readPositions } from './position-file.ts';

const KEEP_SECONDS = 5;

/**
 * Remembers over restarts how far each bus was read. Start it before the buses, it stops after them.
 * After a crash the last five seconds are read again, by a process whose books are empty; only what is
 * remembered of promises may count them twice, if it was kept just before.
 */
export function keepPositions(options: {
  readonly path: string;
  /** Of every bus that is configured; empty for one that was not reached yet. */
  readonly current: () => BusPositions;
  readonly log: Context<unknown>['log'];
}): Part & { storedFor(address: string): KeptPlaces } {
  const { path, current, log } = options;
  let stored: BusPositions = new Map();
  let written = '';
  const writer = ticker({ name: 'positions', seconds: KEEP_SECONDS, log, job: keep });

  /** A bus that was not reached keeps the positions it had; one that is not configured any more loses them. */
  async function keep(): Promise<void> {
    const buses = [...current()].map(
      ([bus, places]) => [bus, places.size > 0 ? places : storedFor(bus)] as const,
    );
    if (buses.every(([, places]) => places.size === 0)) return;
    const text = positionText(new Map(buses));
    if (text === written) return;
    await writeKeptFile(path, text);
    written = text;
  }

  function storedFor(address: string): KeptPlaces {
    return stored.get(address) ?? new Map();
  }

  return {
    name: 'positions',
    storedFor,
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
