import { describe, expect, it } from '@jest/globals';
import { createLedger } from '../ledger/ledger.ts';
import type { FixTaker } from './fix-taker.ts';
import { createFixTaker } from './fix-taker.ts';

const LOG = 'session.log';
const START = Date.parse('2026-01-05T14:30:00Z');
const NOW = START + 30_000;

type Line = readonly [milliseconds: number, fields: string];

/** What the desk sends and what the venue answers, as tags without their trailer. */
const out = (fields: string) => `49=DESK|56=VENUE|${fields}`;
const back = (fields: string) => `49=VENUE|56=DESK|${fields}`;

function lineOf([milliseconds, fields]: Line): string {
  const iso = new Date(START + milliseconds).toISOString();
  const time = `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 23)}`;
  return `${time} : 8=FIX.4.4|9=1|${fields}|10=000|`;
}

/** A taker whose measurements are told as they come: stage, milliseconds (`!` a failure), type and venue. */
function listen() {
  const ledger = createLedger(60, []);
  const measured: string[] = [];
  const taker = createFixTaker({
    ...ledger,
    measure(into, measurement, at) {
      const { stage, labels, nanoseconds } = measurement;
      const time = nanoseconds === undefined ? '!' : ` ${nanoseconds / 1e6}`;
      measured.push(`${stage}${time} ${labels.order_type} ${labels.venue}`);
      ledger.measure(into, measurement, at);
    },
  });
  return { taker, measured, facts: () => ledger.inputs.factsOf(LOG) };
}

function read(lines: readonly string[]) {
  const { taker, measured, facts } = listen();
  for (const text of lines) taker.take(LOG, { text, nowMilliseconds: NOW });
  const orders = taker.orders(NOW);
  const { rejected } = facts();
  return { taker, measured, orders, rejected, counts: told(orders), inFlight: orders?.in_flight };
}

const counted = ['submitted', 'accepted', 'rejected', 'filled', 'canceled', 'expired'] as const;

function told(orders: ReturnType<FixTaker['orders']>): string {
  return counted.flatMap((name) => (orders?.[name] ? [`${name} ${orders[name]}`] : [])).join(', ');
}

const market = out('35=D|34=5|11=A|40=1|59=0|207=XNAS');
const limit = out('35=D|34=5|11=A|40=2|59=0');
const accepted = back('35=8|11=A|150=0|39=0');
const filled = back('35=8|11=A|150=F|39=2');
const cancel = out('35=F|34=6|11=B|41=A');
const replace = out('35=G|34=6|11=B|41=A|40=2');

