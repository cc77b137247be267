import { BUCKETS, lowestOf } from './buckets.ts';
import type { Slice } from './slice.ts';
import { forEachBucket } from './slice.ts';

/** Upper bounds of classic buckets, and where the buckets of a log-linear histogram stand among them. */
export type Bounds = {
  readonly seconds: readonly number[];
  /** In nanoseconds; the last is infinite. */
  readonly nanoseconds: Float64Array;
  /** For each log-linear bucket the first bound that reaches into it, */
  readonly firstByBucket: Uint8Array;
  /** and 1 where that bound ends within it. */
  readonly cuts: Uint8Array;
};

/** Counts by upper bound as Prometheus' classic histograms have them, since the start of the process. */
export type ClassicBuckets = {
  readonly boundsSeconds: readonly number[];
  /** How many fell under each bound and over the one before it; one more for what is over all. */
  readonly counts: Float64Array;
  sumSeconds: number;
};

/** Two bounds must be further apart than a bucket is wide, which is less than 1 %. */
export function boundsOf(seconds: readonly number[]): Bounds {
  const nanoseconds = Float64Array.of(...seconds.map((it) => Math.round(it * 1e9)), Infinity);
  const firstByBucket = Uint8Array.from({ length: BUCKETS }, (_, bucket) =>
    nanoseconds.findIndex((bound) => lowestOf(bucket) <= bound),
  );
  const cuts = Uint8Array.from(firstByBucket, (first, bucket) =>
    (nanoseconds[first] ?? 0) < lowestOf(bucket + 1) ? 1 : 0,
  );
  return { seconds, nanoseconds, firstByBucket, cuts };
}

export function createClassicBuckets({ seconds }: Bounds): ClassicBuckets {
  return { boundsSeconds: seconds, counts: new Float64Array(seconds.length + 1), sumSeconds: 0 };
}

/** Counts all of a slice at once, those over a bound that cuts their bucket as if they were under it. */
export function observeSlice(classic: ClassicBuckets, bounds: Bounds, slice: Slice): void {
  forEachBucket(slice, (bucket, times) => {
    const at = bounds.firstByBucket[bucket] ?? 0;
    classic.counts[at] = (classic.counts[at] ?? 0) + times;
  });
  classic.sumSeconds += slice.sum / 1e9;
}

type Observation = {
  readonly bucket: number;
  readonly nanoseconds: number;
  readonly times: number;
};

/** Puts right what {@link observeSlice} will do or did with a time whose bucket is cut. */
export function observeCut(
  { counts }: ClassicBuckets,
  bounds: Bounds,
  { bucket, nanoseconds, times }: Observation,
): void {
  const first = bounds.firstByBucket[bucket] ?? 0;
  if (nanoseconds <= (bounds.nanoseconds[first] ?? 0)) return;
  counts[first] = (counts[first] ?? 0) - times;
  counts[first + 1] = (counts[first + 1] ?? 0) + times;
}

/** Counts one time that is in no slice that will be counted. */
export function observe(classic: ClassicBuckets, bounds: Bounds, observation: Observation): void {
  const { bucket, nanoseconds, times } = observation;
  const first = bounds.firstByBucket[bucket] ?? 0;
  classic.counts[first] = (classic.counts[first] ?? 0) + times;
  classic.sumSeconds += (nanoseconds / 1e9) * times;
  if (bounds.cuts[bucket] === 1) observeCut(classic, bounds, observation);
}
