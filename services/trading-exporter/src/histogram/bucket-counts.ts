import { STEPS } from './buckets.ts';

/**
 * How many times fell in each bucket, over the doublings in use. Doubles count exactly up to 2^53, so
 * no batch and no hour in one bucket overflows them, and counts add and subtract without a trace.
 */
export type BucketCounts = {
  /** The bucket that stands first, always the first of a doubling. */
  first: number;
  counts: Float64Array;
};

export function createBucketCounts(): BucketCounts {
  return { first: 0, counts: new Float64Array(0) };
}

export function addTimes(to: BucketCounts, bucket: number, times: number): void {
  const { counts } = to;
  const at = bucket - to.first;
  if (at >= 0 && at < counts.length) counts[at] = (counts[at] ?? 0) + times;
  else addOutside(to, bucket, times);
}

/** Adds all of the source, or takes it out again where it was added before. */
export function addCounts(to: BucketCounts, source: BucketCounts, sign: 1 | -1): void {
  const { first, counts } = source;
  if (counts.length === 0) return;
  cover(to, first, first + counts.length - 1);
  const offset = first - to.first;
  for (let at = 0; at < counts.length; at++)
    to.counts[offset + at] = (to.counts[offset + at] ?? 0) + sign * (counts[at] ?? 0);
}

function addOutside(to: BucketCounts, bucket: number, times: number): void {
  cover(to, bucket, bucket);
  to.counts[bucket - to.first] = times;
}

/** Grows by whole doublings, so at most 42 times in all. */
function cover(counts: BucketCounts, lowest: number, highest: number): void {
  const isEmpty = counts.counts.length === 0;
  const end = counts.first + counts.counts.length;
  const first = Math.floor((isEmpty ? lowest : Math.min(lowest, counts.first)) / STEPS) * STEPS;
  const last = Math.floor((isEmpty ? highest : Math.max(highest, end - 1)) / STEPS) * STEPS;
  if (!isEmpty && first === counts.first && last + STEPS === end) return;
  const grown = new Float64Array(last + STEPS - first);
  grown.set(counts.counts, isEmpty ? 0 : counts.first - first);
  counts.first = first;
  counts.counts = grown;
}
