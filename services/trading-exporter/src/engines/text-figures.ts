import type { ExpositionFamily, ExpositionSample } from '../exposition/exposition.ts';
import { parseValue } from '../exposition/parse-sample.ts';
import type { EngineFigures, Timing } from './engine-figures.ts';

/** Timings of one engine; each becomes up to four series for Prometheus. */
const MAX_TIMINGS = 16;
/** Bounds of one histogram; client libraries have ten to forty. */
const MAX_BUCKETS = 256;

/** What a name has to end in for its unit to be known. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['seconds', 1],
  ['milliseconds', 1e-3],
  ['ms', 1e-3],
  ['microseconds', 1e-6],
  ['us', 1e-6],
  ['nanoseconds', 1e-9],
  ['ns', 1e-9],
]);
/** Of the program that the engine runs in, not of the engine. */
const OF_THE_RUNTIME = /^(?:go|jvm|nodejs|process|promhttp|python)_/;

/** Reads the histograms and summaries of times from a metrics page, and how many clients are connected. */
export function figuresOfText(families: readonly ExpositionFamily[]): EngineFigures {
  const timings = families.map(asItStands).flatMap(timingOf);
  const connections = families
    .filter(({ name, type }) => /(?:^|_)websocket_connections$/.test(name) && type !== 'counter')
    .map(asItStands)
    .flatMap(({ samples }) => samples.map(({ value }) => value));
  const clients = connections.reduce((sum, value) => sum + value, 0);
  const isKnown = connections.length > 0 && clients >= 0 && clients <= Number.MAX_SAFE_INTEGER;
  return {
    ...(isKnown ? { connections: Math.round(clients) } : {}),
    timings: timings.slice(0, MAX_TIMINGS),
    timingsLeftOut: Math.max(0, timings.length - MAX_TIMINGS),
  };
}

/** A page may date several values of one series: only the last of them counts. */
function asItStands(family: ExpositionFamily): ExpositionFamily {
  const { samples } = family;
  if (samples.every(({ timestampSeconds }) => timestampSeconds === undefined)) return family;
  const latest = new Map<string, ExpositionSample>();
  for (const sample of samples) {
    const labels = Object.entries(sample.labels).sort(([one], [other]) => (one < other ? -1 : 1));
    const series = JSON.stringify([sample.name, labels]);
    const known = latest.get(series)?.timestampSeconds ?? Number.NEGATIVE_INFINITY;
    if ((sample.timestampSeconds ?? Number.POSITIVE_INFINITY) >= known) latest.set(series, sample);
  }
  return { ...family, samples: [...latest.values()] };
}

function timingOf({ name, type, samples }: ExpositionFamily): readonly Timing[] {
  const unitSeconds = UNITS.get(name.slice(name.lastIndexOf('_') + 1));
  if ((type !== 'histogram' && type !== 'summary') || unitSeconds === undefined) return [];
  if (OF_THE_RUNTIME.test(name)) return [];
  const counts = countsOf(name, samples);
  if (counts.length === 0 || !counts.every(isCount)) return [];
  const sums = samples.filter((sample) => sample.name === `${name}_sum`);
  const sumSeconds = sums.reduce((total, { value }) => total + value, 0) * unitSeconds;
  return [
    {
      metric: name,
      count: counts.reduce((total, { value }) => total + value, 0),
      ...(sums.length === counts.length && Number.isFinite(sumSeconds) ? { sumSeconds } : {}),
      buckets: type === 'summary' ? [] : bucketsOf(name, samples, counts.length, unitSeconds),
    },
  ];
}

/** One a series; a page may leave it to the bucket without a bound, which has the same. */
function countsOf(name: string, samples: readonly ExpositionSample[]): readonly ExpositionSample[] {
  const counts = samples.filter((sample) => sample.name === `${name}_count`);
  if (counts.length > 0) return counts;
  return samples.filter(
    ({ labels, ...sample }) =>
      sample.name === `${name}_bucket` && parseValue(labels.le ?? '') === Number.POSITIVE_INFINITY,
  );
}

/** Added up over all labels, by the bounds that every one of the series has: others would hide a part. */
function bucketsOf(
  name: string,
  samples: readonly ExpositionSample[],
  seriesCount: number,
  unitSeconds: number,
): Timing['buckets'] {
  const byBound = new Map<number, { count: number; series: number }>();
  for (const sample of samples) {
    const bound = parseValue(sample.labels.le ?? '');
    if (sample.name !== `${name}_bucket` || bound === undefined) continue;
    if (!Number.isFinite(bound) || bound < 0 || !isCount(sample)) continue;
    const { count, series } = byBound.get(bound) ?? { count: 0, series: 0 };
    byBound.set(bound, { count: count + sample.value, series: series + 1 });
  }
  const shared = [...byBound].filter(([, { series }]) => series === seriesCount);
  if (shared.length > MAX_BUCKETS) return [];
  return shared
    .map(([bound, { count }]) => ({ upToSeconds: bound * unitSeconds, count }))
    .sort((one, other) => one.upToSeconds - other.upToSeconds);
}

function isCount({ value }: ExpositionSample): boolean {
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}
