/** A microburst is what comes within so long. */
const BIN_MILLISECONDS = 10;
/**
 * Bins that are still counted, 1.28 s. Entries of several streams come in the order of their reads, so
 * out of order by as much as one read covers.
 */
const BINS = 128;
/** A bin further ahead than a minute is of a clock that was set back since. */
const MOST_BINS_AHEAD = 6000;

/** Counts what comes within ten milliseconds, over the last bins only. */
export type Bursts = {
  /** Which ten milliseconds since 1970 each place counts now. */
  readonly bins: Float64Array;
  readonly counts: Uint32Array;
};

export function createBursts(): Bursts {
  return { bins: new Float64Array(BINS), counts: new Uint32Array(BINS) };
}

/**
 * Counts one entry, and says how many its ten milliseconds hold by now: 0 for one that is so late that
 * its bin is no longer counted. So the largest answer is what there was at least.
 */
export function burstAt({ bins, counts }: Bursts, atMilliseconds: number): number {
  const bin = Math.floor(atMilliseconds / BIN_MILLISECONDS);
  const place = bin & (BINS - 1); // The same as a remainder, which costs more for numbers this large.
  const held = bins[place] ?? 0;
  if (held > bin && held <= bin + MOST_BINS_AHEAD) return 0;
  const count = held === bin ? (counts[place] ?? 0) + 1 : 1;
  bins[place] = bin;
  counts[place] = count;
  return count;
}
