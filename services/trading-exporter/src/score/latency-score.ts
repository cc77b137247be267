import type { Latency } from '@m4max/contracts';
import type { LevelBounds } from '../latency/levels.ts';

/** P95 says what is usual, P99 what hurts. */
const P95_WEIGHT = 0.7;

/** 0 to 100 for a series with enough samples for a P95, else nothing. */
export function latencyScore(
  latency: Pick<Latency, 'p95' | 'p99'>,
  bounds: LevelBounds,
): number | undefined {
  const { p95, p99 } = latency;
  if (p95 === undefined) return undefined;
  const usual = pointsOf(p95, bounds);
  return p99 === undefined ? usual : P95_WEIGHT * usual + (1 - P95_WEIGHT) * pointsOf(p99, bounds);
}

/** Through the platform's thresholds, in a straight line over the logarithm of the time between them. */
export function pointsOf(seconds: number, bounds: LevelBounds): number {
  return interpolate(seconds, [
    [bounds.excellent, 100],
    [bounds.good, 80],
    [bounds.acceptable, 60],
    [bounds.poor, 40],
    [10 * bounds.poor, 0],
  ]);
}

type Anchor = readonly [seconds: number, points: number];

/** Points by the logarithm of a time; flat before the first anchor and after the last one. */
export function interpolate(seconds: number, anchors: readonly Anchor[]): number {
  let before: Anchor | undefined;
  for (const anchor of anchors) {
    if (seconds <= anchor[0])
      return before === undefined ? anchor[1] : between(seconds, before, anchor);
    before = anchor;
  }
  return before?.[1] ?? 0;
}

function between(seconds: number, from: Anchor, to: Anchor): number {
  const share = Math.log(seconds / from[0]) / Math.log(to[0] / from[0]);
  return from[1] + share * (to[1] - from[1]);
}
