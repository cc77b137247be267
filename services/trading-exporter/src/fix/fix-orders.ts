import type { TradingSample } from '@m4max/contracts';
import type { Exchange, Finding, Order } from './exchange.ts';
import { beginExchange, beginOrder, settle, times, timeToFill } from './exchange.ts';
import type { FixEvent } from './fix-event.ts';
import type { LogMoment } from './log-moment.ts';
import { createOrderTally } from './order-tally.ts';
import { isBefore } from './span.ts';

/** Requests that are remembered; the oldest are forgotten first. Some 1,200 bytes each. */
const MAX_EXCHANGES = 50_000;

/** One number and one id within this is one message, that an application has logged beside its engine. */
const REPEAT_MILLISECONDS = 60_000;

/** Where an event was read: only times of one input are subtracted. */
type Place = {
  readonly input: string;
  readonly moment: LogMoment | undefined;
  /** What was sent again counts where it is news, and is never timed. */
  readonly isResent: boolean;
  /** When it counts, in milliseconds since 1970. */
  readonly atMilliseconds: number;
};

export type FixOrders = {
  take(event: FixEvent, place: Place): readonly Finding[];
  /** What became of the orders of the window that ends now, and those that are out. */
  orders(nowMilliseconds: number): TradingSample['orders'];
};

type Request = Extract<FixEvent, { kind: 'request' }>;

/**
 * Pairs what was asked with what came of it, by session and ClOrdID. An answer may be read before its
 * request, when the two directions are logged apart; an id that is used again, as many clients do each
 * day, begins anew.
 */
export function createFixOrders(windowSeconds: number): FixOrders {
  const exchanges = new Map<string, Exchange>();
  const bySequence = new Map<string, Exchange>();
  const tally = createOrderTally(windowSeconds);

  function begin(key: string, order: Order): Exchange {
    const replaced = exchanges.get(key);
    if (replaced !== undefined) forget(replaced);
    if (replaced?.order.key === key) tally.forget(replaced.order); // Of another day, by its id.
    const exchange = beginExchange(key, order);
    exchanges.set(key, exchange);
    order.exchanges += 1;
    if (exchanges.size > MAX_EXCHANGES) {
      const [oldest] = exchanges.values();
      if (oldest !== undefined) forget(oldest);
    }
    return exchange;
  }

  function forget(exchange: Exchange): void {
    const { key, order } = exchange;
    exchanges.delete(key);
    order.exchanges -= 1;
    if (order.exchanges === 0) tally.forget(order);
    forgetSequence(exchange);
  }

  /** Numbers begin anew each day, so another may have it by now. */
  function forgetSequence(exchange: Exchange): void {
    const { sequenceKey } = exchange;
    if (sequenceKey !== undefined && bySequence.get(sequenceKey) === exchange)
      bySequence.delete(sequenceKey);
  }

  function ask(event: Request, { input, moment, isResent, atMilliseconds }: Place): Heard {
    const { request, session, id } = event;
    const key = keyOf(input, session, id);
    const held = exchanges.get(key);
    if (held?.request !== undefined) {
      if (isResent) return nothing;
      if (isSame(held.sent, moment) || isRepeat(held, event, { input, atMilliseconds })) {
        held.sent ??= moment;
        if (request === 'order') held.order.sent ??= moment;
        return readTwice;
      }
    }
    const exchange =
      held !== undefined && isAnswered(held, moment) ? held : begin(key, orderFor(event, input));
    exchange.request = request;
    exchange.sent = isResent ? undefined : moment;
    exchange.askedMilliseconds = atMilliseconds;
    remember(exchange, event, input);
    const { order } = exchange;
    if (request === 'order' || order.orderType === 'unknown') describe(order, event);
    if (request !== 'order') {
      order.isMarketable = false; // What fills from here on is not what was sent at first.
      if (exchange.answer === undefined) order.pending[request] = exchange;
      return { order, findings: times(exchange) };
    }
    if (isResent) return { order, findings: [] };
    order.sent = moment;
    order.isSeen = true;
    order.isMarketable = event.isMarketable;
    tally.submitted(order, atMilliseconds);
    return { order, findings: [...times(exchange), ...timeToFill(order)] };
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

  function hear(event: Exclude<FixEvent, Request>, { input, moment, isResent }: Place): Heard {
    const exchange = exchangeOf(event, input);
    if (exchange === undefined) return nothing;
    const said = event.kind === 'not_taken' ? notTaken : event;
    const findings = settle(exchange, said, isResent ? undefined : moment);
    return { order: exchange.order, findings };
  }

  return {
    take(event, place) {
      const { order, findings } = event.kind === 'request' ? ask(event, place) : hear(event, place);
      if (order !== undefined) tally.changed(order, findings, place.atMilliseconds);
      return findings;
    },
    orders: (nowMilliseconds) => tally.orders(nowMilliseconds),
  };
}

type Heard = { readonly order?: Order; readonly findings: readonly Finding[] };
const nothing: Heard = { findings: [] };
const notTaken = { outcome: 'rejected', isLast: false } as const;
const readTwice: Heard = { findings: [{ kind: 'rejected', reason: 'duplicate' }] };

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

function isRepeat(
  { sequenceKey, askedMilliseconds }: Exchange,
  { session, sequence }: Request,
  { input, atMilliseconds }: Pick<Place, 'input' | 'atMilliseconds'>,
): boolean {
  if (sequence === undefined || sequenceKey !== keyOf(input, session, sequence)) return false;
  return Math.abs(atMilliseconds - askedMilliseconds) < REPEAT_MILLISECONDS;
}

function isSame(one: LogMoment | undefined, other: LogMoment | undefined): boolean {
  return one !== undefined && other !== undefined && !isBefore(one, other) && !isBefore(other, one);
}
