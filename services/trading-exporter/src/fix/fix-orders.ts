import type { Exchange, Finding, Order } from './exchange.ts';
import { beginExchange, beginOrder, settle, times, timeToFill } from './exchange.ts';
import type { FixEvent } from './fix-event.ts';
import type { LogMoment } from './log-moment.ts';
import { isBefore } from './span.ts';

/** Requests that are remembered; the oldest are forgotten first. Some 700 bytes each. */
const MAX_EXCHANGES = 50_000;
/** An order without an answer for this long is given up: its session or its answer is gone. */
const GIVE_UP_MILLISECONDS = 3_600_000;

/** Where an event was read: only times of one input are subtracted. */
export type Place = {
  readonly input: string;
  readonly moment: LogMoment | undefined;
  /** What was sent again counts where it is news, and is never timed. */
  readonly isResent: boolean;
  /** When it counts, in milliseconds since 1970. */
  readonly atMilliseconds: number;
};

export type FixOrders = {
  take(event: FixEvent, place: Place): readonly Finding[];
  /** Orders sent and not answered. */
  inFlight(nowMilliseconds: number): {
    readonly orders: number;
    readonly oldestSeconds: number | undefined;
  };
};

type Request = Extract<FixEvent, { kind: 'request' }>;

/**
 * Pairs what was asked with what came of it, by session and ClOrdID. An answer may be read before its
 * request, when the two directions are logged apart; an id that is used again, as many clients do each
 * day, begins anew.
 */
export function createFixOrders(): FixOrders {
  const exchanges = new Map<string, Exchange>();
  const bySequence = new Map<string, Exchange>();
  const unanswered = new Map<string, number>();

  function begin(key: string, order: Order): Exchange {
    const replaced = exchanges.get(key);
    if (replaced !== undefined) forget(replaced);
    const exchange = beginExchange(key, order);
    exchanges.set(key, exchange);
    if (exchanges.size > MAX_EXCHANGES) {
      const [oldest] = exchanges.values();
      if (oldest !== undefined) forget(oldest);
    }
    return exchange;
  }

  function forget(exchange: Exchange): void {
    exchanges.delete(exchange.key);
    unanswered.delete(exchange.key);
    forgetSequence(exchange);
  }

  /** Numbers begin anew each day, so another may have it by now. */
  function forgetSequence(exchange: Exchange): void {
    const { sequenceKey } = exchange;
    if (sequenceKey !== undefined && bySequence.get(sequenceKey) === exchange)
      bySequence.delete(sequenceKey);
  }

  function ask(
    event: Request,
    { input, moment, isResent, atMilliseconds }: Place,
  ): readonly Finding[] {
    const { request, session, id } = event;
    const key = keyOf(input, session, id);
    const held = exchanges.get(key);
    if (held?.request !== undefined) {
      if (isResent) return [];
      if (isSame(held.sent, moment)) return [rejectedAsDuplicate];
    }
    const exchange =
      held !== undefined && isAnswered(held, moment) ? held : begin(key, orderFor(event, input));
    exchange.request = request;
    exchange.sent = isResent ? undefined : moment;
    remember(exchange, event, input);
    const { order } = exchange;
    if (request === 'order' || order.orderType === 'unknown') describe(order, event);
    if (request !== 'order') {
      order.isMarketable = false; // What fills from here on is not what was sent at first.
      if (exchange.answer === undefined) order.pending[request] = exchange;
      return times(exchange);
    }
    order.sent = exchange.sent;
    order.isMarketable = event.isMarketable;
    if (isResent) return [];
    if (!order.isAnswered) unanswered.set(key, atMilliseconds);
    return [submitted, ...times(exchange), ...timeToFill(order)];
  }

  /** The order that a request makes, or is about. */
  function orderFor({ request, session, id, original }: Request, input: string): Order {
    const known = request === 'order' ? undefined : orderOf(input, session, original);
    return known ?? beginOrder(keyOf(input, session, id));
  }

  function orderOf(input: string, session: string, id: string | undefined): Order | undefined {
    return id === undefined ? undefined : exchanges.get(keyOf(input, session, id))?.order;
  }

  /** A message that the other side would not look at is named by its number. */
  function remember(exchange: Exchange, { session, sequence }: Request, input: string): void {
    if (sequence === undefined) return;
    forgetSequence(exchange);
    exchange.sequenceKey = keyOf(input, session, sequence);
    bySequence.set(exchange.sequenceKey, exchange);
  }

  function exchangeOf(event: Exclude<FixEvent, Request>, input: string): Exchange | undefined {
    if (event.kind === 'not_taken') {
      const exchange = bySequence.get(keyOf(input, event.session, event.sequence));
      return exchange?.answer === undefined ? exchange : undefined;
    }
    const { session, id, original } = event;
    const key = keyOf(input, session, id);
    return exchanges.get(key) ?? begin(key, orderOf(input, session, original) ?? beginOrder(key));
  }

  return {
    take(event, place) {
      if (event.kind === 'request') return ask(event, place);
      const exchange = exchangeOf(event, place.input);
      if (exchange === undefined) return [];
      const moment = place.isResent ? undefined : place.moment;
      const outcome = event.kind === 'not_taken' ? 'rejected' : event.outcome;
      const findings = settle(exchange, outcome, moment);
      if (exchange.order.isAnswered) unanswered.delete(exchange.order.key);
      return findings;
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
  };
}

const submitted: Finding = { kind: 'counted', count: 'submitted' };
const rejectedAsDuplicate: Finding = { kind: 'rejected', reason: 'duplicate' };

function keyOf(input: string, session: string, name: string): string {
  return `${input}\n${session}\n${name}`;
}

function describe(order: Order, { orderType, venue }: Request): void {
  order.orderType = orderType;
  order.venue = venue;
}

/** Whether what is held are answers to this request, read before it; else they belong to an earlier use of the id. */
function isAnswered({ request, answer, order }: Exchange, moment: LogMoment | undefined): boolean {
  if (request !== undefined) return false;
  const first = answer ?? order.firstFill;
  return first !== undefined && !isBefore(first.moment, moment);
}

function isSame(one: LogMoment | undefined, other: LogMoment | undefined): boolean {
  return one !== undefined && other !== undefined && !isBefore(one, other) && !isBefore(other, one);
}
