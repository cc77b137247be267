import type { HistoryColumns } from '@m4max/contracts';
import type { Trend } from './trend.ts';
import { recordReading, seedTrend } from './trend.ts';

/** Trends by series name. Bounded by the machine's parts and by `LARGEST`. */
export type Trends = ReadonlyMap<string, Trend>;

export type Reading = { readonly series: string; readonly value: number };

/** A hundred containers and their traffic fit; past that new series are not drawn. */
const LARGEST = 256;

export function recordReadings(trends: Trends, at: Date, readings: readonly Reading[]): Trends {
  const next = new Map(trends);
  for (const { series, value } of readings) {
    if (!next.has(series) && next.size >= LARGEST) continue;
    next.set(series, recordReading(next.get(series) ?? [], at, value));
  }
  return next;
}

export function seedTrends(trends: Trends, history: HistoryColumns): Trends {
  const next = new Map(trends);
  for (const [series, { mean }] of Object.entries(history.series)) {
    const seeded = seedTrend(next.get(series) ?? [], {
      timestamps: history.timestamps,
      means: mean,
    });
    if (seeded.length > 0) next.set(series, seeded);
  }
  return next;
}
