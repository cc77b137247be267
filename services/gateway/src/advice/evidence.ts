import type { HistoryBucket, LatestContainers, LatestHardware } from '@m4max/contracts';
import { seriesName } from '@m4max/contracts';

/** What a detector may look at: the recent past of one machine, and its newest samples. */
export type Evidence = {
  readonly host: string;
  readonly now: Date;
  /** Oldest first, of ten seconds each. */
  readonly hardware: readonly HistoryBucket[];
  readonly trading: readonly HistoryBucket[];
  readonly latestHardware: LatestHardware | undefined;
  readonly latestContainers: LatestContainers | undefined;
};

/** One series over a stretch of time. `lowest` and `highest` are those of the buckets' means. */
type Stretch = {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
};

export type Seen =
  | { readonly kind: 'seen'; readonly stretch: Stretch }
  | { readonly kind: 'too little'; readonly coverage: number };

/** Less than this share of a stretch is no evidence. */
const ENOUGH = 0.8;

/** A series over the last seconds, or how much of it is there when that is too little to judge by. */
export function over(
  buckets: readonly HistoryBucket[],
  name: string,
  seconds: number,
  now: Date,
): Seen {
  const sinceMs = now.getTime() - seconds * 1000;
  const means: number[] = [];
  let readings = 0;
  let weighted = 0;
  let coveredSeconds = 0;
  for (const { start, resolution_seconds, series } of buckets) {
    const summary = series[name];
    if (summary === undefined || Date.parse(start) < sinceMs) continue;
    means.push(summary.mean);
    readings += summary.count;
    weighted += summary.mean * summary.count;
    coveredSeconds += resolution_seconds;
  }
  const coverage = Math.min(1, coveredSeconds / seconds);
  if (readings === 0 || coverage < ENOUGH) return { kind: 'too little', coverage };
  return {
    kind: 'seen',
    stretch: {
      mean: weighted / readings,
      lowest: Math.min(...means),
      highest: Math.max(...means),
    },
  };
}

/** Names of a keyed series that occur in the buckets: `latency_p95_seconds:order/submit_ack`… */
export function keysOf(buckets: readonly HistoryBucket[], name: string): readonly string[] {
  const prefix = seriesName({ name }, '');
  const names = new Set<string>();
  for (const { series } of buckets)
    for (const key of Object.keys(series)) if (key.startsWith(prefix)) names.add(key);
  return [...names].sort();
}
