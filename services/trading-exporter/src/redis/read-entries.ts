import type { Redis } from 'ioredis';
import type { Positions } from '../following/choose-positions.ts';

const BLOCK_MILLISECONDS = 200;
/** Entries of one reply over all streams: some ten milliseconds of work, so that a scrape in between is quick. */
const ENTRIES_PER_READ = 1500;

export type ReadEntry = {
  readonly stream: string;
  readonly id: string;
  readonly fields: readonly Buffer[];
};

/** What came after the positions; waits a fifth of a second for something to come. */
export async function readEntries(
  client: Redis,
  positions: Positions,
): Promise<{ readonly entries: readonly ReadEntry[]; readonly isFull: boolean }> {
  const perStream = Math.max(20, Math.floor(ENTRIES_PER_READ / positions.size));
  const reply = await client.callBuffer('XREAD', [
    'COUNT',
    perStream,
    'BLOCK',
    BLOCK_MILLISECONDS,
    'STREAMS',
    ...positions.keys(),
    ...positions.values(),
  ]);
  const entries: ReadEntry[] = [];
  let isFull = false;
  for (const [stream, rows] of asList(reply).map(asList)) {
    const name = String(stream);
    const list = asList(rows);
    isFull ||= list.length >= perStream;
    for (const row of list) {
      const [id, fields] = asList(row);
      entries.push({ stream: name, id: String(id), fields: asList(fields).filter(isBuffer) });
    }
  }
  return { entries, isFull };
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isBuffer(value: unknown): value is Buffer {
  return Buffer.isBuffer(value);
}
