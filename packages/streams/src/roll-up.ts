import type { HistoryBucket, SeriesRow, Summary } from '@m4max/contracts';
import { seriesName, VERSION } from '@m4max/contracts';

/** A bucket that still takes readings. Bounded by the samples of one bucket and by SERIES_LIMIT. */
export type OpenBucket = {
  readonly start: Date;
  readonly readings: ReadonlyMap<string, Readings>;
};

type Readings = {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  /** Only where the series keeps its 95th percentile. */
  readonly values: readonly number[] | undefined;
};

/** Containers with ever new names must not make a bucket grow for ever; later names are left out. */
const SERIES_LIMIT = 2000;
/** Five digits are finer than any sensor, and halve what history takes. */
const DIGITS = 5;

/**
 * Adds a sample to its bucket. A sample of another bucket closes the open one; with a clock that was set
 * back that bucket starts anew, and the store refuses it where it has it already.
 */
export function rollUp<S>(
  open: OpenBucket | undefined,
  sample: S,
  {
    takenAt,
    resolutionSeconds,
    series,
  }: {
    readonly takenAt: Date;
    readonly resolutionSeconds: number;
    readonly series: readonly SeriesRow<S>[];
  },
): { readonly open: OpenBucket; readonly closed?: HistoryBucket } {
  const resolution = resolutionSeconds * 1000;
  const start = new Date(Math.floor(takenAt.getTime() / resolution) * resolution);
  if (open === undefined)
    return { open: addReadings({ start, readings: new Map() }, sample, series) };
  if (open.start.getTime() === start.getTime()) return { open: addReadings(open, sample, series) };
  const next = addReadings({ start, readings: new Map() }, sample, series);
  return open.readings.size === 0
    ? { open: next }
    : { open: next, closed: close(open, resolutionSeconds) };
}

function addReadings<S>(
  bucket: OpenBucket,
  sample: S,
  series: readonly SeriesRow<S>[],
): OpenBucket {
  const readings = new Map(bucket.readings);
  for (const row of series) {
    for (const { key, value } of row.read(sample)) {
      const name = seriesName(row, key);
      if (readings.size >= SERIES_LIMIT && !readings.has(name)) continue;
      readings.set(name, withReading(readings.get(name), value, row.p95 === true));
    }
  }
  return { start: bucket.start, readings };
}

function withReading(before: Readings | undefined, value: number, keepsValues: boolean): Readings {
  if (before === undefined) {
    return {
      count: 1,
      min: value,
      max: value,
      sum: value,
      values: keepsValues ? [value] : undefined,
    };
  }
  return {
    count: before.count + 1,
    min: Math.min(before.min, value),
    max: Math.max(before.max, value),
    sum: before.sum + value,
    values: before.values && [...before.values, value],
  };
}

function close({ start, readings }: OpenBucket, resolutionSeconds: number): HistoryBucket {
  const series = Object.fromEntries(
    [...readings].map(([name, reading]) => [name, summarize(reading)] as const),
  );
  return { v: VERSION, start: start.toISOString(), resolution_seconds: resolutionSeconds, series };
}

function summarize({ count, min, max, sum, values }: Readings): Summary {
  return {
    count,
    min: rounded(min),
    mean: rounded(sum / count),
    max: rounded(max),
    ...(values === undefined ? {} : { p95: rounded(percentile95(values)) }),
  };
}

/** Nearest rank: the smallest reading that at least 95 % do not exceed. */
function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
