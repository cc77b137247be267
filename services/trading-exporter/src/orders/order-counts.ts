import { createSlidingWindow } from '../histogram/sliding-window.ts';

const orderCounts = [
  'submitted',
  'accepted',
  'rejected',
  'filled',
  'canceled',
  'expired',
  'denied',
] as const;
export type OrderCount = (typeof orderCounts)[number];
export type OrderCounts = Readonly<Record<OrderCount, number>>;

/**
 * Orders of one venue and type that were sent in the same slice of time, or denied, and what became of
 * them since. An answer counts with the order that it answers, so that a ratio is one of the same orders.
 */
export type Cohort = {
  readonly venue: string;
  readonly orderType: string;
  submitted: number;
  rejected: number;
  filled: number;
  denied: number;
};

/** Venues and types beyond this are counted together as `other`: they become labels. */
const MAX_COHORTS = 64;
const SLICES = 30;

type Slice = { readonly counts: Record<OrderCount, number>; readonly cohorts: Map<string, Cohort> };

export type OrderBook = {
  count(what: OrderCount, atMilliseconds: number): void;
  /** Where an order counts that is sent or denied now; nothing when the window has passed that. */
  cohortAt(
    order: { readonly venue: string; readonly orderType: string },
    atMilliseconds: number,
  ): Cohort | undefined;
  counts(nowMilliseconds: number): OrderCounts;
  cohorts(nowMilliseconds: number): readonly Cohort[];
};

/** What became of the orders of the window that ends now. */
export function createOrderBook(windowSeconds: number): OrderBook {
  const names = new Set<string>();
  const window = createSlidingWindow<Slice>({
    windowSeconds,
    sliceSeconds: windowSeconds / SLICES,
    create: () => ({ counts: noOrders(), cohorts: new Map() }),
  });

  function isKnown(name: string): boolean {
    if (names.has(name)) return true;
    if (names.size >= MAX_COHORTS) return false;
    names.add(name);
    return true;
  }

  return {
    count(what, atMilliseconds) {
      const slice = window.at(atMilliseconds);
      if (slice !== undefined) slice.counts[what] += 1;
    },
    cohortAt(order, atMilliseconds) {
      const isOwn = isKnown(`${order.venue}\u0000${order.orderType}`);
      const { venue, orderType } = isOwn ? order : { venue: 'other', orderType: 'other' };
      const cohorts = window.at(atMilliseconds)?.cohorts;
      return cohorts === undefined ? undefined : cohortOf(cohorts, venue, orderType);
    },
    counts(nowMilliseconds) {
      const sum = noOrders();
      for (const { counts } of window.within(nowMilliseconds))
        for (const name of orderCounts) sum[name] += counts[name];
      return sum;
    },
    cohorts(nowMilliseconds) {
      const whole = new Map<string, Cohort>();
      for (const { cohorts } of window.within(nowMilliseconds))
        for (const part of cohorts.values()) {
          const sum = cohortOf(whole, part.venue, part.orderType);
          sum.submitted += part.submitted;
          sum.rejected += part.rejected;
          sum.filled += part.filled;
          sum.denied += part.denied;
        }
      return [...whole.values()];
    },
  };
}

function cohortOf(cohorts: Map<string, Cohort>, venue: string, orderType: string): Cohort {
  const key = `${venue}\u0000${orderType}`;
  const found = cohorts.get(key);
  if (found !== undefined) return found;
  const cohort = { venue, orderType, submitted: 0, rejected: 0, filled: 0, denied: 0 };
  cohorts.set(key, cohort);
  return cohort;
}

function noOrders(): Record<OrderCount, number> {
  return { submitted: 0, accepted: 0, rejected: 0, filled: 0, canceled: 0, expired: 0, denied: 0 };
}
