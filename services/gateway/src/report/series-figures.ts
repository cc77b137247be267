import type { HistoryBucket, PerformanceReport, SampleKind, SeriesReport } from '@m4max/contracts';
import { targetOf } from '../advice/target-of.ts';
import { baseName } from '../history/columns.ts';
import type { ReportWindow } from './period.ts';

type Attainment = PerformanceReport['attainment'][number];
type Figures = {
  readonly coverage: PerformanceReport['coverage'][number];
  readonly series: readonly SeriesReport[];
  readonly attainment: readonly Attainment[];
};
type Total = { buckets: number; readings: number; weighted: number; min: number; max: number };

/** The platform's own aim for its performance score. */
const SCORE_TARGET = 85;

/** Adds up the buckets of one kind; memory is bounded by the number of series, not of buckets. */
export function seriesFigures(
  kind: SampleKind,
  window: ReportWindow,
  units: ReadonlyMap<string, string>,
) {
  const totals = new Map<string, Total>();
  const within = new Map<string, number>();
  let buckets = 0;

  return {
    add(page: readonly HistoryBucket[]): void {
      buckets += page.length;
      for (const { series } of page)
        for (const [name, { count, min, mean, max }] of Object.entries(series)) {
          const total = totals.get(name) ?? nothingYet();
          totals.set(name, total);
          total.buckets += 1;
          total.readings += count;
          total.weighted += mean * count;
          total.min = Math.min(total.min, min);
          total.max = Math.max(total.max, max);
          if (meets(name, mean)) within.set(name, (within.get(name) ?? 0) + 1);
        }
    },
    figures(): Figures {
      const names = [...totals.keys()].sort();
      return {
        coverage: {
          kind,
          resolution_seconds: window.resolutionSeconds,
          buckets,
          expected_buckets: window.expectedBuckets,
          ratio: Math.min(1, buckets / window.expectedBuckets),
        },
        series: names.flatMap((name) => {
          const total = totals.get(name);
          const unit = units.get(baseName(name));
          if (total === undefined || unit === undefined) return [];
          const { min, max, weighted, readings } = total;
          return [
            { kind, name, unit, buckets: total.buckets, min, mean: weighted / readings, max },
          ];
        }),
        attainment: names.flatMap((name) => {
          const total = totals.get(name);
          const target = aim(name);
          if (total === undefined || target === undefined) return [];
          const buckets_within = within.get(name) ?? 0;
          return [
            {
              name,
              target,
              unit: units.get(baseName(name)) ?? '',
              buckets: total.buckets,
              buckets_within,
              ratio: buckets_within / total.buckets,
            },
          ];
        }),
      };
    },
  };
}

function nothingYet(): Total {
  return {
    buckets: 0,
    readings: 0,
    weighted: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
  };
}

function aim(name: string): number | undefined {
  return name === 'score_overall' ? SCORE_TARGET : targetOf(name);
}

function meets(name: string, mean: number): boolean {
  const target = aim(name);
  if (target === undefined) return false;
  return name === 'score_overall' ? mean >= target : mean <= target;
}
