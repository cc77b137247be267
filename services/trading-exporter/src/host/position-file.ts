import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Positions } from '../following/choose-positions.ts';

const PositionFile = z.object({
  v: z.literal(1),
  buses: z.record(z.string(), z.record(z.string(), z.string().regex(/^\d+-\d+$/))),
});

/** How far each bus was read, by its address. */
export type BusPositions = ReadonlyMap<string, Positions>;

/** What an earlier run has stored; nothing when there was none or its file cannot be understood. */
export async function readPositions(
  path: string,
): Promise<{ readonly buses: BusPositions; readonly fault?: string }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return { buses: new Map(), ...(isAbsent(error) ? {} : { fault: String(error) }) };
  }
  try {
    const { buses } = PositionFile.parse(JSON.parse(text));
    return {
      buses: new Map(
        Object.entries(buses).map(([bus, streams]) => [bus, new Map(Object.entries(streams))]),
      ),
    };
  } catch {
    return { buses: new Map(), fault: 'not a file of positions; it will be written anew' };
  }
}

function isAbsent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

/** Replaces the file as a whole, readable by its owner alone: stream names tell what is traded. */
export async function writePositions(path: string, buses: BusPositions): Promise<void> {
  const content = {
    v: 1,
    buses: Object.fromEntries(
      [...buses].map(([bus, positions]) => [bus, Object.fromEntries(positions)]),
    ),
  };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const written = `${path}.new`;
  await writeFile(written, JSON.stringify(content), { mode: 0o600 });
  await rename(written, path);
}
