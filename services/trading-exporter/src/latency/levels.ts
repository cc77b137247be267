import type { LatencyKind, PerformanceLevel } from '@m4max/contracts';
import { latencyTargets } from '@m4max/contracts';

/** Upper bounds of each level, in seconds; over `poor` is critical. */
export type LevelBounds = {
  readonly excellent: number;
  readonly good: number;
  readonly acceptable: number;
  readonly poor: number;
  /** What the platform promises for P95. */
  readonly target: number;
};

/** The platform's own thresholds. */
export const levelBounds: Readonly<Partial<Record<LatencyKind, LevelBounds>>> = {
  order: {
    excellent: 0.001,
    good: 0.01,
    acceptable: 0.05,
    poor: 0.1,
    target: latencyTargets.order,
  },
  market_data: {
    excellent: 0.0005,
    good: 0.002,
    acceptable: 0.01,
    poor: 0.05,
    target: latencyTargets.market_data,
  },
  risk: { excellent: 0.005, good: 0.02, acceptable: 0.1, poor: 0.5, target: latencyTargets.risk },
  ml: { excellent: 0.01, good: 0.05, acceptable: 0.2, poor: 1, target: latencyTargets.ml },
};

export function levelOf(bounds: LevelBounds, seconds: number): PerformanceLevel {
  if (seconds <= bounds.excellent) return 'excellent';
  if (seconds <= bounds.good) return 'good';
  if (seconds <= bounds.acceptable) return 'acceptable';
  return seconds <= bounds.poor ? 'poor' : 'critical';
}
