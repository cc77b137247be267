import { expect, it } from '@jest/globals';
import type { TradingCalendar } from '@m4max/contracts';
import { createSessionBook } from './session-book.ts';
import { SessionMemory } from './session-memory.ts';

const calendars: readonly TradingCalendar[] = [
  {
    venues: ['NASDAQ', 'NYSE'],
    time_zone: 'America/New_York',
    sessions: [{ days: ['mon', 'tue'], opens: '09:30', closes: '16:00' }],
    holidays: [],
    early_closes: {},
  },
  { venues: ['BINANCE'], always: true },
];
const BUS = '127.0.0.1:6379';
const up = () => true;
const at = (time: string) => Date.parse(`2026-01-${time}Z`);
const MONDAY_CLOSE = '2026-01-05T21:00:00.000Z';

it.each([
  {
    title: 'a venue that has just spoken',
    heard: '05T15:00:00',
    now: '05T15:00:00',
    session: { open: true, next_change_at: MONDAY_CLOSE, silent_seconds: 0 },
  },
  {
    title: 'one that has not spoken for a while',
    heard: '05T15:00:00',
    now: '05T15:01:30.5',
    session: { open: true, next_change_at: MONDAY_CLOSE, silent_seconds: 90.5 },
  },
  {
    title: 'one that last spoke before its opening: only the time since it opened',
    heard: '02T21:00:00',
    now: '05T14:30:20',
    session: { open: true, next_change_at: MONDAY_CLOSE, silent_seconds: 20 },
  },
  {
    title: 'a closed one, of which nobody expects anything',
    heard: '05T20:59:00',
    now: '05T21:00:00',
    session: { open: false, next_change_at: '2026-01-06T14:30:00.000Z' },
  },
  {
    title: 'one that spoke in the future',
    heard: '05T15:00:10',
    now: '05T15:00:00',
    session: { open: true, next_change_at: MONDAY_CLOSE, silent_seconds: 0 },
  },
])('tells of $title', ({ heard, now, session }) => {
  const book = createSessionBook(calendars);
  book.heard('NASDAQ', BUS, at(heard));
  expect(book.sessions(at(now), up)).toEqual([{ venue: 'NASDAQ', ...session }]);
});

it('follows a venue through its day, and a clock that is set back', () => {
  const book = createSessionBook(calendars);
  book.heard('NYSE', BUS, at('05T14:00:00'));
  const standing = (now: string) => book.sessions(at(now), up)[0]?.open;
  expect(
    ['05T14:00:00', '05T14:30:00', '05T21:00:00', '06T14:30:00', '05T22:00:00', '05T20:00:00'].map(
      standing,
    ),
  ).toEqual([false, true, false, true, false, true]);
});

it('counts all of the time of a venue that never closes', () => {
  const book = createSessionBook(calendars);
  book.heard('BINANCE', BUS, at('02T00:00:00'));
  expect(book.sessions(at('05T00:00:00'), up)).toEqual([
    { venue: 'BINANCE', open: true, silent_seconds: 3 * 86_400 },
  ]);
});

it('says nothing of venues that were never heard', () => {
  expect(createSessionBook(calendars).sessions(at('05T15:00:00'), up)).toEqual([]);
});

it('has no session of a venue without a calendar, and says where to write one', () => {
  const book = createSessionBook(calendars);
  book.heard('SIM', BUS, at('05T15:00:00'));
  expect(book.sessions(at('05T15:00:00'), up)).toEqual([]);
  expect(book.missing(at('05T15:00:00'))).toEqual([
    { field: 'sessions.SIM', reason: expect.stringContaining('monitoring/sessions.yml') },
  ]);
});

it('asks for holidays when the last of a calendar is past, before one is taken for silence', () => {
  const holidays = ['2026-01-19', '2026-01-01'];
  const book = createSessionBook([{ ...calendars[0], holidays } as TradingCalendar]);
  book.heard('NYSE', BUS, at('05T15:00:00'));
  expect(book.missing(at('19T23:59:59'))).toEqual([]);
  expect(book.missing(at('21T00:00:00'))).toEqual([
    { field: 'sessions.NYSE', reason: expect.stringContaining('2026-01-19') },
  ]);
});

it('asks for no calendar where none is kept at all', () => {
  const book = createSessionBook([]);
  book.heard('SIM', BUS, at('05T15:00:00'));
  expect(book.missing(at('05T15:00:00'))).toEqual([]);
});

