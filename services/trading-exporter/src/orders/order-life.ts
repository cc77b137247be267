import type { OrderEvent, OrderEventType } from '../decode/message.ts';
import type { Labels, Measurement } from '../latency/measurement.ts';

/** A moment in the life of an order, all by the engine's own clock. */
type Mark =
  | 'initialized'
  | 'submitted'
  | 'accepted'
  | 'rejected'
  | 'filled'
  | 'pendingCancel'
  | 'canceled'
  | 'pendingUpdate'
  | 'updated';

/** What is known of one order. Its events may arrive in any order: they come from several streams. */
export type OrderLife = {
  readonly at: Partial<Record<Mark, bigint>>;
  /** One-time spans that were measured. */
  readonly measured: Set<string>;
  venue: string;
  orderType: string | undefined;
  timeInForce: string | undefined;
  quantity: number | undefined;
  filledQuantity: number;
  /** A venue, the engine or time has ended it; fills are counted apart. */
  closed: boolean;
};

export function beginLife(venue: string): OrderLife {
  return {
    at: {},
    measured: new Set(),
    venue,
    orderType: undefined,
    timeInForce: undefined,
    quantity: undefined,
    filledQuantity: 0,
    closed: false,
  };
}

/** Nothing more will come of it. One whose size was never seen is taken to be filled by its first fill. */
export function hasEnded({ closed, at, quantity, filledQuantity }: OrderLife): boolean {
  if (closed) return true;
  if (at.filled === undefined) return false;
  return quantity === undefined || filledQuantity >= quantity * (1 - 1e-9);
}

/** Which moment an event marks. The venue's own time is never used: its clock is not ours. */
const marks: Readonly<
  Partial<Record<OrderEventType, { readonly mark: Mark; readonly by: 'initAt' | 'eventAt' }>>
> = {
  OrderInitialized: { mark: 'initialized', by: 'initAt' },
  OrderReleased: { mark: 'initialized', by: 'initAt' }, // An emulated order waited at home until now.
  OrderSubmitted: { mark: 'submitted', by: 'eventAt' }, // Stamped by the engine just before the call.
  OrderAccepted: { mark: 'accepted', by: 'initAt' },
  OrderRejected: { mark: 'rejected', by: 'initAt' },
  OrderFilled: { mark: 'filled', by: 'initAt' },
  OrderPendingCancel: { mark: 'pendingCancel', by: 'eventAt' }, // The engine's stamp too.
  OrderCanceled: { mark: 'canceled', by: 'initAt' },
  OrderPendingUpdate: { mark: 'pendingUpdate', by: 'eventAt' },
  OrderUpdated: { mark: 'updated', by: 'initAt' },
};

type Span = {
  readonly kind: 'order' | 'risk';
  readonly stage: string;
  readonly from: Mark;
  readonly to: Mark;
  /** May happen again in the same life. */
  readonly repeats?: true;
  readonly onlyMarketable?: true;
};

const closing: ReadonlySet<OrderEventType> = new Set([
  'OrderRejected',
  'OrderCanceled',
  'OrderExpired',
  'OrderDenied',
]);

const spans: readonly Span[] = [
  { kind: 'risk', stage: 'pre_trade', from: 'initialized', to: 'submitted' },
  { kind: 'order', stage: 'submit_ack', from: 'submitted', to: 'accepted' },
  { kind: 'order', stage: 'submit_reject', from: 'submitted', to: 'rejected' },
  // A resting order's fill is its time in the market, not a latency.
  { kind: 'order', stage: 'submit_fill', from: 'submitted', to: 'filled', onlyMarketable: true },
  { kind: 'order', stage: 'cancel', from: 'pendingCancel', to: 'canceled', repeats: true },
  { kind: 'order', stage: 'modify', from: 'pendingUpdate', to: 'updated', repeats: true },
];

/** Notes what the event says about its order, and gives the times that are complete with it. */
export function live(life: OrderLife, event: OrderEvent): readonly Measurement[] {
  life.orderType = event.orderType ?? life.orderType;
  life.timeInForce = event.timeInForce ?? life.timeInForce;
  life.quantity = event.quantity ?? life.quantity;
  if (event.type === 'OrderFilled') life.filledQuantity += event.filledQuantity ?? 0;
  life.closed ||= closing.has(event.type);
  if (event.type === 'OrderEmulated') delete life.at.initialized;
  const failures = failuresOf(life, event.type);
  const marked = marks[event.type];
  if (marked === undefined) return failures;
  const { mark, by } = marked;
  // Of several fills the first one counts, whichever is read first.
  if (mark === 'filled' && life.at.filled !== undefined && life.at.filled <= event[by])
    return failures;
  life.at[mark] = event[by];
  return failures.concat(spans.flatMap((span) => measure(life, span, mark)));
}

function measure(life: OrderLife, span: Span, mark: Mark): readonly Measurement[] {
  if (mark !== span.from && mark !== span.to && mark !== 'initialized') return [];
  const from = life.at[span.from];
  const to = life.at[span.to];
  if (from === undefined || to === undefined || life.measured.has(span.stage)) return [];
  if (span.onlyMarketable && !isMarketable(life)) return [];
  if (span.repeats) {
    delete life.at[span.to];
    if (to < from) return []; // The end of an earlier round whose start was not seen.
    delete life.at[span.from];
  } else life.measured.add(span.stage);
  const labels = span.kind === 'risk' ? { risk_type: span.stage } : labelsOf(life);
  return [
    {
      kind: span.kind,
      stage: span.stage,
      labels,
      nanoseconds: Number(to - from),
      failed: false,
      times: 1,
    },
  ];
}

/** Refusals count as failures of what was asked for; they are never mixed into its times. */
const refusals: Readonly<Partial<Record<OrderEventType, string>>> = {
  OrderRejected: 'submit_ack',
  OrderCancelRejected: 'cancel',
  OrderModifyRejected: 'modify',
};

function failuresOf(life: OrderLife, type: OrderEventType): readonly Measurement[] {
  const stage = refusals[type];
  if (stage === undefined) return [];
  if (type === 'OrderCancelRejected') delete life.at.pendingCancel;
  if (type === 'OrderModifyRejected') delete life.at.pendingUpdate;
  return [
    {
      kind: 'order',
      stage,
      labels: labelsOf(life),
      nanoseconds: undefined,
      failed: true,
      times: 1,
    },
  ];
}

function labelsOf({ orderType, venue }: OrderLife): Labels {
  return { order_type: orderType ?? 'unknown', venue };
}

/** Expected to fill at once: at market, or whatever fills now and nothing later. */
function isMarketable({ orderType, timeInForce }: OrderLife): boolean {
  return orderType === 'MARKET' || timeInForce === 'IOC' || timeInForce === 'FOK';
}
