import type { OrderEvent, OrderEventType } from '../decode/message.ts';
import type { Measurement } from '../latency/measurement.ts';
import type { OrderLife } from './order-life.ts';
import { beginLife, hasEnded, live } from './order-life.ts';

/** Orders that are remembered; the longest untouched are forgotten first. Some 600 bytes each. */
const MAX_ORDERS = 100_000;
/** An order without an answer for this long is given up: its engine or its answer is gone. */
const GIVE_UP_MILLISECONDS = 3_600_000;

export type OrderCount = 'submitted' | 'accepted' | 'rejected' | 'filled' | 'canceled' | 'denied';

export type OrderTracker = {
  /** Takes one event, in any order, and says what it completes and what it counts as. */
  take(
    event: OrderEvent,
    atMilliseconds: number,
  ): { readonly measurements: readonly Measurement[]; readonly count: OrderCount | undefined };
  inFlight(nowMilliseconds: number): {
    readonly orders: number;
    readonly oldestSeconds: number | undefined;
  };
  /** Accepted and not ended. */
  open(): number;
};

/** Follows orders from their making to their end. */
export function createOrderTracker(): OrderTracker {
  const lives = new Map<string, OrderLife>();
  const unanswered = new Map<string, number>();
  const open = new Set<string>();

  function lifeOf(key: string, venue: string): OrderLife {
    const life = lives.get(key) ?? beginLife(venue);
    lives.delete(key); // Put back as the newest.
    lives.set(key, life);
    if (lives.size > MAX_ORDERS) {
      const [oldest] = lives.keys();
      if (oldest !== undefined) forget(oldest);
    }
    return life;
  }

  function forget(key: string): void {
    lives.delete(key);
    unanswered.delete(key);
    open.delete(key);
  }

  return {
    take(event, atMilliseconds) {
      const key = `${event.trader} ${event.order}`;
      const life = lifeOf(key, event.venue);
      const isFirstFill = life.at.filled === undefined;
      const measurements = live(life, event);
      const { at } = life;
      const ended = hasEnded(life);
      const answered = ended || at.accepted !== undefined || at.filled !== undefined;
      if (answered) unanswered.delete(key);
      else if (event.type === 'OrderSubmitted') unanswered.set(key, atMilliseconds);
      if (ended || !answered) open.delete(key);
      else open.add(key);
      return { measurements, count: countOf(event.type, isFirstFill) };
    },
    inFlight(nowMilliseconds) {
      let oldest = nowMilliseconds;
      for (const [key, since] of unanswered) {
        if (nowMilliseconds - since > GIVE_UP_MILLISECONDS) unanswered.delete(key);
        else oldest = Math.min(oldest, since);
      }
      const orders = unanswered.size;
      return {
        orders,
        oldestSeconds: orders === 0 ? undefined : (nowMilliseconds - oldest) / 1000,
      };
    },
    open: () => open.size,
  };
}

const counts: Readonly<Partial<Record<OrderEventType, OrderCount>>> = {
  OrderSubmitted: 'submitted',
  OrderAccepted: 'accepted',
  OrderRejected: 'rejected',
  OrderFilled: 'filled',
  OrderCanceled: 'canceled',
  OrderDenied: 'denied',
};

function countOf(type: OrderEventType, isFirstFill: boolean): OrderCount | undefined {
  return type === 'OrderFilled' && !isFirstFill ? undefined : counts[type];
}