it('keeps no more venues than a desk can have', () => {
  const book = createSessionBook(calendars);
  for (let number = 0; number < 10_000; number++) book.heard(`V${number}`, BUS, at('05T15:00:00'));
  expect(book.missing(at('05T15:00:00'))).toHaveLength(64);
});

it('keeps a venue with a calendar however many names a producer makes up before', () => {
  const book = createSessionBook(calendars);
  for (let number = 0; number < 100; number++) book.heard(`V${number}`, BUS, at('05T15:00:00'));
  book.heard('NYSE', BUS, at('05T15:00:00'));
  expect(book.sessions(at('05T15:00:00'), up)).toMatchObject([{ venue: 'NYSE' }]);
});

it('asks for no calendar of what does not say its venue, or names none', () => {
  const book = createSessionBook(calendars);
  book.heard('unknown', BUS, at('05T15:00:00'));
  book.heard('X'.repeat(65), BUS, at('05T15:00:00'));
  expect(book.missing(at('05T15:00:00'))).toEqual([]);
});

it('counts silence from when the clock was set back, not from when it has caught up', () => {
  const book = createSessionBook(calendars);
  book.heard('BINANCE', BUS, at('05T18:00:00'));
  const silence = (now: string) => book.sessions(at(now), up)[0]?.silent_seconds;
  expect([silence('05T17:00:00'), silence('05T17:01:30')]).toEqual([0, 90]);
  book.sessions(at('05T18:00:00'), () => false);
  expect([silence('05T17:30:00'), silence('05T17:30:30')]).toEqual([0, 30]);
});

it('asks of the input that brought the last word of a venue, whichever brought it before', () => {
  const book = createSessionBook(calendars);
  book.heard('BINANCE', 'other', at('05T15:00:00'));
  book.heard('BINANCE', BUS, at('05T15:00:01'));
  const isHeard = (input: string) =>
    book.sessions(at('05T15:00:11'), (it) => it === input)[0]?.silent_seconds;
  expect([isHeard(BUS), isHeard('other')]).toEqual([10, undefined]);
});

it('does not call a venue silent whose bus cannot be read, nor the time for which it could not', () => {
  const book = createSessionBook(calendars);
  book.heard('BINANCE', BUS, at('05T00:00:00'));
  const silence = (now: string, busIsUp: boolean) =>
    book.sessions(at(now), (input) => input !== BUS || busIsUp)[0]?.silent_seconds;
  expect([
    silence('05T00:00:20', true),
    silence('05T00:00:30', false),
    silence('05T00:10:00', false),
    silence('05T00:10:05', true),
  ]).toEqual([20, undefined, undefined, 5]);
});

/** A book of the next run, which starts at a time. */
function restarted(time: string, before: ReturnType<typeof createSessionBook>) {
  const book = createSessionBook(calendars);
  book.restore(SessionMemory.parse(JSON.parse(JSON.stringify(before.memory()))), at(time));
  return book;
}

it('expects a venue to speak that was heard before a restart, from the restart on', () => {
  const before = createSessionBook(calendars);
  before.heard('NYSE', BUS, at('05T15:00:00'));
  before.heard('SIM', BUS, at('05T15:00:00'));
  const book = restarted('05T15:10:00', before);
  const sessions = (now: string) => book.sessions(at(now), (input) => input === BUS);
  expect(sessions('05T15:10:30')).toMatchObject([{ venue: 'NYSE', silent_seconds: 30 }]);
  book.heard('NYSE', BUS, at('05T15:11:00'));
  expect(sessions('05T15:11:05')).toMatchObject([{ venue: 'NYSE', silent_seconds: 5 }]);
  expect(book.missing(at('05T15:00:00'))).toEqual([]);
});

it('does not wait for a venue that has said nothing for longer than any holidays', () => {
  const before = createSessionBook(calendars);
  before.heard('NYSE', BUS, at('05T15:00:00'));
  const later = restarted('12T15:00:00', restarted('09T15:00:00', before));
  expect(later.sessions(at('12T15:00:00'), up)).toMatchObject([{ venue: 'NYSE' }]);
  expect(restarted('16T15:00:00', later).sessions(at('16T15:00:00'), up)).toEqual([]);
});

it('does not wait for a venue that has lost its calendar', () => {
  const book = createSessionBook([]);
  const venues = { NYSE: { input: BUS, heard_at: '2026-01-05T15:00:00.000Z' } };
  book.restore({ v: 1, venues }, at('05T15:10:00'));
  expect(book.sessions(at('05T15:10:00'), up)).toEqual([]);
  expect(book.memory()).toEqual({ v: 1, venues: {} });
});
