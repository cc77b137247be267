import type { HistoryBucket, HistoryColumns, SeriesRow } from '@m4max/contracts';
import type { HistoryWindow } from './window.ts';

type Series = HistoryColumns['series'][string];
type Weighted = { readonly column: Series; readonly counts: number[] };

export type ColumnsBuilder = {
  add(buckets: readonly HistoryBucket[]): void;
  build(): Pick<HistoryColumns, 'timestamps' | 'series'>;
};

/**
 * Puts stored buckets on the window's grid, one value per bucket and null where nothing was read.
 * Several stored buckets that fall into one are merged: the mean is weighted by readings, and a
 * 95th percentile, which cannot be merged, is left out.
 */
export function columnsBuilder(
  window: HistoryWindow,
  units: ReadonlyMap<string, string>,
  wanted: readonly string[] | undefined,
): ColumnsBuilder {
  const { from, to, resolutionSeconds, storedResolutionSeconds } = window;
  const stepMs = resolutionSeconds * 1000;
  const length = Math.round((to.getTime() - from.getTime()) / stepMs);
  const merges = resolutionSeconds !== storedResolutionSeconds;
  const columns = new Map<string, Weighted>();

  return {
    add(buckets) {
      for (const { start, series } of buckets) {
        const at = Math.floor((Date.parse(start) - from.getTime()) / stepMs);
        if (at < 0 || at >= length) continue;
        for (const [name, summary] of Object.entries(series)) {
          const unit = units.get(baseName(name));
          if (unit === undefined || !isWanted(name, wanted)) continue;
          const weighted = columns.get(name) ?? emptyColumn(unit, length);
          columns.set(name, weighted);
          merge(weighted, at, summary);
          if (!merges && summary.p95 !== undefined) {
            weighted.column.p95 ??= new Array<number | null>(length).fill(null);
            weighted.column.p95[at] = summary.p95;
          }
        }
      }
    },
    build: () => ({
      timestamps: Array.from({ length }, (_, n) =>
        new Date(from.getTime() + n * stepMs).toISOString(),
      ),
      series: Object.fromEntries([...columns].map(([name, { column }]) => [name, column])),
    }),
  };
}

/** Names in the query that no kept series has. */
export function unknownSeries(
  wanted: readonly string[] | undefined,
  rows: readonly Pick<SeriesRow<never>, 'name'>[],
): readonly string[] {
  const known = new Set(rows.map(({ name }) => name));
  return (wanted ?? []).filter((name) => !known.has(baseName(name)));
}

/** `cpu_tier_active_ratio:P` belongs to `cpu_tier_active_ratio`. */
export function baseName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(0, colon);
}

function isWanted(name: string, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.includes(name) || wanted.includes(baseName(name));
}

function emptyColumn(unit: string, length: number): Weighted {
  const nulls = () => new Array<number | null>(length).fill(null);
  return {
    column: { unit, min: nulls(), mean: nulls(), max: nulls() },
    counts: new Array<number>(length).fill(0),
  };
}

function merge(
  { column, counts }: Weighted,
  at: number,
  summary: HistoryBucket['series'][string],
): void {
  const count = counts[at] ?? 0;
  const min = column.min[at] ?? null;
  const mean = column.mean[at] ?? null;
  const max = column.max[at] ?? null;
  const total = count + summary.count;
  column.min[at] = min === null ? summary.min : Math.min(min, summary.min);
  column.max[at] = max === null ? summary.max : Math.max(max, summary.max);
  column.mean[at] =
    mean === null ? summary.mean : (mean * count + summary.mean * summary.count) / total;
  counts[at] = total;
}
