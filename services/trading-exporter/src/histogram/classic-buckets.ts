/** Counts by upper bound as Prometheus' classic histograms have them, since the start of the process. */
export type ClassicBuckets = {
  readonly boundsSeconds: readonly number[];
  /** How many fell under each bound and over the one before it; one more for what is over all. */
  readonly counts: number[];
  sumSeconds: number;
};

export function createClassicBuckets(boundsSeconds: readonly number[]): ClassicBuckets {
  return { boundsSeconds, counts: boundsSeconds.map(() => 0).concat(0), sumSeconds: 0 };
}

export function observe(buckets: ClassicBuckets, seconds: number, times: number): void {
  const found = buckets.boundsSeconds.findIndex((bound) => seconds <= bound);
  const bucket = found === -1 ? buckets.boundsSeconds.length : found;
  buckets.counts[bucket] = (buckets.counts[bucket] ?? 0) + times;
  buckets.sumSeconds += seconds * times;
}
