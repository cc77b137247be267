import type { BucketCounts } from './bucket-counts.ts';
import { addCounts, addTimes, createBucketCounts } from './bucket-counts.ts';

/**
 * What one slice of a window took in. Entries are noted one by one; when they become many, they are
 * counted in buckets instead: a slow series costs bytes, a fast one kilobytes.
 */
export type Slice = {
  /** Which slice of time it is, counted since 1970; minus infinity while it is free. */
  index: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  /** The bucket and the times of each entry in one number, as many as are noted; the rest is of another time. */
  notes: number[];
  noted: number;
  /** Instead of notes once there are many. */
  buckets: BucketCounts | undefined;
};

/** These are 8 kB, what the usual eight doublings take as counts. */
const MOST_NOTES = 1024;
const BUCKET_BITS = 13;
const BUCKET_MASK = 2 ** BUCKET_BITS - 1;
/** A larger batch does not fit in a note of 31 bits, and is counted at once. */
const MOST_NOTED_TIMES = 2 ** (31 - BUCKET_BITS) - 1;
/** As few as an array has room for anyway. */
const FEW_NOTES = 16;

export function createSlice(): Slice {
  return {
    index: Number.NEGATIVE_INFINITY,
    count: 0,
    sum: 0,
    min: Number.POSITIVE_INFINITY,
    max: 0,
    notes: [],
    noted: 0,
    buckets: undefined,
  };
}

/** Counts a time, as often as `times` says. Called for every sample, so its numbers come one by one. */
export function take(slice: Slice, bucket: number, nanoseconds: number, times: number): void {
  slice.count += times;
  slice.sum += nanoseconds * times;
  if (nanoseconds < slice.min) slice.min = nanoseconds;
  if (nanoseconds > slice.max) slice.max = nanoseconds;
  if (slice.buckets === undefined) note(slice, bucket, times);
  else addTimes(slice.buckets, bucket, times);
}

/** Adds what the slice counted, or takes it out again where it was added before. */
export function addSlice(to: BucketCounts, slice: Slice, sign: 1 | -1): void {
  if (slice.buckets === undefined)
    forEachBucket(slice, (bucket, times) => addTimes(to, bucket, sign * times));
  else addCounts(to, slice.buckets, sign);
}

/** A bucket may come more than once. */
export function forEachBucket(
  { notes, noted, buckets }: Slice,
  visit: (bucket: number, times: number) => void,
): void {
  if (buckets === undefined)
    for (let at = 0; at < noted; at++) {
      const note = notes[at] ?? 0;
      visit(note & BUCKET_MASK, note >> BUCKET_BITS);
    }
  else
    buckets.counts.forEach((times, at) => {
      if (times > 0) visit(buckets.first + at, times);
    });
}

/** Makes it free. It keeps the memory that it will need again, so that a steady stream allocates nothing. */
export function clear(slice: Slice): void {
  if (slice.buckets !== undefined && slice.count > MOST_NOTES / 2) slice.buckets.counts.fill(0);
  else slice.buckets = undefined;
  if (slice.notes.length > FEW_NOTES && slice.noted < slice.notes.length / 8) slice.notes = [];
  slice.index = Number.NEGATIVE_INFINITY;
  slice.count = 0;
  slice.sum = 0;
  slice.min = Number.POSITIVE_INFINITY;
  slice.max = 0;
  slice.noted = 0;
}

function note(slice: Slice, bucket: number, times: number): void {
  const { notes, noted } = slice;
  if (times > MOST_NOTED_TIMES || noted >= MOST_NOTES) {
    const buckets = createBucketCounts();
    addSlice(buckets, slice, 1);
    addTimes(buckets, bucket, times);
    slice.buckets = buckets;
    slice.notes = [];
    slice.noted = 0;
    return;
  }
  notes[noted] = (times << BUCKET_BITS) | bucket;
  slice.noted += 1;
}
