import type { LatencyKind } from '@m4max/contracts';
import { bucketOf } from '../histogram/buckets.ts';
import type { Bounds, ClassicBuckets } from '../histogram/classic-buckets.ts';
import { boundsOf, createClassicBuckets, observe } from '../histogram/classic-buckets.ts';
import type { Histogram } from '../histogram/histogram.ts';
import type { SlidingHistogram } from '../histogram/sliding-histogram.ts';
import { createSlidingHistogram, recordAt, within } from '../histogram/sliding-histogram.ts';
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
  /** Since the start of the process. */
  readonly classic: ClassicBuckets;
  readonly #bounds: Bounds;
  readonly #window: SlidingHistogram;
  readonly #windowSeconds: number;
  #failures: SlidingWindow<{ times: number }> | undefined; // Most series never fail.

  constructor({ kind, stage, labels }: SeriesName, windowSeconds: number) {
    this.kind = kind;
    this.stage = stage;
    this.labels = labels;
    this.#bounds = boundsByKind[kind];
    this.classic = createClassicBuckets(this.#bounds);
    this.#window = createSlidingHistogram(windowSeconds);
    this.#windowSeconds = windowSeconds;
  }

  /** Counts a time that is believed, as often as `times` says. */
  record(nanoseconds: number, times: number, atMilliseconds: number): void {
    const bucket = bucketOf(nanoseconds);
    recordAt(this.#window, bucket, nanoseconds, times, atMilliseconds);
    observe(this.classic, this.#bounds, bucket, nanoseconds, times);
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

  /** What the window that ends now holds, to be read before anything more is recorded. */
  within(nowMilliseconds: number): Histogram {
    return within(this.#window, nowMilliseconds);
  }

  failedWithin(nowMilliseconds: number): number {
    const slices = this.#failures?.within(nowMilliseconds) ?? [];
    return slices.reduce((sum, { times }) => sum + times, 0);
  }
}
