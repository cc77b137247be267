import { LatencyKind } from '@m4max/contracts';
import type { SeriesName } from './latency-series.ts';
import { LatencySeries } from './latency-series.ts';
import type { Labels } from './measurement.ts';

/**
 * Series of all kinds together. More of them would make a page of Prometheus of over 30,000 lines, and
 * take more memory than an exporter should; a label set beyond is counted as `other`, never dropped.
 */
const MAX_SERIES = 2000;
/** A kind that floods the book leaves each of the others this many. */
const KEPT_FOR_EACH_KIND = 64;
const SHARED = MAX_SERIES - KEPT_FOR_EACH_KIND * LatencyKind.options.length;
/** Stages of a kind, which engines name themselves. */
const MAX_STAGES_PER_KIND = 16;

/** Every series there is, found by what its samples say. Series are never removed: counters must not restart. */
export type SeriesBook = {
  /** The series of these labels, or of `other` when there are too many. */
  seriesOf(name: SeriesName): LatencySeries;
  /** In the order they came up. */
  ofKind(kind: LatencyKind): readonly LatencySeries[];
};

/** A way from a stage over names and values of labels to a series: four times as fast as one long key. */
type Crossing = { readonly ways: Map<string, Crossing>; series: LatencySeries | undefined };

type Shelf = {
  readonly crossing: Crossing;
  readonly stages: Set<string>;
  readonly byKey: Map<string, LatencySeries>;
};

export function createSeriesBook(windowSeconds: number): SeriesBook {
  const shelves = new Map<LatencyKind, Shelf>();
  /** Beyond those that are kept for their kind. */
  let shared = 0;

  function shelfOf(kind: LatencyKind): Shelf {
    const held = shelves.get(kind);
    if (held !== undefined) return held;
    const shelf: Shelf = { crossing: createCrossing(), stages: new Set(), byKey: new Map() };
    shelves.set(kind, shelf);
    return shelf;
  }

  function open(shelf: Shelf, name: SeriesName): LatencySeries {
    const series = new LatencySeries(name, windowSeconds);
    shelf.byKey.set(keyOf(name), series);
    shelf.stages.add(name.stage);
    return series;
  }

  function isFull(shelf: Shelf): boolean {
    return shelf.byKey.size >= KEPT_FOR_EACH_KIND && shared >= SHARED;
  }

  return {
    seriesOf(name) {
      const shelf = shelfOf(name.kind);
      const met = follow(shelf.crossing, name);
      if (met !== undefined) return met;
      const known = shelf.byKey.get(keyOf(name));
      const hasStage = shelf.stages.has(name.stage) || shelf.stages.size < MAX_STAGES_PER_KIND;
      if (known === undefined && (!hasStage || isFull(shelf))) {
        const other = {
          ...name,
          labels: others(name.labels),
          stage: hasStage ? name.stage : 'other',
        };
        return shelf.byKey.get(keyOf(other)) ?? open(shelf, other);
      }
      if (known === undefined && shelf.byKey.size >= KEPT_FOR_EACH_KIND) shared += 1;
      const series = known ?? open(shelf, name);
      pave(shelf.crossing, name, series);
      return series;
    },
    ofKind: (kind) => [...(shelves.get(kind)?.byKey.values() ?? [])],
  };
}

function createCrossing(): Crossing {
  return { ways: new Map(), series: undefined };
}

function follow(from: Crossing, { stage, labels }: SeriesName): LatencySeries | undefined {
  let at = from.ways.get(stage);
  for (const name in labels) at = at?.ways.get(name)?.ways.get(labels[name] ?? '');
  return at?.series;
}

/** As many ways as there are series, times the orders in which their producers write the labels. */
function pave(from: Crossing, { stage, labels }: SeriesName, series: LatencySeries): void {
  let at = from;
  for (const step of [stage, ...Object.entries(labels).flat()]) {
    const next = at.ways.get(step) ?? createCrossing();
    at.ways.set(step, next);
    at = next;
  }
  at.series = series;
}

/** The same for labels in any order; with the length of each text, so that none can pass for two. */
function keyOf({ stage, labels }: SeriesName): string {
  let key = `${stage.length}:${stage}`;
  for (const name of Object.keys(labels).sort()) {
    const value = labels[name] ?? '';
    key += ` ${name}=${value.length}:${value}`;
  }
  return key;
}

function others(labels: Labels): Labels {
  return Object.fromEntries(Object.keys(labels).map((name) => [name, 'other']));
}
