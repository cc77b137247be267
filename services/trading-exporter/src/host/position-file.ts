import { z } from 'zod';
import type { KeptPlaces } from '../following/choose-places.ts';
import { KeptOrder } from '../orders/kept-order.ts';
import { readKeptFile } from './kept-file.ts';

const KeptPlace = z.object({
  id: z.string().regex(/^\d{1,20}-\d{1,20}$/),
  accounted: z.int().nonnegative().optional(),
});
const PositionFile = z.object({
  v: z.literal(2),
  buses: z.record(z.string(), z.record(z.string(), KeptPlace)),
  orders: z.array(KeptOrder).default([]),
});

const nothing: Positions = { buses: new Map(), orders: [] };

/** How far each bus was read, by its address. */
export type BusPositions = ReadonlyMap<string, KeptPlaces>;

/** How far reading has come, and the orders that then waited for what comes next: one belongs to the other. */
export type Positions = { readonly buses: BusPositions; readonly orders: readonly KeptOrder[] };

/** What an earlier run has stored; nothing when there was none or its file cannot be understood. */
export async function readPositions(
  path: string,
): Promise<Positions & { readonly fault?: string }> {
  const kept = await readKeptFile(path);
  if (kept.kind !== 'text')
    return { ...nothing, ...(kept.kind === 'fault' ? { fault: kept.fault } : {}) };
  try {
    const { buses, orders } = PositionFile.parse(JSON.parse(kept.text));
    return {
      orders,
      buses: new Map(
        Object.entries(buses).map(([bus, streams]) => [
          bus,
          new Map(
            Object.entries(streams).map(([stream, { id, accounted }]) => [
              stream,
              { id, accounted },
            ]),
          ),
        ]),
      ),
    };
  } catch {
    return { ...nothing, fault: 'not a file of positions; it will be written anew' };
  }
}

/** The content of the file. */
export function positionText({ buses, orders }: Positions): string {
  const streamsOf = (places: KeptPlaces) => Object.fromEntries(places);
  const content = [...buses].map(([bus, places]) => [bus, streamsOf(places)] as const);
  return JSON.stringify({ v: 2, buses: Object.fromEntries(content), orders });
}
