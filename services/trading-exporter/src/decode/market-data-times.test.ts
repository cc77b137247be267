import { describe, expect, it } from '@jest/globals';
import { Packr } from 'msgpackr';
import type { Shape } from './market-data-times.ts';
import { readMarketDataTimes } from './market-data-times.ts';
import { nanosecondsBetween } from './moment.ts';
import { readMessage } from './read-message.ts';
import { planOf } from './topic-plan.ts';

const EVENT = 1_767_623_400_000_000_001n;
const INIT = 1_767_623_400_000_901_258n;
const packr = new Packr({ useRecords: false });

type Facts = Readonly<Record<string, unknown>>;

const times = { ts_event: EVENT, ts_init: INIT };
const asText = { ts_event: String(EVENT), ts_init: String(INIT) };
const asIso = {
  ts_event: '2026-01-05T14:30:00.000000001Z',
  ts_init: '2026-01-05T14:30:00.000901258Z',
};
const quote = { type: 'QuoteTick', instrument_id: 'X-1.2.SIM', bid_price: '1.5', ask_price: '1.6' };
const delta = (ago: bigint) => ({
  type: 'OrderBookDelta',
  instrument_id: 'X.SIM',
  action: 'ADD',
  order: { side: 'BUY', price: '2', size: '77', order_id: 181 },
  flags: 0,
  sequence: 9,
  ts_event: EVENT - ago,
  ts_init: INIT - 2n * ago,
});
/** Of Rust: no type, and times of its own after those of its deltas. */
const nativeDeltas = {
  instrument_id: 'X.SIM',
  deltas: [delta(5_000_000n), delta(4_000_000n)],
  flags: 128,
  sequence: 70_000,
  ...times,
};
/** Of Python: the times of the last delta are all there is. */
const legacyDeltas = {
  type: 'OrderBookDeltas',
  instrument_id: 'X.SIM',
  deltas: [delta(5_000_000n), delta(0n)],
};
const nativeDepth = {
  instrument_id: 'X.SIM',
  bids: [{ side: 'BUY', price: '2', size: '77', order_id: 0 }],
  asks: [],
  bid_counts: [1],
  ask_counts: [0],
  flags: 0,
  sequence: 3,
  ...times,
};

function json(facts: Facts): Buffer {
  const marked = JSON.stringify(facts, (_, value: unknown) =>
    typeof value === 'bigint' ? `integer:${value}` : value,
  );
  return Buffer.from(marked.replace(/"integer:(\d+)"/g, '$1'));
}

const FLAT = 'data.quotes.SIM.X-1.2';
const DELTAS = 'data.book.deltas.SIM.X';

/** `isQuick` is read from the end; the others need the whole decode. All mean the same two moments. */
const payloads: readonly {
  readonly title: string;
  readonly topic: string;
  readonly bytes: Buffer;
  readonly isQuick: boolean;
}[] = [
  { title: 'JSON', topic: FLAT, bytes: json({ ...quote, ...times }), isQuick: true },
  { title: 'JSON, digits', topic: FLAT, bytes: json({ ...quote, ...asText }), isQuick: true },
  { title: 'JSON, ISO', topic: FLAT, bytes: json({ ...quote, ...asIso }), isQuick: true },
  {
    title: 'JSON with its times first',
    topic: FLAT,
    bytes: json({ ...times, ...quote }),
    isQuick: false,
  },
  {
    title: 'JSON with spaces',
    topic: FLAT,
    bytes: Buffer.from(String(json({ ...quote, ...times })).replaceAll(':', ': ')),
    isQuick: false,
  },
  {
    title: 'JSON in a wrapping',
    topic: FLAT,
    bytes: json({ QuoteTick: { ...quote, ...times } }),
    isQuick: false,
  },
  { title: 'MessagePack', topic: FLAT, bytes: packr.pack({ ...quote, ...times }), isQuick: true },
  {
    title: 'MessagePack, digits',
    topic: FLAT,
    bytes: packr.pack({ ...quote, ...asText }),
    isQuick: true,
  },
  {
    title: 'MessagePack, ISO',
    topic: FLAT,
    bytes: packr.pack({ ...quote, ...asIso }),
    isQuick: true,
  },
  { title: 'Rust deltas, JSON', topic: DELTAS, bytes: json(nativeDeltas), isQuick: true },
  {
    title: 'Rust deltas, MessagePack',
    topic: DELTAS,
    bytes: packr.pack(nativeDeltas),
    isQuick: true,
  },
  { title: 'Python deltas, JSON', topic: DELTAS, bytes: json(legacyDeltas), isQuick: true },
  {
    title: 'Python deltas, MessagePack',
    topic: DELTAS,
    bytes: packr.pack(legacyDeltas),
    isQuick: true,
  },
  {
    title: 'one delta',
    topic: DELTAS,
    bytes: json({ ...delta(0n) }),
    isQuick: false,
  },
  {
    title: 'one delta, MessagePack',
    topic: DELTAS,
    bytes: packr.pack(delta(0n)),
    isQuick: true,
  },
  {
    title: 'depth, JSON',
    topic: 'data.book.depth10.SIM.X',
    bytes: json(nativeDepth),
    isQuick: true,
  },
  {
    title: 'depth, MessagePack, by its older topic',
    topic: 'data.book.depth.SIM.X',
    bytes: packr.pack(nativeDepth),
    isQuick: true,
  },
];

