import type { HardwareSample, HardwareSourceName } from '@m4max/contracts';
import { knownFields } from '../reading/known-fields.ts';
import type { Components } from '../reading/power-document.ts';
import { clampRatio } from '../reading/residency.ts';

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

/** Energy that several sources meter: the totals, and who was counted last for each part, up to when. */
export type EnergyAccount = {
  readonly totals: Energy;
  readonly counted: Partial<Record<keyof Components, Counted>>;
};
type Counted = { readonly source: HardwareSourceName; readonly until: Date };

export const NO_ENERGY: EnergyAccount = { totals: {}, counted: {} };

/**
 * Adds the energy of one window of one source. Where another one was counted before, only for the time
 * that is not counted yet. Windows of one source follow each other, whatever the moments of their arrival.
 */
export function addWindow(
  { totals, counted }: EnergyAccount,
  window: {
    readonly source: HardwareSourceName;
    /** When it ended. */
    readonly at: Date;
    readonly seconds: number | undefined;
    readonly joules: Components;
  },
): EnergyAccount {
  const { source, at, seconds, joules } = window;
  const left = (component: keyof Components) => {
    const metered = joules[component];
    const last = counted[component];
    if (metered === undefined || last === undefined || last.source === source || !seconds)
      return metered;
    const share = (at.getTime() - last.until.getTime()) / 1000 / seconds;
    return metered * clampRatio(share);
  };
  const now = { source, until: at };
  return {
    totals: addEnergy(
      totals,
      knownFields({ cpu: left('cpu'), gpu: left('gpu'), ane: left('ane') }),
    ),
    counted: { ...counted, ...Object.fromEntries(Object.keys(joules).map((key) => [key, now])) },
  };
}
