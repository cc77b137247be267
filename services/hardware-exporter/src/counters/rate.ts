/** A counter that only grows, and when it was read on a clock that never goes back. */
export type CounterReading = { readonly value: number; readonly atSeconds: number };

/** Growth per second between two readings; `undefined` when the counter restarted or no time passed. */
export function ratePerSecond(
  before: CounterReading | undefined,
  after: CounterReading,
): number | undefined {
  if (before === undefined || after.value < before.value) return undefined;
  const seconds = after.atSeconds - before.atSeconds;
  return seconds <= 0 ? undefined : (after.value - before.value) / seconds;
}
