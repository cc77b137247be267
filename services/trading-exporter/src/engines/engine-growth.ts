import type { EngineReport } from '@m4max/contracts';
import type { Span } from '../lifetime/readings.ts';
import { bucketQuantile } from './bucket-quantile.ts';
import type { EngineFigures, Timing } from './engine-figures.ts';

/** With fewer operations a percentile is no more than the slowest of them. */
const FEWEST = { p50: 1, p95: 20, p99: 100 } as const;
/** A mean that its rounding may have moved by more than this share of itself is left out. */
const MAX_ROUNDING_RATIO = 0.1;

export type EngineGrowth = Omit<EngineReport, 'engine' | 'up'>;

/** What an engine did between two readings of its page. */
export function engineGrowth(
  { first, last, seconds }: Span<EngineFigures>,
  /** How finely its page writes a mean. */
  stepSeconds: number,
): EngineGrowth {
  const { connections, timings, timingsLeftOut } = last;
  const grown = timings.flatMap((timing) =>
    timingGrowth(
      first.timings.find(({ metric }) => metric === timing.metric),
      timing,
      seconds,
    ),
  );
  const { detail, ...lifetime } = lifetimeGrowth(first, last, seconds, stepSeconds);
  const details = [
    ...(detail === undefined ? [] : [detail]),
    ...(timingsLeftOut === 0 ? [] : [`${timingsLeftOut} more timings of its page are not read`]),
    ...(hasFigures(last) ? [] : ['its page has no figure that is known here']),
  ];
  return {
    ...onlyOne(grown),
    ...lifetime,
    ...(timings.length === 0 ? {} : { quantiles: grown }),
    ...(connections === undefined ? {} : { connections }),
    ...(details.length === 0 ? {} : { detail: details.join('; ') }),
  };
}

type TimingGrowth = NonNullable<EngineReport['quantiles']>[number];

/** What one histogram or summary counted more than before; nothing of one that was not there before. */
function timingGrowth(
  before: Timing | undefined,
  now: Timing,
  seconds: number,
): readonly TimingGrowth[] {
  if (before === undefined || seconds <= 0) return [];
  const samples = Math.round(now.count - before.count);
  const sum = (now.sumSeconds ?? Number.NaN) - (before.sumSeconds ?? Number.NaN);
  const earlier = new Map(before.buckets.map(({ upToSeconds, count }) => [upToSeconds, count]));
  const buckets = now.buckets.flatMap(({ upToSeconds, count }) => {
    const past = earlier.get(upToSeconds);
    return past === undefined ? [] : [{ upToSeconds, count: count - past }];
  });
  const estimate = (ratio: number, fewest: number) =>
    samples < fewest ? undefined : bucketQuantile(ratio, samples, buckets);
  const p50 = estimate(0.5, FEWEST.p50);
  const p95 = estimate(0.95, FEWEST.p95);
  const p99 = estimate(0.99, FEWEST.p99);
  return [
    {
      metric: now.metric,
      samples,
      operations_per_second: samples / seconds,
      ...(samples > 0 && sum >= 0 ? { mean_seconds: sum / samples } : {}),
      ...(p50 === undefined ? {} : { p50_seconds_estimated: p50 }),
      ...(p95 === undefined ? {} : { p95_seconds_estimated: p95 }),
      ...(p99 === undefined ? {} : { p99_seconds_estimated: p99 }),
    },
  ];
}

/** The only timing of an engine is what it does; of several nobody knows which. */
function onlyOne(
  timings: readonly TimingGrowth[],
): Pick<EngineGrowth, 'operations_per_second' | 'mean_seconds'> {
  const [only, ...more] = timings;
  if (only === undefined || more.length > 0) return {};
  const { operations_per_second: rate, mean_seconds: mean } = only;
  return {
    ...(rate === undefined ? {} : { operations_per_second: rate }),
    ...(mean === undefined ? {} : { mean_seconds: mean }),
  };
}

/**
 * Rate and mean of an interval from a count and a mean of the whole life: Δn ÷ Δt and Δ(mean·n) ÷ Δn.
 * After a million operations a mean with two decimals says nothing of the last hundred.
 */
function lifetimeGrowth(
  before: EngineFigures,
  now: EngineFigures,
  seconds: number,
  stepSeconds: number,
): Pick<EngineGrowth, 'operations_per_second' | 'mean_seconds' | 'detail'> {
  if (before.operations === undefined || now.operations === undefined || seconds <= 0) return {};
  const operations = now.operations - before.operations;
  const rate = { operations_per_second: operations / seconds };
  if (operations <= 0 || before.mean === undefined || now.mean === undefined) return rate;
  const mean =
    (now.mean.seconds * now.operations - before.mean.seconds * before.operations) / operations;
  const roundingSeconds = (stepSeconds * (now.operations + before.operations)) / 2 / operations;
  const isKnown = mean >= 0 && roundingSeconds <= mean * MAX_ROUNDING_RATIO;
  return isKnown ? { ...rate, mean_seconds: mean } : { ...rate, detail: TOO_ROUNDED };
}

const TOO_ROUNDED =
  'its lifetime mean is rounded too coarsely to tell that of the window: let it send telemetry';

function hasFigures({ operations, connections, timings }: EngineFigures): boolean {
  return operations !== undefined || connections !== undefined || timings.length > 0;
}
