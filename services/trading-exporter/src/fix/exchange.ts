import type { Measurement } from '../latency/measurement.ts';
import type { Cohort, OrderCount } from '../orders/order-counts.ts';
import type { FixOutcome, FixRequest } from './fix-event.ts';
import type { LogMoment } from './log-moment.ts';
import { spanOf } from './span.ts';

/** What an event adds to what is known. */
export type Finding =
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'counted'; readonly count: OrderCount }
  | { readonly kind: 'rejected'; readonly reason: 'coarse_time' | 'duplicate' };

/** When something was logged, if its line says so. */
type Stamp = { readonly moment: LogMoment | undefined };

export type Order = {
  /** Of the exchange that made it. */
  readonly key: string;
  orderType: string;
  venue: string;
  sent: LogMoment | undefined;
  /** Its request was read, and not only what came of it. */
  isSeen: boolean;
  isMarketable: boolean;
  isAccepted: boolean;
  isRejected: boolean;
  /** The other side has said what becomes of it. */
  isAnswered: boolean;
  isEnded: boolean;
  /** Exchanges about it that are remembered: without one nothing more can be heard of it. */
  exchanges: number;
  firstFill: Stamp | undefined;
  /** With which orders it is counted: those sent with it. */
  cohort: Cohort | undefined;
  /** What was last asked about it and not yet decided: some venues answer under the order's own id. */
  readonly pending: { cancel?: Exchange; replace?: Exchange };
};

/** One id of a client (ClOrdID): what was asked under it, and what the other side made of that. */
export type Exchange = {
  readonly key: string;
  readonly order: Order;
  request: FixRequest | undefined;
  sent: LogMoment | undefined;
  /** When that counts, in milliseconds since 1970; 0 before its request was read. */
  askedMilliseconds: number;
  sequenceKey: string | undefined;
  answer: (Stamp & { readonly outcome: FixOutcome }) | undefined;
};

export function beginOrder(key: string): Order {
  return {
    key,
    orderType: 'unknown',
    venue: 'unknown',
    sent: undefined,
    isSeen: false,
    isMarketable: false,
    isAccepted: false,
    isRejected: false,
    isAnswered: false,
    isEnded: false,
    exchanges: 0,
    firstFill: undefined,
    cohort: undefined,
    pending: {},
  };
}

export function beginExchange(key: string, order: Order): Exchange {
  return {
    key,
    order,
    request: undefined,
    sent: undefined,
    askedMilliseconds: 0,
    sequenceKey: undefined,
    answer: undefined,
  };
}

/** Notes what the other side said, and gives what is known by that. */
export function settle(
  exchange: Exchange,
  { outcome, isLast }: { readonly outcome: FixOutcome; readonly isLast: boolean },
  moment: LogMoment | undefined,
): readonly Finding[] {
  const { order } = exchange;
  switch (outcome) {
    case 'accepted':
      if (!isOfOrder(exchange) || order.isAccepted) return [];
      order.isAccepted = true;
      order.isAnswered = true;
      return [counted('accepted'), ...conclude(exchange, outcome, moment)];
    case 'rejected':
      if (!isOfOrder(exchange)) return conclude(exchange, 'refused', moment);
      if (order.isEnded) return [];
      order.isRejected = true;
      end(order);
      return [counted('rejected'), ...conclude(exchange, outcome, moment)];
    case 'filled':
      order.isAnswered = true;
      order.isEnded ||= isLast;
      if (order.firstFill !== undefined) return [];
      order.firstFill = { moment };
      return [counted('filled'), ...timeToFill(order)];
    case 'canceled': {
      const asked = (isOfOrder(exchange) ? order.pending.cancel : undefined) ?? exchange;
      const findings = asked.request === 'order' ? [] : conclude(asked, outcome, moment);
      if (order.isEnded) return findings;
      end(order);
      return [counted('canceled'), ...findings];
    }
    case 'replaced': {
      const asked = (isOfOrder(exchange) ? order.pending.replace : undefined) ?? exchange;
      return asked.request === 'order' ? [] : conclude(asked, outcome, moment);
    }
    case 'refused':
      return exchange.request === 'order' ? [] : conclude(exchange, outcome, moment);
    case 'expired':
      if (order.isEnded) return [];
      end(order);
      return [counted('expired')];
    case 'done_for_day':
      end(order);
      return [];
  }
}

/** The times of the request and its answer, now that both were read; refusals are never mixed into the times of what was granted. */
export function times({ request, sent, answer, order }: Exchange): readonly Finding[] {
  if (answer === undefined || request === undefined) return [];
  const { outcome, moment } = answer;
  if (request === 'order') {
    if (outcome === 'accepted') return measured('fix_ack', order, sent, moment);
    if (outcome !== 'rejected') return [];
    return [failed('fix_ack', order), ...measured('fix_reject', order, sent, moment)];
  }
  const stage = request === 'cancel' ? 'fix_cancel' : 'fix_replace';
  if (outcome === 'refused') return [failed(stage, order)];
  const isGranted = outcome === (request === 'cancel' ? 'canceled' : 'replaced');
  return isGranted ? measured(stage, order, sent, moment) : [];
}

/** A resting order's fill is its time in the market, not a latency: only marketable ones are timed. */
export function timeToFill(order: Order): readonly Finding[] {
  const { isMarketable, sent, firstFill } = order;
  if (!isMarketable || firstFill === undefined) return [];
  return measured('fix_fill', order, sent, firstFill.moment);
}

/** The first answer counts; the same one may be logged again. */
function conclude(
  exchange: Exchange,
  outcome: FixOutcome,
  moment: LogMoment | undefined,
): readonly Finding[] {
  if (exchange.answer !== undefined) return [];
  exchange.answer = { outcome, moment };
  const { pending } = exchange.order;
  if (pending.cancel === exchange) delete pending.cancel;
  if (pending.replace === exchange) delete pending.replace;
  return times(exchange);
}

/** Whether it is the one that made its order; before its request was read, its id tells. */
function isOfOrder({ request, key, order }: Exchange): boolean {
  return request === undefined ? key === order.key : request === 'order';
}

function end(order: Order): void {
  order.isAnswered = true;
  order.isEnded = true;
}

function counted(count: OrderCount): Finding {
  return { kind: 'counted', count };
}

function measured(
  stage: string,
  order: Order,
  from: LogMoment | undefined,
  to: LogMoment | undefined,
): readonly Finding[] {
  const span = spanOf(from, to);
  if (span.kind === 'unknown') return [];
  if (span.kind === 'coarse') return [{ kind: 'rejected', reason: 'coarse_time' }];
  return [measurement(stage, order, span.nanoseconds)];
}

function failed(stage: string, order: Order): Finding {
  return measurement(stage, order, undefined);
}

/** Without a time it is one that failed. */
function measurement(
  stage: string,
  { orderType, venue }: Order,
  nanoseconds: number | undefined,
): Finding {
  return {
    kind: 'measured',
    measurement: {
      kind: 'order',
      stage,
      labels: { order_type: orderType, venue },
      nanoseconds,
      failed: nanoseconds === undefined,
      times: 1,
    },
  };
}
