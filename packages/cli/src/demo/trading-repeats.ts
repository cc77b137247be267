import type { Saying } from './trading-saying.ts';

/** As much as a node keeps to repeat after an outage. */
const MAX_REMEMBERED = 300;
const REPEATS_AT_ONCE = 2;

/** Remembers what was said of orders, so that it can be said once more: the same events, under the same ids. */
export function recentOrders(): {
  remember(sayings: readonly Saying[]): void;
  /** The next few to repeat, each once. */
  next(): readonly Saying[];
} {
  let remembered: readonly Saying[] = [];
  return {
    remember(sayings) {
      const orders = sayings.filter(
        (saying) => saying.kind === 'entry' && saying.stream.includes(':stream:events.'),
      );
      remembered = [...remembered, ...orders].slice(-MAX_REMEMBERED);
    },
    next() {
      const repeats = remembered.slice(0, REPEATS_AT_ONCE);
      remembered = remembered.slice(REPEATS_AT_ONCE);
      return repeats;
    },
  };
}
