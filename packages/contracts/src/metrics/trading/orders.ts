import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** What became of the orders of the window, and those that are out. */
export const orderMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_orders_in_flight',
    help: 'Orders sent to a venue that has not answered yet.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.in_flight),
  },
  {
    type: 'gauge',
    name: 'nautilus_oldest_in_flight_order_age_seconds',
    help: 'How long the longest unanswered order has been waiting for its venue.',
    labels: [],
    unit: 'seconds',
    read: ({ orders }) => known(orders?.oldest_in_flight_seconds),
  },
  {
    type: 'gauge',
    name: 'nautilus_active_orders',
    help: 'Orders known to be working at a venue.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.open),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_submitted',
    help: 'Orders submitted in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.submitted),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_accepted',
    help: 'Orders accepted by a venue in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.accepted),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_rejected',
    help: 'Orders rejected by a venue in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.rejected),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_filled',
    help: 'Orders that got their first fill in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.filled),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_canceled',
    help: 'Orders canceled in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.canceled),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_denied',
    help: 'Orders that the risk engine did not let out in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.denied),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_refused_ratio',
    help: 'Share of the orders of the window that the risk engine or a venue refused.',
    labels: [],
    unit: 'percent',
    read: ({ orders }) => known(orders === undefined ? undefined : refusedRatio(orders)),
  },
  {
    type: 'gauge',
    name: 'nautilus_order_success_rate',
    help: 'Percent (0 to 100) of the orders of the window that nobody refused.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => {
      const refused = orders === undefined ? undefined : refusedRatio(orders);
      return known(refused === undefined ? undefined : 100 * (1 - refused));
    },
  },
];

/** Refused by the risk engine or a venue, of all that a strategy wanted out. */
function refusedRatio(orders: {
  readonly submitted: number;
  readonly rejected: number;
  readonly denied: number;
}): number | undefined {
  const wanted = orders.submitted + orders.denied;
  if (wanted <= 0) return undefined;
  return Math.min(1, (orders.rejected + orders.denied) / wanted); // Rejects may trail their submits.
}
