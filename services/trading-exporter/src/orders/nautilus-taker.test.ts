import { describe, expect, it } from '@jest/globals';
import type { Ledger } from '../ledger/ledger.ts';
import { createLedger } from '../ledger/ledger.ts';
import type { NautilusTaker } from './nautilus-taker.ts';
import { createNautilusTaker } from './nautilus-taker.ts';

const NOW = 1_767_623_400_000;
const BUS = '127.0.0.1:6379';
const DAY = 86_400_000;

/** A desk that quotes and trades on a bus; times are microseconds after the start. */
function desk(facts: { readonly trader?: string; readonly dayMilliseconds?: number } = {}) {
  const { trader = 'DESK-7', dayMilliseconds = NOW } = facts;
  const stamp = (microseconds: number) =>
    String(BigInt(dayMilliseconds) * 1_000_000n + BigInt(microseconds) * 1000n);
  const entry = (topic: string, body: object, atMicroseconds: number) => ({
    stream: `trader-${trader}:stream:${topic}`,
    topic: Buffer.from(topic),
    payload: Buffer.from(JSON.stringify(body)),
    atMilliseconds: NOW + atMicroseconds / 1000,
    entryMilliseconds: NOW + atMicroseconds / 1000,
  });
  return {
    quote: (init: number, venueTime = init - 900) =>
      entry(
        'data.quotes.SIM.X',
        { type: 'QuoteTick', ts_event: stamp(venueTime), ts_init: stamp(init) },
        init,
      ),
    bar: (init: number) => entry('data.bars.X.SIM-1-MINUTE-LAST-EXTERNAL', { type: 'Bar' }, init),
    order: (type: string, init: number, more: object = {}) =>
      entry(
        'events.order.S-1',
        {
          type,
          trader_id: trader,
          client_order_id: 'O-1',
          instrument_id: 'X.SIM',
          ts_event: stamp(init),
          ts_init: stamp(init),
          ...more,
        },
        init,
      ),
  };
}

function begin(): { readonly ledger: Ledger; readonly nautilus: NautilusTaker } {
  const ledger = createLedger(60);
  return { ledger, nautilus: createNautilusTaker(ledger) };
}

function stages({ latency }: Ledger): Readonly<Record<string, number>> {
  const whole = latency
    .latencies(NOW + 1000)
    .latencies.filter(({ labels }) => Object.keys(labels).length === 0);
  return Object.fromEntries(whole.map(({ stage, mean }) => [stage, Math.round(mean * 1e9)]));
}

const messages = ({ components }: Ledger) =>
  Object.fromEntries(components.rates(NOW + 1000).map((rate) => [rate.name, rate.messages]));

describe('a node that replays another day', () => {
  const march = Date.parse('2024-03-08T14:30:00Z');
  const past = desk({ trader: 'TEST-1', dayMilliseconds: march });
  const live = desk();

  it('is left out of all figures and named, with the day that it plays', () => {
    const { ledger, nautilus } = begin();
    for (const entry of [
      past.quote(0),
      past.order('OrderInitialized', 10),
      past.order('OrderSubmitted', 20),
      past.bar(30),
      { ...past.quote(40), countOnly: true },
    ])
      nautilus.take(BUS, entry);
    expect(ledger.inputs.factsOf(BUS).rejected).toEqual({ replay: 5 });
    expect(messages(ledger)).toEqual({});
    expect(nautilus.orders(NOW)).toBeUndefined();
    expect(nautilus.venueClocks(NOW)).toEqual([]);
    expect(nautilus.detailOf(BUS, NOW)).toBe(
      'trader TEST-1 plays 2024-03-08: a replay, left out of all figures',
    );
  });

  it('does not hide the ones that trade', () => {
    const { ledger, nautilus } = begin();
    for (const entry of [past.quote(0), live.quote(0), live.bar(5), past.bar(6)])
      nautilus.take(BUS, entry);
    expect(ledger.inputs.factsOf(BUS).rejected).toEqual({ replay: 2 });
    expect(messages(ledger)).toEqual({ market_data: 2 });
    expect(stages(ledger)).toEqual({ feed: 900_000 });
  });

  it('counts again as soon as its times fit', () => {
    const { ledger, nautilus } = begin();
    const now = desk({ trader: 'TEST-1' });
    for (const entry of [past.quote(0), now.bar(5), now.quote(10), now.bar(20)])
      nautilus.take(BUS, entry);
    expect(ledger.inputs.factsOf(BUS).rejected).toEqual({ replay: 2 });
    expect(messages(ledger)).toEqual({ market_data: 2 });
    expect(nautilus.detailOf(BUS, NOW)).toBeUndefined();
  });

  it('is told by the time that the bus had it, so that a recording of yesterday is none', () => {
    const { ledger, nautilus } = begin();
    const yesterday = desk({ dayMilliseconds: NOW - DAY });
    nautilus.take(BUS, { ...yesterday.quote(0), entryMilliseconds: NOW - DAY });
    expect(stages(ledger)).toEqual({ feed: 900_000 });
  });
});

