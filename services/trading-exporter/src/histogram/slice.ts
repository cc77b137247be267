import type { BucketCounts } from './bucket-counts.ts';
import { addTimes, createBucketCounts, subtractCounts } from './bucket-counts.ts';

/**
 * What one slice of a window took in. Entries are noted one by one; when the notes would take more
 * room than counting, they become counts: a slow series costs bytes, a fast one kilobytes.
 */
export type Slice = {
  /** Which slice of time it is, counted since 1970. */
  index: number;
  /** Milliseconds since 1970: the first of it, and the first after it. */
  startsAt: number;
  endsAt: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  entries: number;
  /** The bucket and the times of each entry in one number. */
  notes: Uint32Array;
  /** Instead of notes once there are many. */
  buckets: BucketCounts | undefined;
};

const BUCKET_BITS = 13;
const BUCKET_MASK = 2 ** BUCKET_BITS - 1;
const MOST_NOTED_TIMES = 2 ** (32 - BUCKET_BITS) - 1;
/** As many as a typed array holds without an allocation of its own. */
const FIRST_NOTES = 16;

export function createSlice(): Slice {
  return {
    index: Number.NaN,
    startsAt: Number.NaN,
    endsAt: Number.NaN,
    count: 0,
    sum: 0,
    min: Number.POSITIVE_INFINITY,
    max: 0,
    entries: 0,
    notes: new Uint32Array(FIRST_NOTES),
    buckets: undefined,
  };
}

/**
 * Counts a time, as often as `times` says; from `mostNotes` on in buckets. Called for every sample of
 * the platform, so its numbers come one by one.
 */
export function take(
  slice: Slice,
  bucket: number,
  nanoseconds: number,
  times: number,
  whole: BucketCounts,
): void {
  slice.count += times;
  slice.sum += nanoseconds * times;
  if (nanoseconds < slice.min) slice.min = nanoseconds;
  if (nanoseconds > slice.max) slice.max = nanoseconds;
  if (slice.buckets === undefined) note(slice, bucket, times, whole);
  else addTimes(slice.buckets, bucket, times);
  slice.entries += 1;
}

/** Takes what the slice counted out of `from`, and makes it free for another time. */
export function clear(slice: Slice, from: BucketCounts): void {
  if (slice.buckets === undefined)
    for (let at = 0; at < slice.entries; at++) {
      const noted = slice.notes[at] ?? 0;
      addTimes(from, noted & BUCKET_MASK, -(noted >>> BUCKET_BITS));
    }
  else subtractCounts(from, slice.buckets);
  // Memory stays with a slice that will need it again, so that a steady stream allocates nothing.
  if (slice.buckets !== undefined && slice.entries > mostNotes(from) / 2)
    slice.buckets.counts.fill(0);
  else {
    slice.buckets = undefined;
    if (slice.notes.length > FIRST_NOTES && slice.entries < slice.notes.length / 4)
      slice.notes = new Uint32Array(FIRST_NOTES);
  }
  slice.count = 0;
  slice.sum = 0;
  slice.min = Number.POSITIVE_INFINITY;
  slice.max = 0;
  slice.entries = 0;
}

function note(slice: Slice, bucket: number, times: number, whole: BucketCounts): void {
  const { notes, entries } = slice;
  if (times > MOST_NOTED_TIMES || entries >= mostNotes(whole)) {
    slice.buckets = counted(slice);
    addTimes(slice.buckets, bucket, times);
    slice.notes = new Uint32Array(FIRST_NOTES);
    return;
  }
  if (entries === notes.length) {
    slice.notes = new Uint32Array(2 * entries);
    slice.notes.set(notes);
  }
  slice.notes[entries] = times * 2 ** BUCKET_BITS + bucket;
}

function counted({ notes, entries }: Slice): BucketCounts {
  const buckets = createBucketCounts();
  for (let at = 0; at < entries; at++) {
    const noted = notes[at] ?? 0;
    addTimes(buckets, noted & BUCKET_MASK, noted >>> BUCKET_BITS);
  }
  return buckets;
}

/** A note has 4 bytes and a count 8. */
function mostNotes({ counts }: BucketCounts): number {
  return 2 * counts.length;
}
