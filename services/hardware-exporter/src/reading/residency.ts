/** The share of the window spent at one clock. Clocks of a GPU repeat and are not sorted. */
export type State = { readonly frequency_hertz: number; readonly ratio: number };

/**
 * Share of the window that a core or the GPU was active: the sum over its clocks, or what idling and
 * being switched off leave over (the same number to 1e-6). Only for single cores and the GPU: the
 * counters of a whole cluster call it busy while it is switched off.
 */
export function activeRatio(reading: {
  readonly states: readonly State[] | undefined;
  readonly idleRatio: number | undefined;
  readonly downRatio: number | undefined;
}): number | undefined {
  const { states, idleRatio, downRatio = 0 } = reading;
  if (states !== undefined && states.length > 0)
    return clampRatio(sum(states.map(({ ratio }) => ratio)));
  return idleRatio === undefined ? undefined : clampRatio(1 - idleRatio - downRatio);
}

/** Share of what full clock all the time would have done: Σ ratio·clock ÷ highest clock. */
export function scaledRatio(states: readonly State[] | undefined): number | undefined {
  if (states === undefined || states.length === 0) return undefined;
  const highest = Math.max(...states.map(({ frequency_hertz }) => frequency_hertz));
  if (highest <= 0) return undefined;
  return clampRatio(
    sum(states.map(({ ratio, frequency_hertz }) => ratio * frequency_hertz)) / highest,
  );
}

/** A clock of 0 is that of a sleeper; beside real work it is a reading that failed. */
export function clockOf(hertz: number | undefined, active: number | undefined): number | undefined {
  return hertz === 0 && (active ?? 0) > 0.01 ? undefined : hertz;
}

/** Rounding in the source may carry a sum of shares a little past its ends. */
export function clampRatio(value: number): number {
  return Math.min(1, Math.max(0, value));
}

export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
