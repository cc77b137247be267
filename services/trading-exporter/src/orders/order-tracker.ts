import type { OrderEvent, OrderEventType } from '../decode/message.ts';
import type { Measurement } from '../latency/measurement.ts';
import { createRecentMap } from '../recent/recent-map.ts';
import type { KeptOrder } from './kept-order.ts';
import { keepOrder, lifeOf } from './kept-order.ts';
import type { Cohort, OrderBook, OrderCount, OrderCounts } from './order-counts.ts';
import { createOrderBook } from './order-counts.ts';
import type { OrderLife } from './order-life.ts';
import { beginLife, hasEnded, hasSeen, isAnswered, labelsOf, live, settle } from './order-life.ts';
import type { Waiting } from './waiting.ts';
import { createWaitingList } from './waiting.ts';

/** At least so many orders are remembered, the last ones to be heard of, and at most twice as many; half a kilobyte each. */
const RECENT_ORDERS = 50_000;
/** Venues with open orders of their own; orders of further ones are counted as `other`. */
const MAX_VENUES = 64;
/** Of those that a venue has to answer for, the newest are remembered over a restart; 400 bytes each. */
const MAX_KEPT = 1000;

export type OrderTracker = {
  /** Takes one event, in any order, and says what it completes. */
  take(event: OrderEvent, atMilliseconds: number): readonly Measurement[];
  /** What became of the orders of the window that ends now. */
  counts(nowMilliseconds: number): OrderCounts;
  /** Orders sent or denied in the window, by venue and type, and what became of them since. */
  cohorts(nowMilliseconds: number): readonly Cohort[];
  /** Sent, and not answered by a venue. */
  inFlight(nowMilliseconds: number): Waiting;
  pendingCancels(nowMilliseconds: number): Waiting;
  pendingUpdates(nowMilliseconds: number): Waiting;
  /** Accepted and not ended, by venue; a venue that had one stays with 0. */
  open(): ReadonlyMap<string, number>;
  /** Orders that are not ended, for the next run. */
  keep(): readonly KeptOrder[];
  /** Goes on with what an earlier run has kept. */
  restore(orders: readonly KeptOrder[]): void;
};

/** What the tracker itself keeps with the life of an order. */
type Followed = { readonly life: OrderLife; cohort?: Cohort; openAt?: string };

