import { expect, it } from '@jest/globals';
import type { Slo } from '@m4max/contracts';
import type { Measurement } from '../latency/measurement.ts';
import { createSloBook } from './slo-book.ts';
import { SloMemory } from './slo-memory.ts';

const NOW = Date.UTC(2026, 0, 5, 15);
const MINUTE = 60_000;

type Event = Partial<Measurement> & Pick<Measurement, 'kind' | 'stage'>;
const measured = (event: Event): Measurement => ({
  labels: {},
  nanoseconds: undefined,
  failed: false,
  times: 1,
  ...event,
});

it.each([
  {
    title: 'an order acknowledged on the dot',
    event: { kind: 'order', stage: 'submit_ack', nanoseconds: 10e6 },
    slo: 'order_ack',
    good: 1,
    bad: 0,
  },
  {
    title: 'an order acknowledged a nanosecond late',
    event: { kind: 'order', stage: 'submit_ack', nanoseconds: 10e6 + 1 },
    slo: 'order_ack',
    good: 0,
    bad: 1,
  },
  {
    title: 'a refusal in time: the venue has answered',
    event: { kind: 'order', stage: 'submit_reject', nanoseconds: 4e6 },
    slo: 'order_ack',
    good: 1,
    bad: 0,
  },
  {
    title: 'a refusal that came late',
    event: { kind: 'order', stage: 'submit_reject', nanoseconds: 40e6 },
    slo: 'order_ack',
    good: 0,
    bad: 1,
  },
  {
    title: 'that a refusal failed the order, which says nothing of time',
    event: { kind: 'order', stage: 'submit_ack', failed: true },
  },
  {
    title: 'a fill, which waits for the market',
    event: { kind: 'order', stage: 'submit_fill', nanoseconds: 1e6 },
  },
  {
    title: 'a FIX acknowledgement apart',
    event: { kind: 'order', stage: 'fix_ack', nanoseconds: 1e6 },
    slo: 'order_fix_ack',
    good: 1,
    bad: 0,
  },
  {
    title: 'a FIX refusal with it',
    event: { kind: 'order', stage: 'fix_reject', nanoseconds: 11e6 },
    slo: 'order_fix_ack',
    good: 0,
    bad: 1,
  },
  {
    title: 'market data of 2 ms',
    event: { kind: 'market_data', stage: 'feed', nanoseconds: 2e6 },
    slo: 'market_data_feed',
    good: 1,
    bad: 0,
  },
  {
    title: 'every stage of risk',
    event: { kind: 'risk', stage: 'var', nanoseconds: 101e6 },
    slo: 'risk',
    good: 0,
    bad: 1,
  },
  {
    title: 'a risk check that failed fast',
    event: { kind: 'risk', stage: 'var', nanoseconds: 1e6, failed: true },
    slo: 'risk',
    good: 0,
    bad: 1,
  },
  {
    title: 'an inference that failed without a time',
    event: { kind: 'ml', stage: 'infer', failed: true },
    slo: 'ml_infer',
    good: 0,
    bad: 1,
  },
  { title: 'preprocessing', event: { kind: 'ml', stage: 'preprocess', nanoseconds: 1e6 } },
  { title: 'a database', event: { kind: 'db', stage: 'insert', nanoseconds: 1e6 } },
  {
    title: 'a batch of three as three',
    event: { kind: 'ml', stage: 'infer', nanoseconds: 49e6, times: 3 },
    slo: 'ml_infer',
    good: 3,
    bad: 0,
  },
] satisfies readonly {
  title: string;
  event: Event;
  slo?: string;
  good?: number;
  bad?: number;
}[])(
  'counts $title',
  ({ event, slo, good, bad }: { event: Event; slo?: string; good?: number; bad?: number }) => {
    const book = createSloBook();
    book.observe(measured(event), NOW);
    expect(
      book.slos(NOW).map(({ slo, good_total, bad_total }) => ({ slo, good_total, bad_total })),
    ).toEqual(slo === undefined ? [] : [{ slo, good_total: good, bad_total: bad }]);
  },
);

const order = (milliseconds: number, times: number) =>
  measured({ kind: 'order', stage: 'submit_ack', nanoseconds: milliseconds * 1e6, times });

/** `5m 20 (20)` is a burn rate, and the sustained one. */
function told([slo]: readonly Slo[]): readonly string[] {
  return (slo?.burn_rates ?? []).map(
    ({ window_seconds, burn_rate, sustained_burn_rate: sustained }) =>
      `${window_seconds / 60}m ${burn_rate}${sustained === undefined ? '' : ` (${sustained})`}`,
  );
}

