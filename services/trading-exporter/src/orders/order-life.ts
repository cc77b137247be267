import type { OrderEvent, OrderEventType } from '../decode/message.ts';
import { orderEventTypes } from '../decode/message.ts';
import type { Labels, Measurement } from '../latency/measurement.ts';
import type { RoundTrip } from './round-trip.ts';
import { answer, ask, noRoundTrip } from './round-trip.ts';

/** A moment in the life of an order, all by the engine's own clock. */
type Mark = 'initialized' | 'submitted' | 'accepted' | 'rejected' | 'filled';

/** What is known of one order. Its events may arrive in any order: they come from several streams. */
export type OrderLife = {
  readonly at: Partial<Record<Mark, bigint>>;
  /** Spans that were measured, each once in a life, as bits: there are many orders. */
  measured: number;
  /** Kinds of events that were seen, likewise. */
  seen: number;
  cancel: RoundTrip;
  modify: RoundTrip;
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
    measured: 0,
    seen: 0,
    cancel: noRoundTrip,
    modify: noRoundTrip,
    venue,
    orderType: undefined,
    timeInForce: undefined,
    quantity: undefined,
    filledQuantity: 0,
    closed: false,
  };
}

export function hasSeen({ seen }: OrderLife, type: OrderEventType): boolean {
  return (seen & (1 << orderEventTypes.indexOf(type))) !== 0;
}

/** Nothing more will come of it. One whose size was never seen is taken to be filled by its first fill. */
export function hasEnded({ closed, at, quantity, filledQuantity }: OrderLife): boolean {
  if (closed) return true;
  if (at.filled === undefined) return false;
  return quantity === undefined || filledQuantity >= quantity * (1 - 1e-9);
}

/** The venue has it. A fill says so too, even where no acceptance ever comes; no time is made of that. */
export function isAnswered(life: OrderLife): boolean {
  return life.at.accepted !== undefined || life.at.filled !== undefined || hasEnded(life);
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
};

const closing: ReadonlySet<OrderEventType> = new Set([
  'OrderRejected',
  'OrderCanceled',
  'OrderExpired',
  'OrderDenied',
]);

type Span = {
  readonly kind: 'order' | 'risk';
  readonly stage: string;
  readonly from: Mark;
  readonly to: Mark;
  readonly holds?: (life: OrderLife) => boolean;
};

const spans: readonly Span[] = [
  { kind: 'risk', stage: 'pre_trade', from: 'initialized', to: 'submitted' },
  { kind: 'order', stage: 'submit_ack', from: 'submitted', to: 'accepted' },
  // One that was accepted and refused later, as a stop may be when it triggers, was not a slow submit.
  {
    kind: 'order',
    stage: 'submit_reject',
    from: 'submitted',
    to: 'rejected',
    holds: ({ at }) => at.accepted === undefined,
  },
  // A resting order's fill is its time in the market, not a latency.
  { kind: 'order', stage: 'submit_fill', from: 'submitted', to: 'filled', holds: isMarketable },
];

/** Notes what the event says about its order, and gives the times that are complete with it. */
export function live(life: OrderLife, event: OrderEvent): readonly Measurement[] {
  const failures = failuresOf(life, event);
  note(life, event);
  life.seen |= 1 << orderEventTypes.indexOf(event.type);
  const trips = roundTrips(life, event);
  const marked = marks[event.type];
  if (marked === undefined || event.isEmulated) return [...failures, ...trips];
  const { mark, by } = marked;
  const earlier = life.at[mark];
  // Of several fills the first one counts, whichever is read first; an acceptance may be repeated after a change.
  const isRepeat = mark !== 'initialized' && earlier !== undefined && earlier <= event[by];
  if (isRepeat) return [...failures, ...trips];
  life.at[mark] = event[by];
  return [...failures, ...trips, ...spans.flatMap((span) => measure(life, span, mark))];
}

/** How things stand after an event of which no time counts: the engine's own making, to agree with its venue. */
export function settle(life: OrderLife, event: OrderEvent): void {
  note(life, event);
  roundTrips(life, event);
  const mark = marks[event.type]?.mark;
  if (mark === 'accepted' || mark === 'filled') {
    life.at[mark] ??= event.initAt;
    for (const span of spans) if (span.to === mark) life.measured |= bitOf(span);
  }
}

