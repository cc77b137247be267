import type { Latency } from '@m4max/contracts';
import { LatencyKind } from '@m4max/contracts';
import { createHistogram, merge } from '../histogram/histogram.ts';
import type { LatencySeries, SeriesName } from './latency-series.ts';
import type { Measurement } from './measurement.ts';
import { createSeriesBook } from './series-book.ts';
import type { Measured } from './summarize.ts';
import { summarize } from './summarize.ts';

/**
 * Label sets in one sample, the busiest ones. A sample comes every second and is kept for a quarter of
 * an hour, and 200 label sets are 50 kB of it.
 */
const MAX_LABEL_SETS = 200;
/** Of each kind, however busy the others are: a model that infers once a second is not lost among quotes. */
const SURE_OF_EACH_KIND = 20;

export type ClassicSeries = Pick<LatencySeries, 'stage' | 'labels' | 'classic'>;

export type LatencyRecorder = {
  record(measurement: Measurement, atMilliseconds: number): void;
  /** For who records often: a series may be held, which spares the search for it. */
  seriesOf(name: SeriesName): LatencySeries;
  /** Each stage with samples in the window: all labels together (no labels), then its label sets, busiest first. */
  latencies(nowMilliseconds: number): {
    readonly latencies: readonly Latency[];
    /** Label sets with samples that are only told together with the others of their stage. */
    readonly leftOut: number;
  };
  /** Every series there is, since the start of the process. */
  classic(kind: LatencyKind): readonly ClassicSeries[];
};

/** Keeps the measured times of the window by kind, stage and labels. */
export function createLatencyRecorder(windowSeconds: number): LatencyRecorder {
  const book = createSeriesBook(windowSeconds);
  return {
    record(measurement, atMilliseconds) {
      const { nanoseconds, failed, times } = measurement;
      const series = book.seriesOf(measurement);
      if (failed) series.fail(times, atMilliseconds);
      if (nanoseconds !== undefined) series.record(nanoseconds, times, atMilliseconds);
    },
    seriesOf: book.seriesOf,
    latencies(nowMilliseconds) {
      const kinds = LatencyKind.options.map((kind) => stagesOf(book.ofKind(kind), nowMilliseconds));
      const labelSets = kinds.map((stages) =>
        stages.flatMap(({ parts }) => parts).sort(busiestFirst),
      );
      const told = new Set(choose(labelSets));
      return {
        latencies: kinds
          .flat()
          .flatMap(({ whole, parts }) =>
            [whole, ...parts.filter((part) => told.has(part)).sort(busiestFirst)].map(summarize),
          ),
        leftOut: labelSets.flat().length - told.size,
      };
    },
    classic: book.ofKind,
  };
}

type Stage = { readonly whole: Measured; readonly parts: Measured[] };

/** The stages of a kind that have samples in the window, by name. */
function stagesOf(series: readonly LatencySeries[], nowMilliseconds: number): readonly Stage[] {
  const stages = new Map<string, Stage>();
  for (const one of series) {
    const { kind, stage, labels } = one;
    const { whole, parts } = stages.get(stage) ?? emptyStage({ kind, stage, labels: {} });
    stages.set(stage, { whole, parts });
    const part = {
      ...{ kind, stage, labels },
      histogram: one.within(nowMilliseconds),
      failed: one.failedWithin(nowMilliseconds),
    };
    merge(whole.histogram, part.histogram);
    whole.failed += part.failed;
    if (part.histogram.count > 0 && Object.keys(labels).length > 0) parts.push(part);
  }
  return [...stages.values()]
    .filter(({ whole }) => whole.histogram.count > 0)
    .sort((one, other) => (one.whole.stage < other.whole.stage ? -1 : 1));
}

function emptyStage(name: SeriesName): Stage {
  return { whole: { ...name, histogram: createHistogram(), failed: 0 }, parts: [] };
}

/** Of the label sets of each kind, busiest first. */
function choose(kinds: readonly (readonly Measured[])[]): readonly Measured[] {
  const sure = kinds.flatMap((labelSets) => labelSets.slice(0, SURE_OF_EACH_KIND));
  const others = kinds.flatMap((labelSets) => labelSets.slice(SURE_OF_EACH_KIND));
  return [...sure, ...others.sort(busiestFirst).slice(0, MAX_LABEL_SETS - sure.length)];
}

function busiestFirst(one: Measured, other: Measured): number {
  return other.histogram.count - one.histogram.count;
}
