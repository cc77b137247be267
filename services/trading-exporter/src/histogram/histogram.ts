import type { BucketCounts } from './bucket-counts.ts';
import { addCounts, addTimes, createBucketCounts } from './bucket-counts.ts';
import { bucketOf, middleOf } from './buckets.ts';

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

/** Counts a time of 1 ns to an hour, as often as `times` says. */
export function record(histogram: Histogram, nanoseconds: number, times = 1): void {
  addTimes(histogram.buckets, bucketOf(nanoseconds), times);
  histogram.count += times;
  histogram.sum += nanoseconds * times;
  if (nanoseconds < histogram.min) histogram.min = nanoseconds;
  if (nanoseconds > histogram.max) histogram.max = nanoseconds;
}

/** Adds everything that `source` counted to `target`. */
export function merge(target: Histogram, source: Histogram): void {
  addCounts(target.buckets, source.buckets);
  target.count += source.count;
  target.sum += source.sum;
  target.min = Math.min(target.min, source.min);
  target.max = Math.max(target.max, source.max);
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