function note(life: OrderLife, event: OrderEvent): void {
  life.orderType = event.orderType ?? life.orderType;
  life.timeInForce = event.timeInForce ?? life.timeInForce;
  life.quantity = event.quantity ?? life.quantity;
  if (event.type === 'OrderFilled') life.filledQuantity += event.filledQuantity ?? 0;
  life.closed ||= closing.has(event.type);
}

function bitOf(span: Span): number {
  return 1 << spans.indexOf(span);
}

function measure(life: OrderLife, span: Span, mark: Mark): readonly Measurement[] {
  const { kind, stage, holds } = span;
  if (mark !== span.from && mark !== span.to && mark !== 'initialized') return [];
  const from = life.at[span.from];
  const to = life.at[span.to];
  if (from === undefined || to === undefined || (life.measured & bitOf(span)) !== 0) return [];
  if (holds !== undefined && !holds(life)) return [];
  life.measured |= bitOf(span);
  return [timed(life, kind, stage, Number(to - from))];
}

/**
 * Cancels and changes: asked for by the engine, answered by the venue, any number of times. Both stamps of
 * a request are the engine's, the later one when the event was made; it counts from the earlier.
 */
function roundTrips(life: OrderLife, event: OrderEvent): readonly Measurement[] {
  const measured = (stage: string, nanoseconds: number | undefined) =>
    nanoseconds === undefined ? [] : [timed(life, 'order', stage, nanoseconds)];
  const { type, initAt, eventAt } = event;
  if (type === 'OrderPendingCancel' || type === 'OrderCanceled') {
    const isRequest = type === 'OrderPendingCancel';
    const step = isRequest ? ask(life.cancel, eventAt) : answer(life.cancel, initAt);
    life.cancel = step.trip;
    return measured('cancel', step.nanoseconds);
  }
  if (type === 'OrderPendingUpdate') life.modify = ask(life.modify, eventAt).trip;
  if (type === 'OrderUpdated') {
    const { nanoseconds } = answer(life.modify, initAt);
    life.modify = noRoundTrip; // A change that the venue made by itself answers nothing later.
    return measured('modify', nanoseconds);
  }
  if (type === 'OrderCancelRejected') life.cancel = noRoundTrip;
  if (type === 'OrderModifyRejected' || hasEnded(life)) life.modify = noRoundTrip;
  // Filled, expired or refused: the cancel was overtaken. An answer that was read early stays known.
  if (hasEnded(life) && life.cancel.kind === 'asked') life.cancel = noRoundTrip;
  return [];
}

/** Refusals count as failures of what was asked for; they are never mixed into its times. */
const refusals: Readonly<Partial<Record<OrderEventType, string>>> = {
  OrderRejected: 'submit_ack',
  OrderCancelRejected: 'cancel',
  OrderModifyRejected: 'modify',
};

function failuresOf(life: OrderLife, { type }: OrderEvent): readonly Measurement[] {
  const stage = refusals[type];
  if (stage === undefined) return [];
  if (type === 'OrderRejected' && (life.at.accepted !== undefined || hasSeen(life, type)))
    return [];
  const { nanoseconds: _, ...operation } = timed(life, 'order', stage, 0);
  return [{ ...operation, nanoseconds: undefined, failed: true }];
}

function timed(
  life: OrderLife,
  kind: 'order' | 'risk',
  stage: string,
  nanoseconds: number,
): Measurement {
  const labels = kind === 'risk' ? { risk_type: stage } : labelsOf(life);
  return { kind, stage, labels, nanoseconds, failed: false, times: 1 };
}

export function labelsOf({ orderType, venue }: OrderLife): Labels {
  return { order_type: orderType ?? 'unknown', venue };
}

/** Waits for an auction, whatever its type. */
const AUCTIONS: readonly unknown[] = ['AT_THE_OPEN', 'AT_THE_CLOSE'];
/** Waits for a price before it is sent on: stops, trailing stops and orders that are to be touched. */
const TRIGGERED = /STOP|IF_TOUCHED/;

/** Expected to fill at once: at market, or whatever fills now and nothing later. */
function isMarketable({ orderType, timeInForce }: OrderLife): boolean {
  if (AUCTIONS.includes(timeInForce) || TRIGGERED.test(orderType ?? '')) return false;
  return orderType === 'MARKET' || timeInForce === 'IOC' || timeInForce === 'FOK';
}