describe('from the last change of a price to an order', () => {
  const { quote, order } = desk();
  const made = order('OrderInitialized', 2000, { order_type: 'MARKET' });

  it('is told with the next quote', () => {
    const { ledger, nautilus } = begin();
    nautilus.take(BUS, quote(1500));
    nautilus.take(BUS, made);
    expect(stages(ledger).tick_to_order).toBeUndefined();
    nautilus.take(BUS, quote(2500));
    expect(stages(ledger).tick_to_order).toBe(500_000);
  });

  it('is told when a second has passed and nothing more came', () => {
    const { ledger, nautilus } = begin();
    nautilus.take(BUS, quote(1500));
    nautilus.take(BUS, made);
    nautilus.settle(NOW + 900);
    expect(stages(ledger).tick_to_order).toBeUndefined();
    nautilus.settle(NOW + 1900);
    expect(stages(ledger).tick_to_order).toBe(500_000);
  });

  it.each([
    {
      title: 'quotes were only counted',
      between: (nautilus: NautilusTaker) => nautilus.take(BUS, { ...quote(1900), countOnly: true }),
    },
    {
      title: 'market data was passed over',
      between: (nautilus: NautilusTaker) => nautilus.passOver(BUS),
    },
  ])('is not told where $title', ({ between }) => {
    const { ledger, nautilus } = begin();
    nautilus.take(BUS, quote(1500));
    between(nautilus);
    nautilus.take(BUS, made);
    nautilus.take(BUS, quote(2500));
    nautilus.settleAll();
    expect(stages(ledger).tick_to_order).toBeUndefined();
  });

  it('is told of another bus than the one whose market data was passed over', () => {
    const { ledger, nautilus } = begin();
    nautilus.take(BUS, quote(1500));
    nautilus.passOver(`${BUS}1`);
    nautilus.take(BUS, made);
    nautilus.settleAll();
    expect(stages(ledger).tick_to_order).toBe(500_000);
  });

  it('is not told of an order that an engine made up to agree with its venue', () => {
    const { ledger, nautilus } = begin();
    nautilus.take(BUS, quote(1500));
    nautilus.take(BUS, order('OrderInitialized', 2000, { reconciliation: true }));
    nautilus.settleAll();
    expect(stages(ledger).tick_to_order).toBeUndefined();
  });

  it('is told of an instrument that was known before there were very many', () => {
    const { ledger, nautilus } = begin();
    nautilus.take(BUS, quote(0));
    for (let number = 0; number < 10_000; number++) {
      const topic = `data.quotes.SIM.Y${number}`;
      nautilus.take(BUS, {
        ...quote(0),
        stream: `trader-DESK-7:stream:${topic}`,
        topic: undefined,
      });
    }
    nautilus.take(BUS, made);
    nautilus.take(BUS, quote(1500)); // Read late: the order waits for it.
    nautilus.settleAll();
    expect(stages(ledger).tick_to_order).toBe(500_000);
  });

  it('is that of one trader', () => {
    const { ledger, nautilus } = begin();
    nautilus.take(BUS, desk({ trader: 'DESK-8' }).quote(1500));
    nautilus.take(BUS, made);
    nautilus.settleAll();
    expect(stages(ledger).tick_to_order).toBeUndefined();
  });
});

