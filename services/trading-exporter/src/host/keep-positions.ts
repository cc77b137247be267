import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { KeptPlaces } from '../following/choose-places.ts';
import { writeKeptFile } from './kept-file.ts';
import type { BusPositions, Positions } from './position-file.ts';
import { positionText, readPositions } from './position-file.ts';

const KEEP_SECONDS = 5;

/**
 * Remembers over restarts how far each bus was read and which orders were not ended there. Start it before
 * the buses, it stops after them.
 * After a crash the last five seconds are read again, by a process whose books are empty; only what is
 * remembered of promises may count them twice, if it was kept just before.
 */
export function keepPositions(options: {
  readonly path: string;
  /** Of every bus that is configured; empty for one that was not reached yet. */
  readonly current: () => Positions;
  /** Is given the orders that an earlier run has kept. */
  readonly restoreOrders: (orders: Positions['orders']) => void;
  readonly log: Context<unknown>['log'];
}): Part & { storedFor(address: string): KeptPlaces } {
  const { path, current, restoreOrders, log } = options;
  let stored: BusPositions = new Map();
  let written = '';
  const writer = ticker({ name: 'positions', seconds: KEEP_SECONDS, log, job: keep });

  /** A bus that was not reached keeps the positions it had; one that is not configured any more loses them. */
  async function keep(): Promise<void> {
    const now = current();
    const buses = [...now.buses].map(
      ([bus, places]) => [bus, places.size > 0 ? places : storedFor(bus)] as const,
    );
    if (buses.every(([, places]) => places.size === 0)) return;
    const text = positionText({ buses: new Map(buses), orders: now.orders });
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
      const { buses, orders, fault } = await readPositions(path);
      if (fault !== undefined) log.warn('positions are lost', { path, fault });
      stored = buses;
      restoreOrders(orders);
      await writer.start();
    },
    async stop() {
      await writer.stop();
      await keep().catch((error: unknown) => log.warn('positions not kept', { path, error }));
    },
  };
}
