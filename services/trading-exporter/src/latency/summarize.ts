import type { Latency } from '@m4max/contracts';
import type { Histogram } from '../histogram/histogram.ts';
import { quantile } from '../histogram/histogram.ts';
import type { SeriesName } from './latency-series.ts';
import { levelBounds, levelOf } from './levels.ts';

/** With fewer samples a percentile is no more than the largest value, so it is left out. */
const FEWEST = { p50: 1, p95: 20, p99: 100, p999: 1000 } as const;

/** What was measured of something in the window. */
export type Measured = { readonly histogram: Histogram; readonly failed: number };

/** The window's figures, in seconds; the histogram must not be empty. */
export function summarize(
  { kind, stage, labels }: SeriesName,
  { histogram, failed }: Measured,
): Latency {
  const p50 = percentile(histogram, 0.5, FEWEST.p50);
  const p95 = percentile(histogram, 0.95, FEWEST.p95);
  const p99 = percentile(histogram, 0.99, FEWEST.p99);
  const p999 = percentile(histogram, 0.999, FEWEST.p999);
  // How long a strategy thinks is its own affair, and only estimated: the platform promises nothing of it.
  const bounds = stage === 'tick_to_order' ? undefined : levelBounds[kind];
  return {
    kind,
    stage,
    labels: { ...labels },
    samples: histogram.count,
    failed,
    ...(p50 === undefined ? {} : { p50 }),
    ...(p95 === undefined ? {} : { p95 }),
    ...(p99 === undefined ? {} : { p99 }),
    ...(p999 === undefined ? {} : { p999 }),
    min: histogram.min / 1e9,
    max: histogram.max / 1e9,
    mean: histogram.sum / histogram.count / 1e9,
    ...(p95 === undefined || bounds === undefined ? {} : { level: levelOf(bounds, p95) }),
  };
}

function percentile(histogram: Histogram, ratio: number, fewest: number): number | undefined {
  if (histogram.count < fewest) return undefined;
  const nanoseconds = quantile(histogram, ratio);
  return nanoseconds === undefined ? undefined : nanoseconds / 1e9;
}
