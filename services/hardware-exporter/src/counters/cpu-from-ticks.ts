import type { HardwareSample } from '@m4max/contracts';

type Cpu = NonNullable<HardwareSample['cpu']>;

/** Time that the kernel counted for one core, in any unit: since start, by what the core did. */
export type CoreTicks = { readonly busy: number; readonly idle: number };

/** Tiers in the order of the cores' numbers; empty on a machine whose cores are alike. */
export type TierLayout = readonly { readonly tier: string; readonly cores: number }[];

/**
 * The CPU between two readings of the kernel's counters. A core whose counters stood still or went
 * back is left out; `undefined` when that leaves none, as at the first reading.
 */
export function cpuFromTicks(
  before: readonly CoreTicks[] | undefined,
  after: readonly CoreTicks[],
  layout: TierLayout,
): Cpu | undefined {
  if (before === undefined || before.length !== after.length) return undefined;
  const tierOf = tierByCore(layout, after.length);
  const cores = after.flatMap((ticks, core) => {
    const earlier = before[core];
    const active_ratio = earlier && busyRatio(earlier, ticks);
    if (active_ratio === undefined) return [];
    const tier = tierOf(core);
    return [{ core, ...(tier === undefined ? {} : { tier }), active_ratio }];
  });
  if (cores.length === 0) return undefined;
  const tiers = layout.flatMap(({ tier }) => {
    const own = cores.filter((core) => core.tier === tier);
    return own.length === 0 ? [] : [{ tier, cores: own.length, active_ratio: meanOf(own) }];
  });
  const active = meanOf(cores);
  const performance = tiers.find(({ tier }) => tier === 'P');
  return {
    active_ratio: active,
    performance_active_ratio: performance?.active_ratio ?? active,
    tiers,
    clusters: [],
    cores,
  };
}

function tierByCore(layout: TierLayout, count: number): (core: number) => string | undefined {
  const tiers = layout.flatMap(({ tier, cores }) => Array<string>(cores).fill(tier));
  return tiers.length === count ? (core) => tiers[core] : () => undefined;
}

function busyRatio(before: CoreTicks, after: CoreTicks): number | undefined {
  const busy = after.busy - before.busy;
  const idle = after.idle - before.idle;
  if (busy < 0 || idle < 0 || busy + idle === 0) return undefined;
  return busy / (busy + idle);
}

function meanOf(cores: readonly { readonly active_ratio: number }[]): number {
  let total = 0;
  for (const { active_ratio } of cores) total += active_ratio;
  return total / cores.length;
}
