import type { OrderOutcomes, TradingSample } from '../../trading-sample.ts';
import type { MetricRow, MetricValue } from '../metric-row.ts';
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
    labels: ['venue'],
    unit: 'count',
    read: ({ orders }) =>
      (orders?.open_by_venue ?? []).flatMap(({ venue, open }) => known(open, { venue })),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_pending_cancel',
    help: 'Working orders that a venue was asked to cancel and has not answered for: they may still be filled.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.pending_cancels),
  },
  {
    type: 'gauge',
    name: 'nautilus_oldest_pending_cancel_age_seconds',
    help: 'How long the longest unanswered cancel has been waiting for its venue.',
    labels: [],
    unit: 'seconds',
    read: ({ orders }) => known(orders?.oldest_pending_cancel_seconds),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_pending_update',
    help: 'Working orders that a venue was asked to change and has not answered for.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.pending_updates),
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
    name: 'nautilus_orders_expired',
    help: 'Orders that expired in the window.',
    labels: [],
    unit: 'count',
    read: ({ orders }) => known(orders?.expired),
  },
  {
    type: 'gauge',
    name: 'nautilus_orders_refused_ratio',
    help: 'Share of the orders of the window that the risk engine or a venue refused; absent with fewer than 20.',
    labels: [],
    unit: 'percent',
    read: ratioOf(({ rejected, denied = 0 }) => rejected + denied, wanted),
  },
  {
    type: 'gauge',
    name: 'nautilus_order_reject_ratio',
    help: 'Share of the orders submitted in the window that their venue has rejected; absent with fewer than 20.',
    labels: [],
    unit: 'percent',
    read: ratioOf(
      ({ rejected }) => rejected,
      ({ submitted }) => submitted,
    ),
  },
  {
    type: 'gauge',
    name: 'nautilus_order_deny_ratio',
    help: 'Share of the orders of the window that the risk engine did not let out; absent with fewer than 20.',
    labels: [],
    unit: 'percent',
    read: (sample) =>
      sample.orders?.denied === undefined
        ? []
        : ratioOf(({ denied = 0 }) => denied, wanted)(sample),
  },
  {
    type: 'gauge',
    name: 'nautilus_order_fill_ratio',
    help: 'Share of the orders submitted in the window that have got a fill by now, resting ones may yet; absent with fewer than 20.',
    labels: [],
    unit: 'percent',
    read: ratioOf(
      ({ filled }) => filled,
      ({ submitted }) => submitted,
    ),
  },
  {
    type: 'gauge',
    name: 'nautilus_order_success_rate',
    help: 'Percent (0 to 100) of the orders of the window that nobody refused, by venue and type of order.',
    labels: ['venue', 'order_type'],
    unit: 'count',
    read: ({ orders }) =>
      (orders?.outcomes ?? []).flatMap((outcomes) => {
        const { venue, order_type, rejected, denied = 0 } = outcomes;
        const refused = ratio(rejected + denied, wanted(outcomes));
        return known(refused === undefined ? undefined : 100 * (1 - refused), {
          venue,
          order_type,
        });
      }),
  },
];

/** As for a P95: with fewer orders one rejection would be an alarm. */
const FEWEST_ORDERS = 20;

type Outcomes = Pick<OrderOutcomes, 'submitted' | 'rejected' | 'filled' | 'denied'>;

/** All that a strategy wanted out. */
function wanted({ submitted, denied = 0 }: Outcomes): number {
  return submitted + denied;
}

/** A share of all venues and types together; nothing while there are too few orders to say. */
function ratioOf(
  part: (outcomes: Outcomes) => number,
  whole: (outcomes: Outcomes) => number,
): (sample: TradingSample) => readonly MetricValue[] {
  return ({ orders }) => {
    const outcomes = orders?.outcomes ?? [];
    const sumOf = (read: (outcomes: Outcomes) => number) =>
      outcomes.reduce((sum, it) => sum + read(it), 0);
    const orderCount = sumOf(whole);
    return orderCount < FEWEST_ORDERS ? [] : known(ratio(sumOf(part), orderCount));
  };
}

function ratio(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}
