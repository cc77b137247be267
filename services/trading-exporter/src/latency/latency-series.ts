import type { LatencyKind } from '@m4max/contracts';
import { bucketOf } from '../histogram/buckets.ts';
import type { Bounds, ClassicBuckets } from '../histogram/classic-buckets.ts';
import {
  boundsOf,
  createClassicBuckets,
  observe,
  observeCut,
  observeSlice,
} from '../histogram/classic-buckets.ts';
import type { Histogram } from '../histogram/histogram.ts';
import type { SlidingHistogram } from '../histogram/sliding-histogram.ts';
import { createSlidingHistogram, mergeWithin, recordAt } from '../histogram/sliding-histogram.ts';
import type { SlidingWindow } from '../histogram/sliding-window.ts';
import { createSlidingWindow } from '../histogram/sliding-window.ts';
import { bucketBounds } from './bucket-bounds.ts';
import type { Labels } from './measurement.ts';

/** What tells one series from another. */
export type SeriesName = {
  readonly kind: LatencyKind;
  readonly stage: string;
  readonly labels: Labels;
};

/** Failures leave the window in steps as large as those of the times. */
const FAILURE_SLICES = 30;

const boundsByKind = Object.fromEntries(
  Object.entries(bucketBounds).map(([kind, seconds]) => [kind, boundsOf(seconds)]),
) as Readonly<Record<LatencyKind, Bounds>>;

/**
 * The times of one kind, stage and label set. It may be held: it lives as long as its recorder. A class,
 * because the methods of a prototype are compiled into their callers whichever series they are called
 * on; closures of each series cost 10 ns a call.
 */
export class LatencySeries implements SeriesName {
  readonly kind: LatencyKind;
  readonly stage: string;
  readonly labels: Labels;
  /** But for the open slice of the window. */
  readonly #classic: ClassicBuckets;
  readonly #bounds: Bounds;
  readonly #window: SlidingHistogram;
  readonly #windowSeconds: number;
  #recorded = 0;
  #failures: SlidingWindow<{ times: number }> | undefined; // Most series never fail.

  constructor({ kind, stage, labels }: SeriesName, windowSeconds: number) {
    this.kind = kind;
    this.stage = stage;
    this.labels = labels;
    this.#bounds = boundsByKind[kind];
    this.#classic = createClassicBuckets(this.#bounds);
    this.#window = createSlidingHistogram(windowSeconds, (slice) =>
      observeSlice(this.#classic, this.#bounds, slice),
    );
    this.#windowSeconds = windowSeconds;
  }

  /** Counts a time that is believed, as often as `times` says. */
  record(nanoseconds: number, times: number, atMilliseconds: number): void {
    this.#recorded += times;
    const bucket = bucketOf(nanoseconds);
    const isOpen = recordAt(this.#window, bucket, nanoseconds, times, atMilliseconds);
    // What is in the open slice is observed with it; only where a bound cuts a bucket that is not enough.
    if (!isOpen) observe(this.#classic, this.#bounds, { bucket, nanoseconds, times });
    else if (this.#bounds.cuts[bucket] === 1)
      observeCut(this.#classic, this.#bounds, { bucket, nanoseconds, times });
  }

  /** How many times since the start of the process: while it stays the same, so does `classic`. */
  get recorded(): number {
    return this.#recorded;
  }

  /** Since the start of the process. */
  get classic(): ClassicBuckets {
    const classic = { ...this.#classic, counts: this.#classic.counts.slice() };
    observeSlice(classic, this.#bounds, this.#window.open);
    return classic;
  }

  /** Counts operations that failed, whether or not their time is recorded too. */
  fail(times: number, atMilliseconds: number): void {
    this.#failures ??= createSlidingWindow({
      windowSeconds: this.#windowSeconds,
      sliceSeconds: this.#windowSeconds / FAILURE_SLICES,
      create: () => ({ times: 0 }),
    });
    const slice = this.#failures.at(atMilliseconds);
    if (slice !== undefined) slice.times += times;
  }

  /** Adds what the window that ends now holds, and says how many times that were. */
  mergeWithin(target: Histogram, nowMilliseconds: number): number {
    return mergeWithin(target, this.#window, nowMilliseconds);
  }

  failedWithin(nowMilliseconds: number): number {
    const slices = this.#failures?.within(nowMilliseconds) ?? [];
    return slices.reduce((sum, { times }) => sum + times, 0);
  }
}