it('lets what only agrees with a venue end what waits, without a time or a count', () => {
  const { ledger, nautilus } = begin();
  const { order } = desk();
  nautilus.take(BUS, order('OrderSubmitted', 0));
  expect(nautilus.orders(NOW)).toMatchObject({ in_flight: 1 });
  nautilus.take(BUS, order('OrderAccepted', 9000, { reconciliation: true }));
  expect(nautilus.orders(NOW)).toMatchObject({ in_flight: 0, accepted: 0, open: 1 });
  expect(ledger.inputs.factsOf(BUS).rejected).toEqual({ reconciliation: 1 });
  expect(stages(ledger)).toEqual({});
});

it('takes both copies of an agreement for one', () => {
  const { nautilus } = begin();
  const { order } = desk();
  const part = { event_id: 'e-1', last_qty: '1', reconciliation: true };
  nautilus.take(BUS, order('OrderInitialized', 0, { quantity: '2', order_type: 'LIMIT' }));
  nautilus.take(BUS, order('OrderAccepted', 10));
  nautilus.take(BUS, order('OrderFilled', 20, part));
  nautilus.take(BUS, order('OrderFilled', 20, part));
  expect(nautilus.orders(NOW)).toMatchObject({ open: 1, filled: 0 });
});

it('measures nothing of a quote whose node stamped it alone, and counts it', () => {
  const { ledger, nautilus } = begin();
  nautilus.take(BUS, desk().quote(1500, 1500));
  expect(ledger.inputs.factsOf(BUS).rejected).toEqual({ self_made: 1 });
  expect(messages(ledger)).toEqual({ market_data: 1 });
  expect(nautilus.venueClocks(NOW)).toEqual([]);
});

it.each([
  { title: 'measured', entry: desk().quote(1500) },
  { title: 'stamped by its node alone', entry: desk().quote(1500, 1500) },
  { title: 'ahead of the clock of its node', entry: desk().quote(1500, 1600) },
  { title: 'only counted', entry: { ...desk().quote(1500), countOnly: true } },
])('hears a venue by a quote that is $title', ({ entry }) => {
  const ledger = createLedger(60, [{ venues: ['SIM'], always: true }]);
  createNautilusTaker(ledger).take(BUS, entry);
  const [session] = ledger.sessions.sessions(NOW + 1000, () => true);
  expect(session).toMatchObject({ venue: 'SIM', silent_seconds: expect.closeTo(0.9985) });
});

it.each([
  { encoding: 'sbe', reason: 'encoding' },
  { encoding: 'capnp', reason: 'encoding' },
  { encoding: 'json', reason: 'parse' },
  { encoding: undefined, reason: 'parse' },
])('calls what it cannot read and is $encoding: $reason', ({ encoding, reason }) => {
  const { ledger, nautilus } = begin();
  const payload = Buffer.from([0x85, 0x10, 0x00, 0xc1]);
  nautilus.take(BUS, { ...desk().quote(0), payload, encoding: () => encoding });
  expect(ledger.inputs.factsOf(BUS).rejected).toEqual({ [reason]: 1 });
});

it('keeps two nodes apart that number their orders alike', () => {
  const { nautilus } = begin();
  nautilus.take(BUS, desk().order('OrderSubmitted', 0));
  nautilus.take(BUS, desk({ trader: 'DESK-8' }).order('OrderAccepted', 10));
  expect(nautilus.orders(NOW)).toMatchObject({ in_flight: 1, open: 1 });
});

it('makes its memory of instruments anew when there are very many', () => {
  const { ledger, nautilus } = begin();
  const quote = desk().quote(0);
  for (let number = 0; number < 12_000; number++)
    nautilus.take(BUS, {
      ...quote,
      stream: `trader-T:stream:data.quotes.SIM.X${number}`,
      topic: number % 2 === 0 ? undefined : Buffer.from(`data.quotes.SIM.X${number}`),
    });
  expect(messages(ledger)).toEqual({ market_data: 12_000 });
  expect(nautilus.venueClocks(NOW)).toMatchObject([{ venue: 'SIM', samples: 12_000 }]);
});