const cases: readonly {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly measured: readonly string[];
  readonly counts: string;
  readonly inFlight?: number;
  readonly rejected?: Readonly<Record<string, number>>;
}[] = [
  {
    title: 'a market order that is pending, accepted, and filled twice',
    lines: [
      [0, market],
      [1, back('35=8|11=A|150=A|39=A')],
      [4, accepted],
      [6, back('35=8|11=A|150=1|39=1')],
      [9, filled],
    ],
    measured: ['fix_ack 4 MARKET XNAS', 'fix_fill 6 MARKET XNAS'],
    counts: 'submitted 1, accepted 1, filled 1',
  },
  {
    title: 'a resting order, whose fill is no latency',
    lines: [
      [0, limit],
      [4, accepted],
      [5000, filled],
    ],
    measured: ['fix_ack 4 LIMIT VENUE'],
    counts: 'submitted 1, accepted 1, filled 1',
  },
  {
    title: 'a limit order that fills now or never, to another place of execution',
    lines: [
      [0, out('35=D|11=A|40=2|59=3|100=XNYS')],
      [5, filled],
    ],
    measured: ['fix_fill 5 LIMIT XNYS'],
    counts: 'submitted 1, filled 1',
  },
  {
    title: 'a fill that is logged before its acknowledgement',
    lines: [
      [0, market],
      [5, filled],
      [7, accepted],
    ],
    measured: ['fix_fill 5 MARKET XNAS', 'fix_ack 7 MARKET XNAS'],
    counts: 'submitted 1, accepted 1, filled 1',
  },
  {
    title: 'answers that are read before the order, from a file of their own',
    lines: [
      [3, accepted],
      [5, filled],
      [0, market],
    ],
    measured: ['fix_ack 3 MARKET XNAS', 'fix_fill 5 MARKET XNAS'],
    counts: 'submitted 1, accepted 1, filled 1',
  },
  {
    title: 'an order of FIX 4.0, where the status tells',
    lines: [
      [0, market],
      [3, back('35=8|11=A|20=0|39=0')],
      [4, back('35=8|11=A|20=3|39=2')],
      [5, back('35=8|11=A|20=0|39=1')],
    ],
    measured: ['fix_ack 3 MARKET XNAS', 'fix_fill 5 MARKET XNAS'],
    counts: 'submitted 1, accepted 1, filled 1',
  },
  {
    title: 'a rejected order',
    lines: [
      [0, market],
      [3, back('35=8|11=A|150=8|39=8|103=99|58=no')],
    ],
    measured: ['fix_ack! MARKET XNAS', 'fix_reject 3 MARKET XNAS'],
    counts: 'submitted 1, rejected 1',
  },
  {
    title: 'an order that the session itself would not take',
    lines: [
      [0, market],
      [2, back('35=3|45=5|371=40|372=D')],
    ],
    measured: ['fix_ack! MARKET XNAS', 'fix_reject 2 MARKET XNAS'],
    counts: 'submitted 1, rejected 1',
  },
  {
    title: 'another message of that number that was not taken',
    lines: [
      [0, market],
      [2, back('35=j|45=5|372=V')],
    ],
    measured: [],
    counts: 'submitted 1',
    inFlight: 1,
  },
  {
    title: 'an answer to an order that nobody saw',
    lines: [[0, back('35=8|11=Z|150=8|39=8')]],
    measured: [],
    counts: 'rejected 1',
  },
  {
    title: 'a cancel: asked, pending, done',
    lines: [
      [0, limit],
      [2, accepted],
      [10, cancel],
      [11, back('35=8|11=B|41=A|150=6|39=6')],
      [13, back('35=8|11=B|41=A|150=4|39=4')],
    ],
    measured: ['fix_ack 2 LIMIT VENUE', 'fix_cancel 3 LIMIT VENUE'],
    counts: 'submitted 1, accepted 1, canceled 1',
  },
  {
    title: "a cancel that is granted under the order's own id",
    lines: [
      [0, limit],
      [10, cancel],
      [13, back('35=8|11=A|150=4|39=4')],
    ],
    measured: ['fix_cancel 3 LIMIT VENUE'],
    counts: 'submitted 1, canceled 1',
  },
  {
    title: 'a cancel that nobody asked for',
    lines: [
      [0, limit],
      [2, accepted],
      [13, back('35=8|11=A|150=4|39=4')],
    ],
    measured: ['fix_ack 2 LIMIT VENUE'],
    counts: 'submitted 1, accepted 1, canceled 1',
  },
  {
    title: 'a cancel that comes too late',
    lines: [
      [0, market],
      [2, filled],
      [3, cancel],
      [5, back('35=9|11=B|41=A|39=2|434=1|102=0')],
    ],
    measured: ['fix_fill 2 MARKET XNAS', 'fix_cancel! MARKET XNAS'],
    counts: 'submitted 1, filled 1',
  },
  {
    title:
      'the fill of a market order that was to be replaced, which is no latency of what was sent',
    lines: [
      [0, market],
      [1, accepted],
      [2, replace],
      [5, back('35=8|11=B|41=A|150=F|39=2')],
    ],
    measured: ['fix_ack 1 MARKET XNAS'],
    counts: 'submitted 1, accepted 1, filled 1',
  },
  {
    title: 'a cancel that is read after it was granted',
    lines: [
      [0, limit],
      [13, back('35=8|11=B|41=A|150=4|39=4')],
      [10, cancel],
    ],
    measured: ['fix_cancel 3 LIMIT VENUE'],
    counts: 'submitted 1, canceled 1',
  },
  {
    title: 'two replaces in a chain, a refused third, and a fill under the last id',
    lines: [
      [0, limit],
      [2, accepted],
      [10, replace],
      [11, back('35=8|11=B|41=A|150=E|39=E')],
      [14, back('35=8|11=B|41=A|150=5|39=5')],
      [20, out('35=G|11=C|41=B|40=2')],
      [25, back('35=8|11=C|41=B|150=5|39=5')],
      [30, out('35=G|11=D|41=C|40=1')],
      [31, back('35=9|11=D|41=C|39=0|434=2')],
      [40, back('35=8|11=C|150=F|39=2')],
      [41, back('35=8|11=A|150=F|39=2')],
    ],
    measured: [
      'fix_ack 2 LIMIT VENUE',
      'fix_replace 4 LIMIT VENUE',
      'fix_replace 5 LIMIT VENUE',
      'fix_replace! LIMIT VENUE',
    ],
    counts: 'submitted 1, accepted 1, filled 1',
  },
  {
    title: 'a replace that a venue rejects with a report',
    lines: [
      [0, limit],
      [2, accepted],
      [10, replace],
      [12, back('35=8|11=B|41=A|150=8|39=0')],
    ],
    measured: ['fix_ack 2 LIMIT VENUE', 'fix_replace! LIMIT VENUE'],
    counts: 'submitted 1, accepted 1',
  },
  {
    title: 'one id in two sessions',
    lines: [
      [0, market],
      [1, out('35=D|11=A|40=1').replace('VENUE', 'OTHER')],
      [5, back('35=8|11=A|150=0').replace('VENUE', 'OTHER')],
      [9, accepted],
    ],
    measured: ['fix_ack 4 MARKET OTHER', 'fix_ack 9 MARKET XNAS'],
    counts: 'submitted 2, accepted 2',
  },
  {
    title: 'an id that is used again the next day',
    lines: [
      [0, market],
      [3, accepted],
      [4, filled],
      [1000, market.replace('34=5', '34=9')],
      [1007, accepted],
    ],
    measured: ['fix_ack 3 MARKET XNAS', 'fix_fill 4 MARKET XNAS', 'fix_ack 7 MARKET XNAS'],
    counts: 'submitted 2, accepted 2, filled 1',
  },
  {
    title: 'the end of an order whose id is then used again',
    lines: [
      [0, filled],
      [10, market],
      [14, accepted],
    ],
    measured: ['fix_ack 4 MARKET XNAS'],
    counts: 'submitted 1, accepted 1, filled 1',
  },
  {
    title: 'a reconnect: what is sent again settles an order and measures nothing',
    lines: [
      [0, market],
      [9000, out('43=Y|35=D|34=5|11=A|40=1|59=0|207=XNAS')],
      [9001, back('43=Y|35=8|11=A|150=0|39=0')],
      [9002, back('97=Y|35=8|11=A|150=0|39=0')],
    ],
    measured: [],
    counts: 'submitted 1, accepted 1',
    rejected: { resent: 3 },
  },
  {
    title: 'an order that is first seen when it is sent again',
    lines: [
      [0, out('43=Y|35=D|34=5|11=A|40=1')],
      [4, accepted],
    ],
    measured: [],
    counts: 'accepted 1',
    rejected: { resent: 1 },
  },
  {
    title: 'a line that is read twice',
    lines: [
      [0, market],
      [0, market],
      [3, accepted],
    ],
    measured: ['fix_ack 3 MARKET XNAS'],
    counts: 'submitted 1, accepted 1',
    rejected: { duplicate: 1 },
  },
  {
    title: 'a message that an application logs once more',
    lines: [
      [0, market],
      [2, market],
      [3, accepted],
      [4, accepted],
    ],
    measured: ['fix_ack 3 MARKET XNAS'],
    counts: 'submitted 1, accepted 1',
    rejected: { duplicate: 1 },
  },
  {
    title: 'an answer within the same millisecond, which is at most one',
    lines: [
      [0, market],
      [0, accepted],
    ],
    measured: ['fix_ack 1 MARKET XNAS'],
    counts: 'submitted 1, accepted 1',
  },
  {
    title: 'a clock that was set back',
    lines: [
      [500, market],
      [0, accepted],
    ],
    measured: ['fix_ack -500 MARKET XNAS'],
    counts: 'submitted 1, accepted 1',
    rejected: { negative: 1 },
  },
  {
    title: 'orders without an answer',
    lines: [
      [0, market],
      [1, out('35=D|11=B|40=7')],
      [2, back('35=8|11=A|150=A|39=A')],
    ],
    measured: [],
    counts: 'submitted 2',
    inFlight: 2,
  },
  {
    title: 'messages that lack what they are about',
    lines: [
      [0, out('35=D|40=1')],
      [1, back('35=8|11=A')],
      [2, back('35=9|41=A')],
      [3, out('35=0|112=x')],
      [4, out('35=constructor')],
    ],
    measured: [],
    counts: '',
    rejected: { missing_field: 3 },
  },
];

