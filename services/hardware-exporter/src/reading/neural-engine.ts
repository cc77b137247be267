import type { HardwareSample } from '@m4max/contracts';
import { clampRatio } from './residency.ts';

/** More than was ever seen of a Neural Engine, which is some 7 W. */
export const ASSUMED_MAX_WATTS = 8;

/**
 * The share of the Neural Engine by its watts, which are all that any tool can read of it. The maximum
 * is a guess that users may replace (ANE_MAX_WATTS), so it travels with the number.
 */
export function neuralEngine(options: {
  readonly watts: number;
  readonly maxWatts: number;
  readonly ratedTops: number | undefined;
}): NonNullable<HardwareSample['ane']> {
  const ratio = clampRatio(options.watts / options.maxWatts);
  return {
    active_ratio_estimated: ratio,
    ...(options.ratedTops === undefined ? {} : { tops_estimated: ratio * options.ratedTops }),
    estimate: { basis: 'ane_watts / assumed_max_watts', assumed_max_watts: options.maxWatts },
  };
}
