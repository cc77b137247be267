import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { KeptPlaces } from '../following/choose-places.ts';

const KeptPlace = z.object({
  id: z.string().regex(/^\d{1,20}-\d{1,20}$/),
  accounted: z.int().nonnegative().optional(),
});
const PositionFile = z.object({
  v: z.literal(2),
  buses: z.record(z.string(), z.record(z.string(), KeptPlace)),
});

/** Ours are of some hundred kilobytes: 512 streams of four buses, a hundred bytes each. */
const MAX_BYTES = 16 << 20;

/** How far each bus was read, by its address. */
export type BusPositions = ReadonlyMap<string, KeptPlaces>;

/** What an earlier run has stored; nothing when there was none or its file cannot be understood. */
export async function readPositions(
  path: string,
): Promise<{ readonly buses: BusPositions; readonly fault?: string }> {
  let text: string;
  try {
    if ((await stat(path)).size > MAX_BYTES)
      return {
        buses: new Map(),
        fault: 'larger than a file of positions; it will be written anew',
      };
    text = await readFile(path, 'utf8');
  } catch (error) {
    return { buses: new Map(), ...(isAbsent(error) ? {} : { fault: String(error) }) };
  }
  try {
    const { buses } = PositionFile.parse(JSON.parse(text));
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

function isAbsent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

/** The content of the file. */
export function positionText(buses: BusPositions): string {
  const streamsOf = (places: KeptPlaces) => Object.fromEntries(places);
  const content = [...buses].map(([bus, places]) => [bus, streamsOf(places)] as const);
  return JSON.stringify({ v: 2, buses: Object.fromEntries(content) });
}

/**
 * Replaces the file as a whole, so that a crash or a power cut leaves this one or the one before;
 * readable by its owner alone: stream names tell what is traded.
 */
export async function writePositions(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const written = `${path}.new`;
  await writeFile(written, text, { mode: 0o600, flush: true });
  await rename(written, path);
}