describe('of a log', () => {
  it.each(cases)('$title', ({ lines, measured, counts, inFlight = 0, rejected = {} }) => {
    const result = read(lines.map(lineOf));
    expect(result).toMatchObject({ measured, counts });
    expect(result.inFlight ?? 0).toBe(inFlight);
    expect(result.rejected).toEqual(rejected);
  });
});

it('goes over midnight, and over the change of a log that tells only the time of day', () => {
  const order = (time: string, fields: string) => `${time} 8=FIX.4.2|9=1|${fields}|10=000|`;
  expect(
    read([order('20260105-23:59:59.999', market), order('20260106-00:00:00.004', accepted)])
      .measured,
  ).toEqual(['fix_ack 5 MARKET XNAS']);
  const { taker, measured } = listen();
  const midnight = Date.parse('2026-01-06T00:00:00Z');
  taker.take(LOG, { text: order('23:59:59.999', market), nowMilliseconds: midnight - 1 });
  taker.take(LOG, { text: order('00:00:00.004', accepted), nowMilliseconds: midnight + 5 });
  expect(measured).toEqual(['fix_ack 5 MARKET XNAS']);
});

it('subtracts microseconds exactly', () => {
  const at = (time: string, fields: string) =>
    `20260105-14:30:0${time} : 8=FIX.4.4|9=1|${fields}|10=000|`;
  expect(read([at('0.999999999', market), at('1.000000256', accepted)]).measured).toEqual([
    'fix_ack 0.000257 MARKET XNAS',
  ]);
});

