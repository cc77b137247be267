import type { HardwareSample } from '@m4max/contracts';
import type { Components } from '../reading/power-document.ts';

export type Energy = NonNullable<HardwareSample['energy']>;

/**
 * Adds the energy of one window. The totals run on when the source starts anew, and a component
 * that was never metered has none: a counter that stands at 0 would call it idle.
 */
export function addEnergy(totals: Energy, joules: Components): Energy {
  return {
    ...totals,
    ...(joules.cpu === undefined
      ? {}
      : { cpu_joules_total: (totals.cpu_joules_total ?? 0) + joules.cpu }),
    ...(joules.gpu === undefined
      ? {}
      : { gpu_joules_total: (totals.gpu_joules_total ?? 0) + joules.gpu }),
    ...(joules.ane === undefined
      ? {}
      : { ane_joules_total: (totals.ane_joules_total ?? 0) + joules.ane }),
  };
}
