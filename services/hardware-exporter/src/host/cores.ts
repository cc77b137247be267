import type { CpuInfo } from 'node:os';
import { cpus } from 'node:os';
import { cpu } from 'systeminformation';
import type { CoreTicks, TierLayout } from '../counters/cpu-from-ticks.ts';
import { numbersEfficientFirst } from '../reading/chips.ts';

export function readTicks(): readonly CoreTicks[] {
  return cpus().map(({ times: { user, nice, sys, irq, idle } }: CpuInfo) => ({
    busy: user + nice + sys + irq,
    idle,
  }));
}

/** Which cores are of which tier, where the system tells; empty on machines whose cores are alike. */
export async function readTiers(chipName: string | undefined): Promise<TierLayout> {
  if (!numbersEfficientFirst(chipName)) return [];
  const { efficiencyCores = 0, performanceCores = 0 } = await cpu();
  if (efficiencyCores === 0 || performanceCores === 0) return [];
  return [
    { tier: 'E', cores: efficiencyCores },
    { tier: 'P', cores: performanceCores },
  ];
}