it('takes the time of an order from its engine, when an application has printed it without one', () => {
  const printed = `toApp: 8=FIX.4.4|9=1|${market}|10=000|`;
  const { measured, counts, taker } = read([printed, lineOf([0, market]), lineOf([3, accepted])]);
  expect({ measured, counts }).toEqual({
    measured: ['fix_ack 3 MARKET XNAS'],
    counts: 'submitted 1, accepted 1',
  });
  expect(taker.adviceFor(LOG)).toBeUndefined();
});

it('pairs nothing over two inputs', () => {
  const { taker, measured } = listen();
  taker.take('a.log', { text: lineOf([0, market]), nowMilliseconds: NOW });
  taker.take('b.log', { text: lineOf([3, accepted]), nowMilliseconds: NOW });
  expect(measured).toEqual([]);
  expect(taker.orders(NOW)).toMatchObject({ in_flight: 1, oldest_in_flight_seconds: 30 });
});

it('gives up an order after an hour, and keeps a bounded number of them', () => {
  const { taker } = read([lineOf([0, market])]);
  expect(taker.orders(START + 3_600_000)).toMatchObject({
    in_flight: 1,
    oldest_in_flight_seconds: 3600,
  });
  expect(taker.orders(START + 3_600_001)).toBeUndefined();
  for (let id = 0; id < 60_000; id++)
    taker.take(LOG, {
      text: lineOf([id % 1000, out(`35=D|34=${id}|11=N${id}|40=1`)]),
      nowMilliseconds: NOW,
    });
  expect(taker.orders(NOW)?.in_flight).toBe(50_000);
}, 60_000);

it('counts a refusal that is read before its order to the outcome of that order', () => {
  const refused: Line = [3, back('35=8|11=A|150=8|39=8')];
  const { orders } = read([refused, [0, limit] as const].map(lineOf));
  expect(orders?.outcomes).toEqual([
    { venue: 'VENUE', order_type: 'LIMIT', submitted: 1, rejected: 1, filled: 0 },
  ]);
});

it('gives up the order of another day when its id is used again', () => {
  const yesterday: readonly Line[] = [
    [0, limit],
    [1, accepted],
    [2, replace],
  ];
  const { orders } = read([...yesterday, [3, out('35=D|34=2|11=A|40=2')] as const].map(lineOf));
  expect(orders).toMatchObject({ in_flight: 1, open: 0, pending_updates: 0 });
});

it('names a bounded number of venues with open orders', () => {
  const { taker } = listen();
  for (let venue = 0; venue < 70; venue++)
    for (const fields of [
      out(`35=D|11=N${venue}|40=2|207=X${venue}`),
      back(`35=8|11=N${venue}|150=0|39=0`),
    ])
      taker.take(LOG, { text: lineOf([venue, fields]), nowMilliseconds: NOW });
  const venues = taker.orders(NOW)?.open_by_venue ?? [];
  expect(venues).toHaveLength(65);
  expect(venues.at(-1)).toEqual({ venue: 'other', open: 6 });
});

it.each([
  { fraction: '.1', coarse: true },
  { fraction: '.12', coarse: true },
  { fraction: '.123', coarse: false },
])('measures nothing by a time with $fraction of a second, or does', ({ fraction, coarse }) => {
  const lines = [market, accepted].map(
    (fields) => `20260105-14:30:00${fraction} : 8=FIX.4.4|9=1|${fields}|10=000|`,
  );
  const { measured, rejected } = read(lines);
  expect({ times: measured.length, coarse: (rejected.coarse_time ?? 0) > 0 }).toEqual({
    times: coarse ? 0 : 1,
    coarse,
  });
});

