import type { Instrument } from './trading-messages.ts';
import { heartbeat, INSTRUMENTS, marketData } from './trading-messages.ts';
import { orderLife, reconciledOrder } from './trading-orders.ts';
import type { TradingMoment } from './trading-phases.ts';
import { newsMoments } from './trading-phases.ts';
import { broadcast, commonMessage, passingMessage, priceUpdate } from './trading-platform.ts';
import type { Random } from './trading-random.ts';
import { pick, spread } from './trading-random.ts';
import { prediction, queryReport, riskReport } from './trading-reports.ts';
import type { Saying } from './trading-saying.ts';

/** Quotes that one piece of news brings, and within how many milliseconds. */
const NEWS_QUOTES = 250;
const NEWS_MILLISECONDS = 7;
/** From a price to the order that follows from it. */
const DECISION_MILLISECONDS = 0.8;
/** How many times as much there is to say in the opening as its pressure alone would make. */
const OPENING = 1.6;

/** Everything that the platform says in a piece of time, at this moment of its day. */
export function tradingFlow(options: {
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
  readonly moment: TradingMoment;
  readonly random: Random;
}): readonly Saying[] {
  const { fromMilliseconds, toMilliseconds, moment, random } = options;
  const { phase, pressure } = moment;
  const seconds = (toMilliseconds - fromMilliseconds) / 1000;
  const times = (perSecond: number, make: (at: number) => readonly Saying[]) => {
    const expected = perSecond * seconds;
    const count = Math.floor(expected) + (random() < expected % 1 ? 1 : 0);
    return Array.from({ length: count }, () =>
      make(fromMilliseconds + random() * (toMilliseconds - fromMilliseconds)),
    ).flat();
  };
  const instruments = INSTRUMENTS.filter(({ venue }) => moment.trading.includes(venue));
  const any = () => pick(instruments, random);
  const boost = phase === 'open' ? OPENING : 1;
  const replay = phase === 'replay' ? 1 : 0;
  return [
    ...times((30 + 70 * pressure) * boost * instruments.length, (at) => [
      quote(any(), feed(at, pressure, random), random),
    ]),
    ...times((5 + 20 * pressure) * boost * instruments.length, (at) => [
      trade(any(), feed(at, pressure, random), random),
    ]),
    ...times((4 + 8 * pressure) * boost, (at) => quoteAndOrder(at, any(), moment, random)),
    ...news(fromMilliseconds, toMilliseconds, instruments, random),
    ...times(60 * replay, (at) => [replayedQuote(at, any(), random)]),
    ...times(2 * replay, (at) => reconciledOrder(at, any(), random)),
    ...times(6, (at) => [riskReport(at, pressure, random)]),
    ...times(8, (at) => prediction(at, pressure, random)),
    ...times(5, (at) => [queryReport(at, pressure, random)]),
    ...times(4, (at) => [priceUpdate(at, random)]),
    ...times(0.2, (at) => broadcast(at, random)),
    ...times(0.5, (at) => [commonMessage(at, random)]),
    ...times(4, (at) => [passingMessage(at, random)]),
    ...times(1, (at) => [heartbeat('BINANCE', at), heartbeat('IBKR', at)]),
  ];
}

function quote(
  instrument: Instrument,
  times: Parameters<typeof marketData>[3],
  random: Random,
): Saying {
  const bid = instrument.price * (1 + 0.002 * (random() - 0.5));
  const facts = {
    bid_price: bid.toFixed(2),
    ask_price: (bid * 1.00002).toFixed(2),
    bid_size: (3 * random()).toFixed(3),
    ask_size: (3 * random()).toFixed(3),
  };
  return marketData('QuoteTick', instrument, facts, times);
}

/** A price, and what a strategy made of it. */
function quoteAndOrder(
  at: number,
  instrument: Instrument,
  moment: TradingMoment,
  random: Random,
): readonly Saying[] {
  const heard = feed(at, moment.pressure, random);
  const decided = heard.initAt + spread(DECISION_MILLISECONDS * (1 + moment.pressure), 0.5, random);
  return [
    quote(instrument, heard, random),
    ...orderLife({ at: decided, instrument, moment, random }),
  ];
}

function trade(
  instrument: Instrument,
  times: Parameters<typeof marketData>[3],
  random: Random,
): Saying {
  const facts = {
    price: instrument.price.toFixed(2),
    size: (2 * random()).toFixed(3),
    aggressor_side: random() < 0.5 ? 'BUYER' : 'SELLER',
    trade_id: String(Math.floor(random() * 1e12)),
  };
  return marketData('TradeTick', instrument, facts, times);
}

/** A market that moves at once: a burst that a mean over a second does not show. */
function news(
  fromMilliseconds: number,
  toMilliseconds: number,
  instruments: readonly Instrument[],
  random: Random,
): readonly Saying[] {
  return newsMoments(fromMilliseconds, toMilliseconds).flatMap((moment) =>
    Array.from({ length: NEWS_QUOTES }, () => {
      const at = moment + NEWS_MILLISECONDS * random();
      return quote(pick(instruments, random), feed(at, 0, random), random);
    }),
  );
}

/** A quote of up to an hour ago, noted again now. */
function replayedQuote(at: number, instrument: Instrument, random: Random): Saying {
  const eventAt = at - 3_600_000 * random();
  return quote(instrument, { eventAt, initAt: at, isReplay: true }, random);
}

function feed(at: number, pressure: number, random: Random) {
  return { eventAt: at, initAt: at + spread(0.5 * (1 + 1.7 * pressure), 0.4, random) };
}
