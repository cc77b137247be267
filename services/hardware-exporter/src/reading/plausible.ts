import type { Missing } from '@m4max/contracts';

/**
 * What no Mac comes near, with room for those to come: beyond it a figure is a fault of its source.
 * A window is as long as a machine slept; watts are more than any power supply of a Mac gives; a
 * counter that went back shows as far more than a terabyte a second.
 */
export const MOST = {
  seconds: 30 * 24 * 3600,
  hertz: 20e9,
  watts: 2000,
  'bytes a second': 1e12,
  'operations a second': 1e9,
} as const;

type Unit = keyof typeof MOST;

/** Tells figures from faults, and keeps why a figure was left out. */
export type Plausibility = {
  /** The figure, when it can be true; nothing below zero is. */
  believe(field: string, unit: Unit, figure: number | undefined): number | undefined;
  /** The energy, when the power that it takes to get there can be true. */
  believeJoules(
    field: string,
    joules: number | undefined,
    seconds: number | undefined,
  ): number | undefined;
  doubt(field: string, reason: string): void;
  doubts(): readonly Missing[];
};

export function plausibility(): Plausibility {
  const doubts: Missing[] = [];

  function believe(field: string, unit: Unit, figure: number | undefined): number | undefined {
    if (figure === undefined) return undefined;
    if (figure >= 0 && figure <= MOST[unit]) return figure;
    doubt(field, `the source says ${figure} ${unit}, which cannot be true`);
    return undefined;
  }

  function doubt(field: string, reason: string): void {
    doubts.push({ field, reason });
  }

  return {
    believe,
    believeJoules(field, joules, seconds = MOST.seconds) {
      if (joules === undefined) return undefined;
      return believe(field, 'watts', joules / seconds) === undefined ? undefined : joules;
    },
    doubt,
    doubts: () => doubts,
  };
}