it('keeps an order by the last request about it, and not longer', () => {
  const { taker } = read([lineOf([0, limit]), lineOf([1, accepted])]);
  const take = (fields: string) =>
    taker.take(LOG, { text: lineOf([2, fields]), nowMilliseconds: NOW });
  const others = (name: string, count: number) => {
    for (let id = 0; id < count; id++) take(back(`35=8|11=${name}${id}|150=4|39=4`));
  };
  others('first-', 40_000);
  take(replace);
  others('second-', 20_000); // Its first request is forgotten now.
  expect(taker.orders(NOW)).toMatchObject({ open: 1, pending_updates: 1 });
  take(back('35=8|11=B|41=A|150=5|39=5'));
  expect(taker.orders(NOW)).toMatchObject({ open: 1, pending_updates: 0 });
  others('third-', 40_000);
  expect(taker.orders(NOW)?.open).toBe(0);
}, 60_000);

it('tells what is out now, and what became of the orders of a venue', () => {
  const lines: readonly Line[] = [
    [0, limit],
    [1, accepted],
    [2, back('35=8|11=A|150=F|39=1')],
    [3, cancel],
    [4, out('35=D|11=C|40=2')],
    [5, back('35=8|11=C|150=0|39=0')],
    [6, out('35=G|11=D|41=C|40=2')],
    [7, out('35=D|11=E|40=2')],
    [8, back('35=8|11=E|150=0|39=0')],
    [9, back('35=8|11=E|150=C|39=C')],
    [10, out('35=D|11=F|40=1|207=XNAS')],
    [11, back('35=8|11=F|150=2|39=2')],
    [12, back('35=8|11=Z|150=0|39=0')],
  ];
  const { orders } = read(lines.map(lineOf));
  expect(orders).toEqual({
    in_flight: 0,
    submitted: 4,
    accepted: 4,
    rejected: 0,
    filled: 2,
    canceled: 0,
    expired: 1,
    open: 2,
    open_by_venue: [{ venue: 'VENUE', open: 2 }],
    pending_cancels: 1,
    oldest_pending_cancel_seconds: (NOW - START - 3) / 1000,
    pending_updates: 1,
    outcomes: [
      { venue: 'VENUE', order_type: 'LIMIT', submitted: 3, rejected: 0, filled: 1 },
      { venue: 'XNAS', order_type: 'MARKET', submitted: 1, rejected: 0, filled: 1 },
    ],
  });
});

it.each([
  { time: '', reason: 'no_time', advice: 'FileIncludeTimeStampForMessages' },
  { time: '20260105-14:30:00: ', reason: 'coarse_time', advice: 'FileIncludeMilliseconds' },
])(
  'counts what a log without good times says, and what to change ($reason)',
  ({ time, reason, advice }) => {
    const lines = [market, accepted].map((fields) => `${time}8=FIX.4.4|9=1|${fields}|10=000|`);
    const { counts, measured, rejected, taker } = read(lines);
    expect({ counts, measured }).toEqual({ counts: 'submitted 1, accepted 1', measured: [] });
    expect(rejected[reason]).toBeGreaterThan(0);
    expect(taker.adviceFor(LOG)).toContain(advice);
    expect(taker.adviceFor('another.log')).toBeUndefined();
  },
);

it('says that the lines of another day count as those of now, until others come', () => {
  const { taker } = listen();
  const take = (milliseconds: number) =>
    taker.take(LOG, { text: lineOf([milliseconds, market]), nowMilliseconds: NOW });
  take(-86_400_000);
  expect(taker.orders(NOW)?.submitted).toBe(1);
  expect(taker.adviceFor(LOG)).toBe(
    'its lines are of 2026-01-04T14:30:00.000Z, by their own clock: they count when they are read',
  );
  take(86_400_000);
  expect(taker.adviceFor(LOG)).toContain('2026-01-06T14:30:00.000Z');
  take(NOW - START + 5); // A clock that is a little ahead is no other day.
  expect(taker.adviceFor(LOG)).toBeUndefined();
});

it('takes of a backlog only what is in the window by its own time', () => {
  const { taker, measured, facts } = listen();
  const take = (text: string) =>
    taker.take(LOG, { text, nowMilliseconds: START + 90_000, isBacklog: true });
  take(lineOf([0, market]));
  take(lineOf([31_000, market]));
  take(lineOf([31_002, accepted]));
  take(`14:31:01.000 8=FIX.4.4|9=1|${limit}|10=000|`);
  take('8=FIX.4.4|9=1|35=D|10=000|');
  expect(measured).toEqual(['fix_ack 2 MARKET XNAS']);
  expect(taker.orders(START + 90_000)).toMatchObject({ submitted: 1, accepted: 1 });
  expect(facts()).toEqual({ lastAt: new Date(START + 31_002), rejected: {} });
});
