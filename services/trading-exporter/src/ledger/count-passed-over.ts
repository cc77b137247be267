import type { PassedOver } from '../following/following.ts';
import { spreadEvenly } from '../following/spread-evenly.ts';
import type { Ledger } from './ledger.ts';

/** Market data that only the Redis has counted: messages of that component, of unknown size. */
export function countPassedOver(ledger: Ledger, input: string, passed: PassedOver): void {
  for (const { entries, atMilliseconds } of spreadEvenly(passed)) {
    ledger.arrivals.count(input, 0, atMilliseconds, entries);
    ledger.components.count('market_data', 0, atMilliseconds, entries);
  }
}
