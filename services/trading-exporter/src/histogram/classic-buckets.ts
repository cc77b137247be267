import { BUCKETS, lowestOf } from './buckets.ts';

/** Upper bounds, and for each bucket of a log-linear histogram the first bound that reaches into it. */
export type Bounds = {
  readonly seconds: readonly number[];
  /** In nanoseconds; the last is infinite. */
  readonly nanoseconds: Float64Array;
  readonly firstByBucket: Uint8Array;
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
  return { seconds, nanoseconds, firstByBucket };
}

export function createClassicBuckets({ seconds }: Bounds): ClassicBuckets {
  return { boundsSeconds: seconds, counts: new Float64Array(seconds.length + 1), sumSeconds: 0 };
}

/** Counts a time, whose bucket is known, as often as `times` says. */
export function observe(
  classic: ClassicBuckets,
  bounds: Bounds,
  bucket: number,
  nanoseconds: number,
  times: number,
): void {
  const first = bounds.firstByBucket[bucket] ?? 0;
  // The bound may lie within the bucket.
  const at = nanoseconds <= (bounds.nanoseconds[first] ?? 0) ? first : first + 1;
  classic.counts[at] = (classic.counts[at] ?? 0) + times;
  classic.sumSeconds += nanoseconds * times * 1e-9;
}
