import type { Cluster, Moment, Unit } from './simulated-mac.ts';
import type { LastingFault } from './simulated-mac-orders.ts';

/** What one sample of powermetrics is made of, whatever the format. */
export type PowerSample = {
  readonly moment: Moment;
  readonly at: Date;
  readonly bootedAt: Date;
  readonly elapsedNs: number;
  readonly osBuild: string;
  readonly samplers: ReadonlySet<string>;
  /** Not so the first sample of `--show-initial-usage`, which covers the time since the boot. */
  readonly isDelta: boolean;
  /** Values that are none: `nan`, beside an `invalid`. */
  readonly invalid: boolean;
  readonly byCoalition: boolean;
  readonly energyByProcess: boolean;
};

/** Millijoules of the window, in whole numbers as powermetrics counts them. */
export function energyOf({ moment, elapsedNs }: PowerSample) {
  const count = (watts: number) => Math.round((watts * elapsedNs) / 1e6);
  const { cpu, gpu, ane } = moment.watts;
  return { cpu: count(cpu), gpu: count(gpu), ane: count(ane) };
}

/** Performance cores are switched off for a part of the time that they do nothing. */
export function downRatio(tier: Cluster['tier'], { active }: Unit): number {
  return tier === 'P' ? (1 - active) * 0.4 : 0;
}

/** Shown by thermal; a value below the first bound is Nominal. */
export function pressureOf(heat: number): string {
  if (heat < 1 / 3) return 'Nominal';
  if (heat < 0.9) return 'Moderate';
  return heat < 1 ? 'Heavy' : 'Trapping';
}

/**
 * The moment as lasting faults let powermetrics see it. The betas of macOS 27 count no energy; an M5
 * publishes it each other second, so that samples of one second alternate between nothing and double.
 */
export function metered(
  moment: Moment,
  { lasting, sample }: { readonly lasting: ReadonlySet<LastingFault>; readonly sample: number },
): Moment {
  const factor = lasting.has('no-power')
    ? 0
    : lasting.has('slow-energy')
      ? 2 * ((sample + 1) % 2)
      : 1;
  const { cpu, gpu, ane } = moment.watts;
  return { ...moment, watts: { cpu: factor * cpu, gpu: factor * gpu, ane: factor * ane } };
}
