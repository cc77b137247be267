import type { CounterReading } from '../counters/rates.ts';
import { ratesPerSecond } from '../counters/rates.ts';
import type { Answer } from './probe.ts';

/** Asks for counters and gives their growth per second since the question before. */
export function rateReader<Name extends string>(options: {
  readonly totals: () => Promise<Readonly<Record<Name, number>> | undefined>;
  /** Why there are no counters. */
  readonly nothing: string;
}): (nowSeconds: number) => Promise<Answer<Readonly<Record<Name, number>>>> {
  let before: CounterReading<Name> | undefined;
  return async (nowSeconds) => {
    const totals = await options.totals();
    if (totals === undefined) return { kind: 'none', reason: options.nothing };
    const after = { totals, atSeconds: nowSeconds };
    const rates = ratesPerSecond(before, after);
    before = after;
    if (rates === undefined)
      return { kind: 'none', reason: 'not yet: a rate needs two readings of the counters' };
    return { kind: 'value', value: rates };
  };
}
