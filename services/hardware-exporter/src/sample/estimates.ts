import type { HardwareSample } from '@m4max/contracts';
import type { KnownChip } from '../reading/chips.ts';
import { clampRatio } from '../reading/residency.ts';

type Ane = NonNullable<HardwareSample['ane']>;
type Memory = NonNullable<HardwareSample['memory']>;

/** Memory takes this much to keep what it holds, without any traffic. */
const DRAM_IDLE_WATTS = 0.3;
/**
 * Some 5 pJ a bit, which is what LPDDR5 takes and what mactop assumes where it cannot measure. An M1 Pro
 * was seen at 42 GB/s a watt, so that the estimate may be wrong by a factor of two.
 */
const DRAM_BYTES_PER_JOULE = 25e9;

/**
 * The Neural Engine: its share by its watts unless a source knew better, and what that means in
 * tera-operations. `undefined` when its watts are not known either.
 */
export function estimateNeuralEngine(options: {
  readonly told: Ane | undefined;
  readonly watts: number | undefined;
  /** What the user set in place of the guess for the chip. */
  readonly maxWatts: number | undefined;
  readonly chip: KnownChip;
}): Ane | undefined {
  const { told, watts, chip } = options;
  const maxWatts = options.maxWatts ?? chip.assumedAneMaxWatts;
  const ane = told ?? (watts === undefined ? undefined : byWatts(watts, maxWatts));
  if (ane === undefined || chip.ratedTops === undefined) return ane;
  return { ...ane, tops_estimated: ane.active_ratio_estimated * chip.ratedTops };
}

function byWatts(watts: number, maxWatts: number): Ane {
  return {
    active_ratio_estimated: clampRatio(watts / maxWatts),
    estimate: { basis: 'ane_watts / assumed_max_watts', assumed_max_watts: maxWatts },
  };
}

/**
 * Traffic to the memory by the power it takes, at most what the chip can carry. Nothing where a source told
 * it, or where the power is so little that it says nothing of the traffic.
 */
export function estimateBandwidth(options: {
  readonly memory: Memory | undefined;
  readonly dramWatts: number | undefined;
  readonly limitBytesPerSecond: number | undefined;
}): Pick<Memory, 'bandwidth_bytes_per_second_estimated' | 'bandwidth_estimate'> {
  const { memory, dramWatts, limitBytesPerSecond = Number.POSITIVE_INFINITY } = options;
  if (dramWatts === undefined || memory?.bandwidth_bytes_per_second !== undefined) return {};
  if (memory?.bandwidth_bytes_per_second_estimated !== undefined) return {};
  const traffic = (dramWatts - DRAM_IDLE_WATTS) * DRAM_BYTES_PER_JOULE;
  if (traffic <= 0) return {};
  return {
    bandwidth_bytes_per_second_estimated: Math.min(traffic, limitBytesPerSecond),
    bandwidth_estimate: {
      basis:
        '(dram_watts - assumed_idle_watts) * assumed_bytes_per_joule; may be wrong by a factor of two',
      assumed_idle_watts: DRAM_IDLE_WATTS,
      assumed_bytes_per_joule: DRAM_BYTES_PER_JOULE,
    },
  };
}
