/** Counters that only grow, and when they were read on a clock that never goes back. */
export type CounterReading<Name extends string> = {
  readonly totals: Readonly<Record<Name, number>>;
  readonly atSeconds: number;
};

/** Growth per second of each counter; `undefined` when one restarted or no time passed. */
export function ratesPerSecond<Name extends string>(
  before: CounterReading<Name> | undefined,
  after: CounterReading<Name>,
): Readonly<Record<Name, number>> | undefined {
  if (before === undefined) return undefined;
  const seconds = after.atSeconds - before.atSeconds;
  if (seconds <= 0) return undefined;
  const rates: Record<Name, number> = { ...after.totals };
  for (const name of Object.keys(rates) as Name[]) {
    const growth = after.totals[name] - before.totals[name];
    if (growth < 0) return undefined;
    rates[name] = growth / seconds;
  }
  return rates;
}