/** Follows orders from their making to their end. */
export function createOrderTracker(windowSeconds: number): OrderTracker {
  const followed = createRecentMap(RECENT_ORDERS, forget);
  const book: OrderBook = createOrderBook(windowSeconds);
  const inFlight = createWaitingList();
  const cancels = createWaitingList();
  const updates = createWaitingList();
  const open = new Map<string, number>();

  function follow(key: string, venue: string): Followed {
    const held = followed.get(key);
    if (held !== undefined) return held;
    const order: Followed = { life: beginLife(venue) };
    followed.set(key, order);
    return order;
  }

  function forget(key: string, order: Followed): void {
    for (const list of [inFlight, cancels, updates]) list.set(key, false, 0);
    moveOpen(order, undefined);
  }

  function moveOpen(order: Followed, venue: string | undefined): void {
    if (order.openAt !== undefined) open.set(order.openAt, (open.get(order.openAt) ?? 1) - 1);
    delete order.openAt;
    if (venue === undefined) return;
    order.openAt = open.has(venue) || open.size < MAX_VENUES ? venue : 'other';
    open.set(order.openAt, (open.get(order.openAt) ?? 0) + 1);
  }

  function standing(key: string, order: Followed, atMilliseconds: number): void {
    const { life } = order;
    const isOver = hasEnded(life);
    inFlight.set(key, life.at.submitted !== undefined && !isAnswered(life), atMilliseconds);
    cancels.set(key, life.cancel.kind === 'asked' && !isOver, atMilliseconds);
    updates.set(key, life.modify.kind === 'asked' && !isOver, atMilliseconds);
    const isOpen = isAnswered(life) && !isOver;
    if (isOpen !== (order.openAt !== undefined)) moveOpen(order, isOpen ? life.venue : undefined);
  }

  function tally(order: Followed, type: OrderEventType, isFirst: boolean, at: number): void {
    const counted = counts[type];
    if (counted !== undefined && isFirst) book.count(counted, at);
    const { life } = order;
    const { order_type: orderType = 'unknown', venue = 'unknown' } = labelsOf(life);
    if (type === 'OrderSubmitted' && order.cohort === undefined) {
      const cohort = book.cohortAt({ venue, orderType }, at);
      if (cohort === undefined) return;
      order.cohort = cohort;
      cohort.submitted += 1;
      // Their copies may have been read first.
      if (hasSeen(life, 'OrderRejected')) cohort.rejected += 1;
      if (hasSeen(life, 'OrderFilled')) cohort.filled += 1;
      return;
    }
    if (!isFirst) return;
    if (type === 'OrderDenied') {
      const cohort = book.cohortAt({ venue, orderType }, at);
      if (cohort !== undefined) cohort.denied += 1;
    }
    if (order.cohort === undefined) return;
    if (type === 'OrderRejected') order.cohort.rejected += 1;
    if (type === 'OrderFilled') order.cohort.filled += 1;
  }

  return {
    take(event, atMilliseconds) {
      const key = `${event.trader} ${event.order}`;
      if (event.isReconciliation) {
        const order = followed.get(key);
        if (order === undefined) return [];
        settle(order.life, event);
        standing(key, order, atMilliseconds);
        return [];
      }
      const order = follow(key, event.venue);
      const isFirst = !hasSeen(order.life, event.type);
      const measurements = live(order.life, event);
      standing(key, order, atMilliseconds);
      tally(order, event.type, isFirst, atMilliseconds);
      return measurements;
    },
    counts: (nowMilliseconds) => book.counts(nowMilliseconds),
    cohorts: (nowMilliseconds) => book.cohorts(nowMilliseconds),
    inFlight: (nowMilliseconds) => inFlight.at(nowMilliseconds),
    pendingCancels: (nowMilliseconds) => cancels.at(nowMilliseconds),
    pendingUpdates: (nowMilliseconds) => updates.at(nowMilliseconds),
    open: () => open,
    keep() {
      const kept: KeptOrder[] = [];
      for (const [key, order] of followed.entries()) {
        if (order.openAt === undefined && inFlight.since(key) === undefined) continue;
        const waits = {
          ...waitsFor('answer', inFlight.since(key)),
          ...waitsFor('cancel', cancels.since(key)),
          ...waitsFor('update', updates.since(key)),
        };
        kept.push(keepOrder(key, order.life, waits));
      }
      return kept.slice(-MAX_KEPT);
    },
    restore(orders) {
      for (const kept of orders) {
        const order = follow(kept.key, kept.venue);
        if (order.life.seen !== 0) continue; // It is known already.
        Object.assign(order.life, lifeOf(kept));
        for (const [list, since] of [
          [inFlight, kept.waits.answer],
          [cancels, kept.waits.cancel],
          [updates, kept.waits.update],
        ] as const)
          if (since !== undefined) list.set(kept.key, true, since);
        standing(kept.key, order, 0);
      }
    },
  };
}

function waitsFor(what: keyof KeptOrder['waits'], since: number | undefined): KeptOrder['waits'] {
  return since === undefined ? {} : { [what]: since };
}

const counts: Readonly<Partial<Record<OrderEventType, OrderCount>>> = {
  OrderSubmitted: 'submitted',
  OrderAccepted: 'accepted',
  OrderRejected: 'rejected',
  OrderFilled: 'filled',
  OrderCanceled: 'canceled',
  OrderExpired: 'expired',
  OrderDenied: 'denied',
};
