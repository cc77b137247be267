import { describe, expect, it } from '@jest/globals';
import { seeded } from '../fixtures/seeded.ts';
import type { Instrument } from './trading-messages.ts';
import { orderLife, reconciledOrder } from './trading-orders.ts';
import type { TradingMoment } from './trading-phases.ts';
import type { Saying } from './trading-saying.ts';

const START = Date.UTC(2026, 0, 5, 14, 35); // Second 300 of the day.
const CLOSE = START + 240_000;
const crypto: Instrument = { symbol: 'BTCUSDT-PERP', venue: 'BINANCE', price: 62_000 };
const stock: Instrument = { symbol: 'AAPL', venue: 'IBKR', price: 231 };
const midday: TradingMoment = {
  phase: 'midday',
  pressure: 0.5,
  phaseEndsAt: START + 20_000,
  trading: ['BINANCE', 'IBKR'],
};

function lives(options: {
  readonly instrument?: Instrument;
  readonly moment?: TradingMoment;
  readonly at?: number;
}): readonly (readonly Saying[])[] {
  const { instrument = crypto, moment = midday, at = START } = options;
  return Array.from({ length: 400 }, (_, seed) =>
    orderLife({ at, instrument, moment, random: seeded(5_000_011 * (seed + 1)) }),
  );
}

/** The names of an order's events in either dialect, with when each is due. */
function eventsOf(life: readonly Saying[]) {
  return life.flatMap((saying) => {
    if (saying.kind !== 'entry' || !saying.stream.includes(':events.order.')) return [];
    const payload = String(saying.fields[saying.fields.indexOf('payload') + 1]);
    const name = /Order([A-Z][A-Za-z]+)/.exec(payload.replace(/trader_id.*/s, ''))?.[1];
    return [{ name: name?.replace(/[^A-Za-z].*/s, ''), at: saying.atMilliseconds }];
  });
}
const storyOf = (life: readonly Saying[]) =>
  eventsOf(life)
    .map(({ name }) => name)
    .join(' ');

describe('the life of an order', () => {
  it('begins, is answered and ends, in order', () => {
    expect(new Set(lives({}).map(storyOf))).toEqual(
      new Set([
        'Initialized Submitted Accepted Filled',
        'Initialized Submitted Accepted PendingCancel Canceled',
        'Initialized Submitted Rejected',
        'Initialized Denied',
      ]),
    );
    for (const life of lives({})) {
      const times = eventsOf(life).map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('says fills and cancels on a second topic, as one event', () => {
    for (const life of lives({})) {
      const messages = life.filter(
        (saying) => saying.kind === 'entry' && saying.stream.startsWith('trader-'),
      );
      const payloads = messages.map((saying) =>
        saying.kind === 'entry' ? String(saying.fields[5]) : '',
      );
      const copies = messages.filter(
        (saying) =>
          saying.kind === 'entry' && /:events\.order_(filled|canceled)\./.test(saying.stream),
      );
      expect(new Set(payloads).size).toBe(payloads.length - copies.length);
    }
  });

  it('gets no answer from a venue that hangs before that is back', () => {
    const moment: TradingMoment = { ...midday, phase: 'hang' };
    const stories = lives({ instrument: stock, moment });
    for (const life of stories)
      for (const { name, at } of eventsOf(life))
        if (name === 'Accepted' || name === 'Rejected')
          expect(at).toBeGreaterThanOrEqual(moment.phaseEndsAt);
    const rejected = stories.filter((life) => storyOf(life).endsWith('Rejected'));
    expect(rejected.length).toBeGreaterThan(80);
    const others = lives({ instrument: crypto, moment });
    expect(others.filter((life) => storyOf(life).endsWith('Rejected')).length).toBeLessThan(40);
  });

  it('is over at the close of its exchange', () => {
    const late = lives({ instrument: stock, at: CLOSE - 2000 });
    const expired = late.filter((life) => storyOf(life).endsWith('Accepted Expired'));
    expect(expired.length).toBeGreaterThan(50);
    for (const life of expired) expect(eventsOf(life).at(-1)?.at).toBeGreaterThanOrEqual(CLOSE);
    const round = lives({ instrument: crypto, at: CLOSE - 2000 });
    expect(round.filter((life) => storyOf(life).endsWith('Expired'))).toEqual([]);
  });
});

it('tells of a reconciled order as such', () => {
  const [event] = reconciledOrder(START, crypto, seeded(3));
  expect(event?.kind === 'entry' && event.fields.join(' ')).toContain('"reconciliation":true');
});
