import type { TradingSample } from '@m4max/contracts';
import { createOrderBook } from '../orders/order-counts.ts';
import { createWaitingList } from '../orders/waiting.ts';
import type { Finding, Order } from './exchange.ts';

/** Venues with open orders of their own; orders of further ones are counted as `other`. */
const MAX_VENUES = 64;

type Orders = NonNullable<TradingSample['orders']>;

/** Counts what becomes of orders, and keeps those that are out. */
export type OrderTally = {
  submitted(order: Order, atMilliseconds: number): void;
  /** After anything that may have changed how it stands. */
  changed(order: Order, findings: readonly Finding[], atMilliseconds: number): void;
  forget(order: Order): void;
  /** Nothing while no order is known of. */
  orders(nowMilliseconds: number): Orders | undefined;
};

export function createOrderTally(windowSeconds: number): OrderTally {
  const book = createOrderBook(windowSeconds);
  const unanswered = createWaitingList();
  const cancels = createWaitingList();
  const replaces = createWaitingList();
  const open = new Set<Order>();

  function standing(order: Order, atMilliseconds: number): void {
    const { key, isSeen, isAnswered, isEnded, pending } = order;
    unanswered.set(key, isSeen && !isAnswered, atMilliseconds);
    cancels.set(key, pending.cancel !== undefined && !isEnded, atMilliseconds);
    replaces.set(key, pending.replace !== undefined && !isEnded, atMilliseconds);
    if (isSeen && isAnswered && !isEnded) open.add(order);
    else open.delete(order);
  }

  return {
    submitted(order, atMilliseconds) {
      book.count('submitted', atMilliseconds);
      const cohort = book.cohortAt(order, atMilliseconds);
      order.cohort = cohort;
      if (cohort === undefined) return;
      cohort.submitted += 1;
      // Their answers may have been read first.
      if (order.isRejected) cohort.rejected += 1;
      if (order.firstFill !== undefined) cohort.filled += 1;
    },
    changed(order, findings, atMilliseconds) {
      standing(order, atMilliseconds);
      for (const finding of findings) {
        if (finding.kind !== 'counted') continue;
        book.count(finding.count, atMilliseconds);
        if (order.cohort === undefined) continue;
        if (finding.count === 'rejected') order.cohort.rejected += 1;
        if (finding.count === 'filled') order.cohort.filled += 1;
      }
    },
    forget(order) {
      for (const list of [unanswered, cancels, replaces]) list.set(order.key, false, 0);
      open.delete(order);
    },
    orders(nowMilliseconds) {
      const { denied: _, ...counts } = book.counts(nowMilliseconds);
      const inFlight = unanswered.at(nowMilliseconds);
      const isIdle = Object.values(counts).every((count) => count === 0);
      if (isIdle && inFlight.orders === 0 && open.size === 0) return undefined;
      const pendingCancels = cancels.at(nowMilliseconds);
      const { oldestSeconds } = inFlight;
      const oldestCancel = pendingCancels.oldestSeconds;
      return {
        in_flight: inFlight.orders,
        ...(oldestSeconds === undefined ? {} : { oldest_in_flight_seconds: oldestSeconds }),
        ...counts,
        open: open.size,
        open_by_venue: byVenue(open),
        pending_cancels: pendingCancels.orders,
        ...(oldestCancel === undefined ? {} : { oldest_pending_cancel_seconds: oldestCancel }),
        pending_updates: replaces.at(nowMilliseconds).orders,
        outcomes: book
          .cohorts(nowMilliseconds)
          .map(({ venue, orderType, submitted, rejected, filled }) => ({
            venue,
            order_type: orderType,
            submitted,
            rejected,
            filled,
          })),
      };
    },
  };
}

function byVenue(open: ReadonlySet<Order>): { readonly venue: string; readonly open: number }[] {
  const venues = new Map<string, number>();
  for (const order of open) {
    const venue = venues.has(order.venue) || venues.size < MAX_VENUES ? order.venue : 'other';
    venues.set(venue, (venues.get(venue) ?? 0) + 1);
  }
  return [...venues].map(([venue, count]) => ({ venue, open: count }));
}
