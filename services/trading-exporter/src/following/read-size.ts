/** Some milliseconds of work, and few enough to be held at once. */
const ENTRIES_PER_READ = 1000;
const BYTES_PER_READ = 2 << 20;
/** What is asked of each stream at first: their entries may be of any size. */
export const FIRST_COUNT = 20;

/** What a read brought over all its streams. */
export type ReadSize = {
  readonly entries: number;
  readonly bytes: number;
  /** Whether a stream may have had more than was asked for. */
  readonly isFull: boolean;
};

/**
 * How many entries of each stream the next read asks for. Few streams of many are busy at a time, so
 * the number grows with what came, at most doubling, and falls at once when too much came.
 */
export function nextCount(count: number, { entries, bytes, isFull }: ReadSize): number {
  if (entries === 0) return count;
  const fill = Math.max(entries / ENTRIES_PER_READ, bytes / BYTES_PER_READ);
  if (!isFull && fill <= 1) return count;
  return Math.max(1, Math.floor(Math.min(2 * count, count / fill)));
}