it.each([
  { title: 'says nothing of 99 events', events: [[1, 99, 0]], rates: [] },
  {
    title: 'burns nothing while all is well',
    events: [
      [1, 100, 0],
      [1, 100, 40],
      [1, 100, 420],
    ],
    rates: ['5m 0', '30m 0', '60m 0 (0)', '360m 0 (0)', '4320m 0 (0)'],
  },
  {
    title: 'burns just the budget with one of twenty bad',
    events: [
      [1, 95, 0],
      [20, 5, 0],
      [1, 95, 40],
      [20, 5, 40],
      [1, 95, 420],
      [20, 5, 420],
    ],
    rates: ['5m 1', '30m 1', '60m 1 (1)', '360m 1 (1)', '4320m 1 (1)'],
  },
  {
    title: 'cannot burn faster than twenty times',
    events: [
      [20, 100, 0],
      [20, 100, 40],
      [20, 100, 420],
    ],
    rates: ['5m 20', '30m 20', '60m 20 (20)', '360m 20 (20)', '4320m 20 (20)'],
  },
  {
    title: 'sustains nothing in the first minutes: nothing has gone on for long yet',
    events: [
      [20, 500, 0],
      [20, 99, 40],
    ],
    rates: ['5m 20', '30m 20', '60m 20', '360m 20', '4320m 20'],
  },
  {
    title: 'does not go on burning by what is over',
    events: [
      [20, 1000, 10],
      [1, 1000, 0],
    ],
    rates: ['5m 0', '30m 10', '60m 10 (0)', '360m 10', '4320m 10'],
  },
  {
    title: 'is not lit by a moment',
    events: [
      [1, 9900, 50],
      [20, 100, 0],
    ],
    rates: ['5m 20', '30m 20', '60m 0.2 (0.2)', '360m 0.2 (0.2)', '4320m 0.2'],
  },
  {
    title: 'takes few events for an answer to whether it still goes on',
    events: [
      [20, 110, 32],
      [20, 3, 0],
    ],
    rates: ['60m 20 (20)', '360m 20 (20)', '4320m 20'],
  },
  {
    title: 'sustains nothing when no event came lately',
    events: [[20, 100, 45]],
    rates: ['60m 20', '360m 20', '4320m 20'],
  },
  {
    title: 'sustains nothing of three days after six quiet hours',
    events: [[20, 100, 7 * 60]],
    rates: ['4320m 20'],
  },
])('$title', ({ title, events, rates }) => {
  const book = createSloBook();
  for (const [milliseconds = 0, times = 0, minutesAgo = 0] of events)
    book.observe(order(milliseconds, times), NOW - minutesAgo * MINUTE);
  expect({ title, rates: told(book.slos(NOW)) }).toEqual({ title, rates });
});

it('burns on after a restart, with what was counted meanwhile, and leaves the gap a gap', () => {
  const before = createSloBook();
  before.observe(order(20, 200), NOW - 10 * MINUTE);
  const stored = SloMemory.parse(JSON.parse(JSON.stringify(before.memory())));
  const after = createSloBook();
  after.observe(order(1, 600), NOW);
  after.restore(stored);
  expect(after.slos(NOW)).toMatchObject([{ slo: 'order_ack', good_total: 600, bad_total: 0 }]);
  expect(told(after.slos(NOW))).toEqual(['5m 0', '30m 5', '60m 5 (0)', '360m 5', '4320m 5']);
});

it('counts from 0 in every run: totals of a minute before a crash would run backwards', () => {
  const before = createSloBook();
  before.observe(order(20, 200), NOW);
  const after = createSloBook();
  after.restore(before.memory());
  expect(after.slos(NOW)).toMatchObject([{ slo: 'order_ack', good_total: 0, bad_total: 0 }]);
  expect(after.slos(NOW)[0]?.burn_rates).toHaveLength(5);
  expect(after.memory()).toEqual(before.memory());
});

it('counts in its totals what is too old or too new for a window', () => {
  const book = createSloBook();
  book.observe(order(1, 100), NOW);
  book.observe(order(1, 100), NOW - 80 * 60 * MINUTE);
  book.observe(order(1, 100), NOW + 60 * MINUTE);
  expect(book.slos(NOW)[0]).toMatchObject({ good_total: 300 });
  expect(book.slos(NOW)[0]?.burn_rates.at(-1)).toMatchObject({ events: 100 });
});

it('understands a memory in buckets of another length', () => {
  const book = createSloBook();
  const bucket = NOW / 60_000 - 20;
  book.restore({ v: 1, bucket_seconds: 60, slos: { risk: { buckets: [[bucket, 0, 100]] } } });
  expect(told(book.slos(NOW))).toEqual(['30m 20', '60m 20', '360m 20', '4320m 20']);
});

it('forgets promises that are made no more', () => {
  const book = createSloBook();
  book.restore({
    v: 1,
    bucket_seconds: 30,
    slos: { delivery: { buckets: [[1, 7, 1]] } },
  });
  expect(book.slos(NOW)).toEqual([]);
});
