import type { BucketCounts } from './bucket-counts.ts';
import { addTimes, createBucketCounts } from './bucket-counts.ts';
import type { Histogram } from './histogram.ts';
import type { Slice } from './slice.ts';
import { clear, createSlice, take } from './slice.ts';

/** Slices of a window: it slides in steps of a thirtieth of itself. */
const SLICES = 30;
/** One more than fill the window: the oldest leaves when all of it is too old. */
const HELD_SLICES = SLICES + 1;

/**
 * A histogram of the last while. Its buckets are counted as times come in and slices are taken out of
 * them as they grow too old, so reading it costs one histogram, not thirty. Times are milliseconds since 1970.
 */
export type SlidingHistogram = {
  readonly sliceMilliseconds: number;
  /** What all slices hold together. */
  buckets: BucketCounts;
  /** By the remainder of their index. */
  slices: (Slice | undefined)[];
  /** The slice that the last time fell in: nearly always that of the next. */
  latest: Slice;
};

export function createSlidingHistogram(windowSeconds: number): SlidingHistogram {
  return {
    sliceMilliseconds: (windowSeconds * 1000) / SLICES,
    buckets: createBucketCounts(),
    slices: [],
    latest: createSlice(),
  };
}

/**
 * Counts a time at a moment; it may come late, but not after the window has passed it. Called for every
 * sample of the platform, so its numbers come one by one.
 */
export function recordAt(
  window: SlidingHistogram,
  bucket: number,
  nanoseconds: number,
  times: number,
  atMilliseconds: number,
): void {
  let slice: Slice | undefined = window.latest;
  if (!(atMilliseconds >= slice.startsAt && atMilliseconds < slice.endsAt)) {
    slice = sliceOf(window, atMilliseconds);
    if (slice === undefined) return;
    window.latest = slice;
  }
  addTimes(window.buckets, bucket, times);
  take(slice, bucket, nanoseconds, times, window.buckets);
}

/** What the window that ends now holds; the buckets are those of the window, to be read at once. */
export function within(window: SlidingHistogram, nowMilliseconds: number): Histogram {
  let [count, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, 0];
  const newest = Math.floor(nowMilliseconds / window.sliceMilliseconds);
  for (const slice of window.slices) {
    if (slice === undefined || slice.count === 0) continue;
    // A slice from the future is of a clock that was set back since: it would keep its place until then.
    if (slice.index <= newest - HELD_SLICES || slice.index > newest + 1) {
      forget(window, slice);
      continue;
    }
    count += slice.count;
    sum += slice.sum;
    min = Math.min(min, slice.min);
    max = Math.max(max, slice.max);
  }
  if (count === 0) release(window);
  return { buckets: window.buckets, count, sum, min, max };
}

function sliceOf(window: SlidingHistogram, atMilliseconds: number): Slice | undefined {
  const { slices, sliceMilliseconds } = window;
  const index = Math.floor(atMilliseconds / sliceMilliseconds);
  const place = index % HELD_SLICES;
  const held = slices[place];
  if (held?.index === index) return held;
  if (held !== undefined && held.index > index) return undefined;
  if (held !== undefined) forget(window, held);
  const slice = held ?? createSlice();
  slice.index = index;
  slice.startsAt = index * sliceMilliseconds;
  slice.endsAt = (index + 1) * sliceMilliseconds;
  slices[place] = slice;
  return slice;
}

function forget(window: SlidingHistogram, slice: Slice): void {
  clear(slice, window.buckets);
  slice.index = Number.NEGATIVE_INFINITY;
  slice.startsAt = Number.NaN;
}

/** Nothing is left: a series that has fallen silent holds no memory. */
function release(window: SlidingHistogram): void {
  window.buckets = createBucketCounts();
  window.slices = [];
  window.latest = createSlice();
}
