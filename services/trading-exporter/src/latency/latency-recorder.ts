import type { Latency } from '@m4max/contracts';
import { LatencyKind } from '@m4max/contracts';
import type { Histogram } from '../histogram/histogram.ts';
import { createHistogram, empty } from '../histogram/histogram.ts';
import type { LatencySeries, SeriesName } from './latency-series.ts';
import type { Measurement } from './measurement.ts';
import { createSeriesBook } from './series-book.ts';
import type { Measured } from './summarize.ts';
import { summarize } from './summarize.ts';

/**
 * Label sets in one sample, the busiest ones. A sample comes every second and some minutes of them are
 * kept, and 100 label sets are 30 kB of it.
 */
const MAX_LABEL_SETS = 100;
/** Of each kind, however busy the others are: a model that infers once a second is not lost among quotes. */
const SURE_OF_EACH_KIND = 14;

export type ClassicSeries = Pick<LatencySeries, 'stage' | 'labels' | 'recorded' | 'classic'>;

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
  const scratch = createHistogram(); // Each row is made in the memory of the one before.
  return {
    record(measurement, atMilliseconds) {
      const { nanoseconds, failed, times } = measurement;
      const series = book.seriesOf(measurement);
      if (failed) series.fail(times, atMilliseconds);
      if (nanoseconds !== undefined) series.record(nanoseconds, times, atMilliseconds);
    },
    seriesOf: (name) => book.seriesOf(name),
    latencies(nowMilliseconds) {
      const kinds = LatencyKind.options.map((kind) =>
        stagesOf(book.ofKind(kind), nowMilliseconds, scratch),
      );
      const labelSets = kinds.map((stages) =>
        stages.flatMap(({ parts }) => parts).sort(busiestFirst),
      );
      const told = new Set(choose(labelSets));
      return {
        latencies: kinds.flat().flatMap(({ whole, parts }) => [
          whole,
          ...parts
            .filter((part) => told.has(part))
            .sort(busiestFirst)
            .map(({ series }) => summarize(series, together([series], nowMilliseconds, scratch))),
        ]),
        leftOut: labelSets.flat().length - told.size,
      };
    },
    classic: (kind) => book.ofKind(kind),
  };
}

type Part = { readonly series: LatencySeries; readonly samples: number };
type Stage = { readonly whole: Latency; readonly parts: readonly Part[] };

/** The stages of a kind that have samples in the window, by name. */
function stagesOf(
  all: readonly LatencySeries[],
  nowMilliseconds: number,
  scratch: Histogram,
): readonly Stage[] {
  const stages = new Map<string, LatencySeries[]>();
  for (const series of all) {
    const ofStage = stages.get(series.stage);
    if (ofStage === undefined) stages.set(series.stage, [series]);
    else ofStage.push(series);
  }
  return [...stages]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([stage, ofStage]) => {
      const { parts, ...measured } = together(ofStage, nowMilliseconds, scratch);
      const [first] = ofStage;
      if (first === undefined || measured.histogram.count === 0) return [];
      const whole = summarize({ kind: first.kind, stage, labels: {} }, measured);
      return [
        { whole, parts: parts.filter(({ series }) => Object.keys(series.labels).length > 0) },
      ];
    });
}

/** What several series hold in the window, and which of them hold something. */
function together(
  all: readonly LatencySeries[],
  nowMilliseconds: number,
  into: Histogram,
): Measured & { readonly parts: readonly Part[] } {
  empty(into);
  let failed = 0;
  const parts: Part[] = [];
  for (const series of all) {
    const samples = series.mergeWithin(into, nowMilliseconds);
    failed += series.failedWithin(nowMilliseconds);
    if (samples > 0) parts.push({ series, samples });
  }
  return { histogram: into, failed, parts };
}

/** Of the label sets of each kind, busiest first. */
function choose(kinds: readonly (readonly Part[])[]): readonly Part[] {
  const sure = kinds.flatMap((parts) => parts.slice(0, SURE_OF_EACH_KIND));
  const others = kinds.flatMap((parts) => parts.slice(SURE_OF_EACH_KIND));
  return [...sure, ...others.sort(busiestFirst).slice(0, MAX_LABEL_SETS - sure.length)];
}

function busiestFirst(one: Part, other: Part): number {
  return other.samples - one.samples;
}
