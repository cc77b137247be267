import type { TimingBucket } from './engine-figures.ts';

/**
 * A quantile from counts in buckets, taken as spread evenly within each: an estimate as good as the
 * buckets are fine. Undefined beyond the last bound, where nobody knows how long it took.
 */
export function bucketQuantile(
  ratio: number,
  total: number,
  /** Cumulative, by their bounds. */
  buckets: readonly TimingBucket[],
): number | undefined {
  const rank = ratio * total;
  let below = 0;
  let lowerSeconds = 0;
  for (const { upToSeconds, count } of buckets) {
    const upTo = Math.max(below, count); // A page that is written while it counts may seem to fall.
    if (upTo >= rank && upTo > below)
      return lowerSeconds + ((upToSeconds - lowerSeconds) * (rank - below)) / (upTo - below);
    below = upTo;
    lowerSeconds = upToSeconds;
  }
  return undefined;
}
