import type { LatencyKind } from '@m4max/contracts';

/**
 * Upper bounds of the classic histograms, in seconds. Every bound of the platform's own monitor is
 * among them, so its queries go on working, and so are the targets: 2, 10 and 50 ms.
 */
export const bucketBounds: Readonly<Record<LatencyKind, readonly number[]>> = {
  order: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
  market_data: [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5],
  risk: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1],
  ml: [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2],
  db: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  bus: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
  custom: [0.0001, 0.001, 0.01, 0.1, 1, 10],
};
