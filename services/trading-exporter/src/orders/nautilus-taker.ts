import type { OrderEvent } from '../decode/message.ts';
import { componentOf, readMessage } from '../decode/read-message.ts';
import { createSlidingWindow } from '../histogram/sliding-window.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { OrderCount } from './order-tracker.ts';
import { createOrderTracker } from './order-tracker.ts';
import { createRecentIds } from './recent-ids.ts';

/** Copies of an event come within seconds; this is minutes of them at full speed. */
const RECENT_IDS = 50_000;

/** One entry of a NautilusTrader bus. */
export type BusEntry = {
  readonly topic: string;
  readonly payload: Buffer | undefined;
  /** When it counts, see `placedAt`. */
  readonly atMilliseconds: number;
  /** Market data of a reader that cannot keep up is counted without a look into it. */
  readonly countOnly?: boolean;
};

export type OrderCounts = Readonly<Record<OrderCount, number>>;

export type NautilusTaker = {
  take(input: string, entry: BusEntry): void;
  /** What became of the orders of the window that ends now. */
  orderCounts(nowMilliseconds: number): OrderCounts;
  inFlight(nowMilliseconds: number): {
    readonly orders: number;
    readonly oldestSeconds: number | undefined;
  };
  /** Orders accepted and not ended. */
  open(): number;
};

/** Takes what a NautilusTrader node says on its bus. */
export function createNautilusTaker(ledger: Ledger): NautilusTaker {
  const { windowSeconds } = ledger;
  const orders = createOrderTracker();
  const recentEvents = createRecentIds(RECENT_IDS);
  const orderWindow = createSlidingWindow({
    windowSeconds,
    sliceSeconds: windowSeconds / 30,
    create: noOrders,
  });

  function takeOrderEvent(input: string, event: OrderEvent, atMilliseconds: number): void {
    if (event.eventId !== undefined && !recentEvents.isNew(event.eventId)) return;
    const { measurements, count } = orders.take(event, atMilliseconds);
    for (const measurement of measurements) ledger.measure(input, measurement, atMilliseconds);
    const counts = orderWindow.at(atMilliseconds);
    if (count !== undefined && counts !== undefined) counts[count] += 1;
  }

  return {
    inFlight: (nowMilliseconds) => orders.inFlight(nowMilliseconds),
    open: () => orders.open(),
    orderCounts: (nowMilliseconds) => total(orderWindow.within(nowMilliseconds)),
    take(input, { topic, payload, atMilliseconds, countOnly = false }) {
      const bytes = payload?.length ?? 0;
      ledger.arrive(input, bytes, atMilliseconds);
      const component = componentOf(topic);
      if (countOnly && component === 'market_data')
        return ledger.components.count(component, bytes, atMilliseconds);
      const message = readMessage(topic, payload);
      if (message.kind === 'rejected')
        return ledger.reject(input, message.reason, atMilliseconds, topic);
      if (message.kind === 'skipped')
        return ledger.reject(input, message.because, atMilliseconds, topic);
      ledger.components.count(component, bytes, atMilliseconds);
      if (message.kind === 'order') takeOrderEvent(input, message.event, atMilliseconds);
      if (message.kind === 'market_data') {
        const { venue, dataType, feedNanoseconds } = message;
        const measurement = {
          kind: 'market_data',
          stage: 'feed',
          labels: { venue, data_type: dataType },
          nanoseconds: feedNanoseconds,
          failed: false,
          times: 1,
        } as const;
        ledger.measure(input, measurement, atMilliseconds);
      }
    },
  };
}

function noOrders(): Record<OrderCount, number> {
  return { submitted: 0, accepted: 0, rejected: 0, filled: 0, canceled: 0, denied: 0 };
}

function total(slices: readonly OrderCounts[]): OrderCounts {
  const sum = noOrders();
  for (const counts of slices)
    for (const name of Object.keys(sum) as OrderCount[]) sum[name] += counts[name];
  return sum;
}
