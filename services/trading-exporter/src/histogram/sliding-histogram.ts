import type { BucketCounts } from './bucket-counts.ts';
import { addCounts, addTimes, createBucketCounts } from './bucket-counts.ts';
import type { Histogram } from './histogram.ts';
import type { Slice } from './slice.ts';
import { addSlice, clear, createSlice, take } from './slice.ts';

/** A window slides in steps of a thirtieth of itself. */
const SLICES = 30;
/** One more than fill the window: the oldest leaves when all of it is too old. */
const HELD_SLICES = SLICES + 1;

/** What is open while no time has come. */
const none = createSlice();

/**
 * A histogram of the last while. Slices that are over are counted together once, and taken out again
 * when they are too old, so reading it costs two histograms and not thirty. Times are milliseconds since 1970.
 */
export type SlidingHistogram = {
  readonly sliceMilliseconds: number;
  /** By the remainder of their index. */
  slices: (Slice | undefined)[];
  /** The slice that time is in: nearly everything goes there, and nowhere else. */
  open: Slice;
  /** Milliseconds since 1970: the first of the open slice, and the first after it. */
  opensAt: number;
  closesAt: number;
  /** What all the other slices hold together. */
  over: BucketCounts;
  /** Told of the open slice when nothing more will come into it but late times. */
  readonly whenOver: (slice: Slice) => void;
};

export function createSlidingHistogram(
  windowSeconds: number,
  whenOver: SlidingHistogram['whenOver'],
): SlidingHistogram {
  return {
    whenOver,
    sliceMilliseconds: (windowSeconds * 1000) / SLICES,
    slices: [],
    open: none,
    opensAt: Number.NaN,
    closesAt: Number.NaN,
    over: createBucketCounts(),
  };
}

/**
 * Counts a time at a moment; it may come late, but not after the window has passed it. Whether it went
 * into the open slice. Called for every sample, so its numbers come one by one.
 */
export function recordAt(
  window: SlidingHistogram,
  bucket: number,
  nanoseconds: number,
  times: number,
  atMilliseconds: number,
): boolean {
  if (!(atMilliseconds >= window.opensAt && atMilliseconds < window.closesAt))
    return recordElsewhere(window, bucket, nanoseconds, times, atMilliseconds);
  take(window.open, bucket, nanoseconds, times);
  return true;
}

/** Adds what the window that ends now holds, and says how many times that were. */
export function mergeWithin(
  target: Histogram,
  window: SlidingHistogram,
  nowMilliseconds: number,
): number {
  const newest = Math.floor(nowMilliseconds / window.sliceMilliseconds);
  let count = 0;
  for (const slice of window.slices) {
    if (slice === undefined || slice.count === 0) continue;
    // A slice from the future is of a clock that was set back since: it would keep its place until then.
    if (slice.index <= newest - HELD_SLICES || slice.index > newest + 1) {
      forget(window, slice);
      continue;
    }
    count += slice.count;
    target.sum += slice.sum;
    target.min = Math.min(target.min, slice.min);
    target.max = Math.max(target.max, slice.max);
  }
  target.count += count;
  if (count === 0) release(window);
  addCounts(target.buckets, window.over, 1);
  addSlice(target.buckets, window.open, 1);
  return count;
}

function recordElsewhere(
  window: SlidingHistogram,
  bucket: number,
  nanoseconds: number,
  times: number,
  atMilliseconds: number,
): boolean {
  const slice = sliceOf(window, Math.floor(atMilliseconds / window.sliceMilliseconds));
  if (slice === undefined) return false;
  take(slice, bucket, nanoseconds, times);
  if (slice === window.open) return true;
  addTimes(window.over, bucket, times);
  return false;
}

function sliceOf(window: SlidingHistogram, index: number): Slice | undefined {
  const { slices } = window;
  const place = index % HELD_SLICES;
  const held = slices[place];
  if (held?.index === index) return held;
  if (held !== undefined && held.index > index) return undefined;
  const isNewest = index > window.open.index;
  if (isNewest) close(window);
  if (held !== undefined) forget(window, held);
  const slice = held ?? createSlice();
  slice.index = index;
  slices[place] = slice;
  if (isNewest) open(window, slice);
  return slice;
}

function open(window: SlidingHistogram, slice: Slice): void {
  window.open = slice;
  window.opensAt = slice.index * window.sliceMilliseconds;
  window.closesAt = window.opensAt + window.sliceMilliseconds;
}

function close(window: SlidingHistogram): void {
  window.whenOver(window.open);
  addSlice(window.over, window.open, 1);
  open(window, none);
}

function forget(window: SlidingHistogram, slice: Slice): void {
  if (slice === window.open) close(window);
  addSlice(window.over, slice, -1);
  clear(slice);
}

/** Nothing is left: a series that has fallen silent holds no memory. */
function release(window: SlidingHistogram): void {
  window.slices = [];
  open(window, none);
  window.over = createBucketCounts();
}
