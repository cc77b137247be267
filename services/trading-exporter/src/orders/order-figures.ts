import type { TradingSample } from '@m4max/contracts';
import type { OrderTracker } from './order-tracker.ts';

/** What the tracker knows of the window that ends now, as it is published; nothing while there are no orders. */
export function orderFigures(
  tracker: OrderTracker,
  nowMilliseconds: number,
): TradingSample['orders'] {
  const counts = tracker.counts(nowMilliseconds);
  const inFlight = tracker.inFlight(nowMilliseconds);
  const cancels = tracker.pendingCancels(nowMilliseconds);
  const updates = tracker.pendingUpdates(nowMilliseconds);
  const venues = [...tracker.open()].map(([venue, open]) => ({ venue, open }));
  const open = venues.reduce((sum, it) => sum + it.open, 0);
  const isIdle = Object.values(counts).every((count) => count === 0);
  if (isIdle && inFlight.orders + cancels.orders + updates.orders + open === 0) return undefined;
  return {
    in_flight: inFlight.orders,
    ...(inFlight.oldestSeconds === undefined
      ? {}
      : { oldest_in_flight_seconds: inFlight.oldestSeconds }),
    pending_cancels: cancels.orders,
    ...(cancels.oldestSeconds === undefined
      ? {}
      : { oldest_pending_cancel_seconds: cancels.oldestSeconds }),
    pending_updates: updates.orders,
    ...counts,
    open,
    open_by_venue: venues,
    outcomes: tracker.cohorts(nowMilliseconds).map(({ orderType, ...cohort }) => ({
      order_type: orderType,
      ...cohort,
    })),
  };
}