describe.each(payloads)('$title', ({ topic, bytes, isQuick }) => {
  const plan = planOf(topic);
  const shape: Shape = topic === DELTAS ? 'deltas' : 'flat';

  it('gives both times to the nanosecond', () => {
    expect(readMessage(plan, bytes)).toMatchObject({
      kind: 'market_data',
      venue: 'SIM',
      engineTime: { seconds: 1_767_623_400, nanoseconds: 901_258 },
      feedNanoseconds: 901_257,
    });
    const quick = readMarketDataTimes(bytes, shape);
    expect(quick !== undefined).toBe(isQuick);
    if (quick !== undefined)
      expect(nanosecondsBetween(quick.venueTime, quick.engineTime)).toBe(901_257);
  });

  it('cut off anywhere gives the same or nothing', () => {
    const read = Array.from(bytes, (_, length) => readMessage(plan, bytes.subarray(0, length)));
    const wrong = read.filter(
      (message) =>
        message.kind !== 'rejected' &&
        !(message.kind === 'market_data' && message.feedNanoseconds === 901_257),
    );
    expect(wrong).toEqual([]);
  });

  it('with a byte changed never throws', () => {
    for (let at = 0; at < bytes.length; at++)
      for (const byte of [0x00, 0x22, 0x39, 0x7d, 0x80, 0xcf, 0xff]) {
        const changed = Buffer.from(bytes);
        changed[at] = byte;
        readMessage(plan, changed);
      }
  });
});

it('gives the difference of any two times to the nanosecond, in every encoding', () => {
  const plan = planOf(FLAT);
  let seed = 7n;
  const random = (below: bigint) => {
    seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return (seed >> 11n) % below;
  };
  const wrong: unknown[] = [];
  for (let round = 0; round < 500; round++) {
    const event = 1_000_000_000_000_000_000n + random(3_000_000_000_000_000_000n);
    const feed = random(7_200_000_000_000n) - 3_600_000_000_000n;
    const numbers = { ts_event: event, ts_init: event + feed };
    const digits = { ts_event: String(event), ts_init: String(event + feed) };
    for (const bytes of [
      json({ ...quote, ...numbers }),
      json({ ...quote, ...digits }),
      packr.pack({ ...quote, ...numbers }),
      packr.pack({ ...quote, ...digits }),
    ]) {
      const message = readMessage(plan, bytes);
      if (message.kind !== 'market_data' || message.feedNanoseconds !== Number(feed))
        wrong.push({ event, feed, message });
    }
  }
  expect(wrong).toEqual([]);
});

it('reads nothing into five thousand random payloads', () => {
  let state = 12_345;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 8;
  };
  const plans = [planOf(FLAT), planOf(DELTAS), planOf('events.order.S-1'), planOf('data.x')];
  const kinds = new Set<string>();
  for (let round = 0; round < 5000; round++) {
    const bytes = Buffer.from(Array.from({ length: random() % 80 }, () => random() % 256));
    if (round % 2 === 0 && bytes.length > 0) bytes[0] = round % 4 === 0 ? 0x7b : 0x88;
    for (const plan of plans) kinds.add(readMessage(plan, bytes).kind);
  }
  kinds.delete('counted'); // A map by chance, without a type.
  expect([...kinds]).toEqual(['rejected']);
});

it.each([
  { title: 'twenty digits', init: '17676234000009012580' },
  { title: 'a negative time', init: '-767623400000901258' },
  { title: 'a time of zero', init: '0' },
  { title: 'seconds', init: '1767623400.5' },
  { title: 'an exponent', init: '1.767623400000901e18' },
  { title: 'a year of four thousand', init: '9767623400000901258' },
])('$title is left to the whole decode', ({ init }) => {
  const bytes = Buffer.from(`{"type":"QuoteTick","ts_event":${EVENT},"ts_init":${init}}`);
  expect(readMarketDataTimes(bytes, 'flat')).toBeUndefined();
});
