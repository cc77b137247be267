import type { BucketCounts } from './bucket-counts.ts';
import { createBucketCounts } from './bucket-counts.ts';
import { middleOf } from './buckets.ts';

/**
 * A log-linear histogram of nanoseconds: a percentile of it is at most 1/256 (0.4 %) from the value of
 * nearest rank. Histograms add up exactly, in any order; only sums over 2^53 ns, which are 104 days, round.
 */
export type Histogram = {
  readonly buckets: BucketCounts;
  count: number;
  sum: number;
  min: number;
  max: number;
};

export function createHistogram(): Histogram {
  return {
    buckets: createBucketCounts(),
    count: 0,
    sum: 0,
    min: Number.POSITIVE_INFINITY,
    max: 0,
  };
}

/** Makes it as new, but for the memory that it has. */
export function empty(histogram: Histogram): void {
  histogram.buckets.counts.fill(0);
  histogram.count = 0;
  histogram.sum = 0;
  histogram.min = Number.POSITIVE_INFINITY;
  histogram.max = 0;
}

/** The value of nearest rank: the smallest that at least `ratio` of all values do not exceed, in nanoseconds. */
export function quantile(histogram: Histogram, ratio: number): number | undefined {
  if (histogram.count === 0) return undefined;
  const { first, counts } = histogram.buckets;
  let remaining = Math.max(1, Math.ceil(ratio * histogram.count));
  for (let at = 0; at < counts.length; at++) {
    remaining -= counts[at] ?? 0;
    if (remaining <= 0)
      return Math.min(Math.max(middleOf(first + at), histogram.min), histogram.max);
  }
  return histogram.max;
}
