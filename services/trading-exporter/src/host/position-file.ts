import { z } from 'zod';
import type { KeptPlaces } from '../following/choose-places.ts';
import { readKeptFile } from './kept-file.ts';

const KeptPlace = z.object({
  id: z.string().regex(/^\d{1,20}-\d{1,20}$/),
  accounted: z.int().nonnegative().optional(),
});
const PositionFile = z.object({
  v: z.literal(2),
  buses: z.record(z.string(), z.record(z.string(), KeptPlace)),
});

/** How far each bus was read, by its address. */
export type BusPositions = ReadonlyMap<string, KeptPlaces>;

/** What an earlier run has stored; nothing when there was none or its file cannot be understood. */
export async function readPositions(
  path: string,
): Promise<{ readonly buses: BusPositions; readonly fault?: string }> {
  const kept = await readKeptFile(path);
  if (kept.kind !== 'text')
    return { buses: new Map(), ...(kept.kind === 'fault' ? { fault: kept.fault } : {}) };
  try {
    const { buses } = PositionFile.parse(JSON.parse(kept.text));
    return {
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
    return { buses: new Map(), fault: 'not a file of positions; it will be written anew' };
  }
}

/** The content of the file. */
export function positionText(buses: BusPositions): string {
  const streamsOf = (places: KeptPlaces) => Object.fromEntries(places);
  const content = [...buses].map(([bus, places]) => [bus, streamsOf(places)] as const);
  return JSON.stringify({ v: 2, buses: Object.fromEntries(content) });
}
