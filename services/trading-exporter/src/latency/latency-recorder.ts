import type { Latency, LatencyKind } from '@m4max/contracts';
import type { ClassicBuckets } from '../histogram/classic-buckets.ts';
import { createClassicBuckets, observe } from '../histogram/classic-buckets.ts';
import type { Histogram } from '../histogram/histogram.ts';
import { createHistogram, merge, record } from '../histogram/histogram.ts';
import type { SlidingWindow } from '../histogram/sliding-window.ts';
import { createSlidingWindow } from '../histogram/sliding-window.ts';
import { bucketBounds } from './bucket-bounds.ts';
import type { Labels, Measurement } from './measurement.ts';
import { summarize } from './summarize.ts';

/** Label sets of a kind beyond this are counted together as `other`: a page stays under some thousand series. */
const MAX_SERIES_PER_KIND = 64;
/** The same for stages, which engines name themselves. */
const MAX_STAGES_PER_KIND = 16;
const SLICES = 30;

type Slice = { readonly histogram: Histogram; failed: number };
type Series = {
  readonly kind: LatencyKind;
  readonly stage: string;
  readonly labels: Labels;
  readonly window: SlidingWindow<Slice>;
  readonly classic: ClassicBuckets;
};

export type ClassicSeries = Pick<Series, 'stage' | 'labels' | 'classic'>;

export type LatencyRecorder = {
  record(measurement: Measurement, atMilliseconds: number): void;
  /** Every stage with samples in the window: all labels together (no labels) and each label set apart. */
  latencies(nowMilliseconds: number): readonly Latency[];
  classic(kind: LatencyKind): readonly ClassicSeries[];
};

/** Keeps the measured times of the window by kind, stage and labels. */
export function createLatencyRecorder(windowSeconds: number): LatencyRecorder {
  const kinds = new Map<LatencyKind, Map<string, Series>>();

  function seriesOf({ kind, stage, labels }: Measurement): Series {
    const held = kinds.get(kind) ?? new Map<string, Series>();
    kinds.set(kind, held);
    const exact = held.get(keyOf(stage, labels));
    if (exact !== undefined) return exact;
    const bounded = withinBounds([...held.values()], stage, labels);
    const key = keyOf(bounded.stage, bounded.labels);
    const found = held.get(key);
    if (found !== undefined) return found;
    const series: Series = {
      kind,
      ...bounded,
      window: createSlidingWindow({
        windowSeconds,
        sliceSeconds: windowSeconds / SLICES,
        create: () => ({ histogram: createHistogram(), failed: 0 }),
      }),
      classic: createClassicBuckets(bucketBounds[kind]),
    };
    held.set(key, series);
    return series;
  }

  return {
    record(measurement, atMilliseconds) {
      const { nanoseconds, failed, times } = measurement;
      const { window, classic } = seriesOf(measurement);
      const slice = window.at(atMilliseconds);
      if (slice !== undefined && failed) slice.failed += times;
      if (nanoseconds === undefined) return;
      if (slice !== undefined) record(slice.histogram, nanoseconds, times);
      observe(classic, nanoseconds / 1e9, times);
    },
    latencies(nowMilliseconds) {
      return [...kinds.values()].flatMap((held) =>
        latenciesOfKind([...held.values()], nowMilliseconds),
      );
    },
    classic: (kind) => [...(kinds.get(kind)?.values() ?? [])],
  };
}

function keyOf(stage: string, labels: Labels): string {
  let key = stage;
  for (const name in labels) key += `\u0000${labels[name]}`;
  return key;
}

function withinBounds(
  held: readonly Series[],
  stage: string,
  labels: Labels,
): { readonly stage: string; readonly labels: Labels } {
  const stages = new Set(held.map((series) => series.stage));
  const full = !stages.has(stage) && stages.size >= MAX_STAGES_PER_KIND;
  if (held.length < MAX_SERIES_PER_KIND && !full) return { stage, labels };
  const others = Object.keys(labels).map((name) => [name, 'other'] as const);
  return { stage: full ? 'other' : stage, labels: Object.fromEntries(others) };
}

function latenciesOfKind(held: readonly Series[], nowMilliseconds: number): readonly Latency[] {
  const latencies: Latency[] = [];
  for (const stage of [...new Set(held.map((series) => series.stage))].sort()) {
    const ofStage = held.filter((series) => series.stage === stage);
    const whole: Slice = { histogram: createHistogram(), failed: 0 };
    const parts: Latency[] = [];
    for (const series of ofStage) {
      const part = joined(series.window.within(nowMilliseconds));
      merge(whole.histogram, part.histogram);
      whole.failed += part.failed;
      if (part.histogram.count > 0 && Object.keys(series.labels).length > 0)
        parts.push(summarize(series, part.histogram, part.failed));
    }
    const kind = ofStage[0]?.kind;
    if (kind === undefined || whole.histogram.count === 0) continue;
    latencies.push(summarize({ kind, stage, labels: {} }, whole.histogram, whole.failed), ...parts);
  }
  return latencies;
}

function joined(slices: readonly Slice[]): Slice {
  const whole: Slice = { histogram: createHistogram(), failed: 0 };
  for (const slice of slices) {
    merge(whole.histogram, slice.histogram);
    whole.failed += slice.failed;
  }
  return whole;
}
