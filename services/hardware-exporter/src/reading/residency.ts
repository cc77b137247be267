/** The share of the window spent at one clock. Clocks of a GPU repeat and are not sorted. */
export type State = { readonly frequency_hertz: number; readonly ratio: number };

/**
 * How far rounding carries a sum of shares past its ends: the plist has six digits (2e-5 over 20 clocks),
 * the text format hundredths of a percent (1e-3). What lies further out is no share of anything.
 */
const ROUNDING = 1e-3;

/**
 * Share of the window that a core or the GPU was active: the sum over its clocks, or what idling and
 * being switched off leave over (the same number to 1e-6). Nothing when the shares cannot be true. Only
 * for single cores and the GPU: the counters of a whole cluster call it busy while it is switched off.
 */
export function activeRatio(reading: {
  readonly states: readonly State[] | undefined;
  readonly idleRatio: number | undefined;
  readonly downRatio: number | undefined;
}): number | undefined {
  const { states, idleRatio, downRatio = 0 } = reading;
  if (states !== undefined && states.length > 0)
    return possibleRatio(sum(states.map(({ ratio }) => ratio)));
  return idleRatio === undefined ? undefined : possibleRatio(1 - idleRatio - downRatio);
}

/**
 * Share of what full clock all the time would have done: Σ ratio·clock ÷ highest clock. `rounding` is how far
 * the source rounds the shares of a unit together.
 */
export function scaledRatio(
  states: readonly State[] | undefined,
  rounding = ROUNDING,
): number | undefined {
  if (states === undefined || states.length === 0) return undefined;
  const highest = Math.max(...states.map(({ frequency_hertz }) => frequency_hertz));
  if (highest <= 0) return undefined;
  return possibleRatio(
    sum(states.map(({ ratio, frequency_hertz }) => ratio * frequency_hertz)) / highest,
    rounding,
  );
}

/** A clock of 0 is that of a sleeper; beside real work, or work that is not known, it is no reading. */
export function clockOf(hertz: number | undefined, active: number | undefined): number | undefined {
  return hertz === 0 && (active ?? 1) > 0.01 ? undefined : hertz;
}

/** A share that a source gave, without what rounding carried past its ends. */
export function possibleRatio(value: number, rounding = ROUNDING): number | undefined {
  return value >= -rounding && value <= 1 + rounding ? clampRatio(value) : undefined;
}

/** For estimates, and for shares that are known to be past the ends by rounding alone. */
export function clampRatio(value: number): number {
  return Math.min(1, Math.max(0, value));
}

export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : sum(values) / values.length;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
