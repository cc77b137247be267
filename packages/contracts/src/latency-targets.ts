import type { LatencyKind } from './trading-sample.ts';

/** What the platform promises: the 95th percentile of a kind stays under this, in seconds. */
export const latencyTargets = {
  order: 0.01,
  market_data: 0.002,
  risk: 0.1,
  ml: 0.05,
} as const satisfies Partial<Record<LatencyKind, number>>;

/** The same promise as a share of events: so many of them have to be within their target. */
export const latencyObjective = 0.95;
