import { expect, it } from '@jest/globals';
import type { TradingCalendar, WithHours } from '@m4max/contracts';
import { standingAt } from './standing.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

const newYork: WithHours = {
  venues: ['NASDAQ'],
  time_zone: 'America/New_York',
  sessions: [{ days: [...weekdays], opens: '09:30', closes: '16:00' }],
  holidays: ['2026-11-26'],
  early_closes: { '2026-11-27': '13:00' },
};
const chicago: WithHours = {
  venues: ['XCME'],
  time_zone: 'America/Chicago',
  sessions: [{ days: ['sun', 'mon', 'tue', 'wed', 'thu'], opens: '17:00', closes: '16:00' }],
  holidays: ['2026-12-25'],
  early_closes: { '2026-11-26': '12:00' },
};
const hongKong: WithHours = {
  venues: ['XHKG'],
  time_zone: 'Asia/Hong_Kong',
  sessions: [
    { days: [...weekdays], opens: '13:00', closes: '16:00' },
    { days: [...weekdays], opens: '09:30', closes: '12:00' },
  ],
  holidays: [],
  early_closes: { '2026-12-24': '12:00' },
};
/** Hours that nobody has, over the nights on which the clocks of Europe change. */
const nights: WithHours = {
  venues: ['NIGHT'],
  time_zone: 'Europe/Berlin',
  sessions: [{ days: ['sun'], opens: '02:30', closes: '03:30' }],
  holidays: [],
  early_closes: {},
};
const roundTheClock: WithHours = {
  venues: ['FX'],
  time_zone: 'America/New_York',
  sessions: [{ days: [...weekdays], opens: '00:00', closes: '00:00' }],
  holidays: [],
  early_closes: {},
};
const brief: WithHours = {
  venues: ['SIM'],
  time_zone: 'UTC',
  sessions: Array.from({ length: 24 }, (_, hour) => ({
    days: [...weekdays],
    opens: `${String(hour).padStart(2, '0')}:10`,
    closes: `${String(hour).padStart(2, '0')}:50`,
  })),
  holidays: [],
  early_closes: {},
};
const always: TradingCalendar = { venues: ['BINANCE'], always: true };

it.each([
  // Many sessions within the hours that clocks may be set by.
  { calendar: brief, at: '2026-01-05T14:05:00Z', open: false, next: '2026-01-05T14:10:00Z' },
  { calendar: brief, at: '2026-01-05T14:10:00Z', open: true, next: '2026-01-05T14:50:00Z' },
  { calendar: brief, at: '2026-01-09T23:55:00Z', open: false, next: '2026-01-12T00:10:00Z' },
  // A day in New York, in winter: 09:30 is 14:30 UTC.
  { calendar: newYork, at: '2026-01-05T14:29:59.999Z', open: false, next: '2026-01-05T14:30:00Z' },
  { calendar: newYork, at: '2026-01-05T14:30:00Z', open: true, next: '2026-01-05T21:00:00Z' },
  { calendar: newYork, at: '2026-01-05T20:59:59.999Z', open: true, next: '2026-01-05T21:00:00Z' },
  { calendar: newYork, at: '2026-01-05T21:00:00Z', open: false, next: '2026-01-06T14:30:00Z' },
  // Over the weekend on which its clocks go forward (2026-03-08) and back (2026-11-01).
  { calendar: newYork, at: '2026-03-06T21:00:00Z', open: false, next: '2026-03-09T13:30:00Z' },
  { calendar: newYork, at: '2026-10-30T20:00:00Z', open: false, next: '2026-11-02T14:30:00Z' },
  // Thanksgiving is closed, the day after it ends at 13:00.
  { calendar: newYork, at: '2026-11-25T21:00:00Z', open: false, next: '2026-11-27T14:30:00Z' },
  { calendar: newYork, at: '2026-11-26T16:00:00Z', open: false, next: '2026-11-27T14:30:00Z' },
  { calendar: newYork, at: '2026-11-27T17:59:00Z', open: true, next: '2026-11-27T18:00:00Z' },
  { calendar: newYork, at: '2026-11-27T18:00:00Z', open: false, next: '2026-11-30T14:30:00Z' },
  // Globex opens on Sunday evening, breaks for an hour and ends on Friday.
  { calendar: chicago, at: '2026-01-04T22:59:00Z', open: false, next: '2026-01-04T23:00:00Z' },
  { calendar: chicago, at: '2026-01-04T23:00:00Z', open: true, next: '2026-01-05T22:00:00Z' },
  { calendar: chicago, at: '2026-01-05T06:00:00Z', open: true, next: '2026-01-05T22:00:00Z' },
  { calendar: chicago, at: '2026-01-05T22:30:00Z', open: false, next: '2026-01-05T23:00:00Z' },
  { calendar: chicago, at: '2026-01-09T22:00:00Z', open: false, next: '2026-01-11T23:00:00Z' },
  // The night of Saturday to Sunday on which the clocks change lies between two weeks of it.
  { calendar: chicago, at: '2026-03-07T12:00:00Z', open: false, next: '2026-03-08T22:00:00Z' },
  // Thanksgiving ends at noon and the next day opens in the evening; Christmas does not open the evening before.
  { calendar: chicago, at: '2026-11-26T17:59:00Z', open: true, next: '2026-11-26T18:00:00Z' },
  { calendar: chicago, at: '2026-11-26T18:00:00Z', open: false, next: '2026-11-26T23:00:00Z' },
  { calendar: chicago, at: '2026-12-24T22:00:00Z', open: false, next: '2026-12-27T23:00:00Z' },
  // A break at noon, and a day that has no afternoon; no summer time there.
  { calendar: hongKong, at: '2026-07-01T03:59:00Z', open: true, next: '2026-07-01T04:00:00Z' },
  { calendar: hongKong, at: '2026-07-01T04:00:00Z', open: false, next: '2026-07-01T05:00:00Z' },
  { calendar: hongKong, at: '2026-12-24T05:30:00Z', open: false, next: '2026-12-25T01:30:00Z' },
  // 02:30 is skipped on 2026-03-29 and comes twice on 2026-10-25.
  { calendar: nights, at: '2026-03-29T00:30:00Z', open: false, next: '2026-04-05T00:30:00Z' },
  { calendar: nights, at: '2026-10-25T00:29:00Z', open: false, next: '2026-10-25T00:30:00Z' },
  { calendar: nights, at: '2026-10-25T01:45:00Z', open: true, next: '2026-10-25T02:30:00Z' },
  // Days that follow each other without a break are one session.
  {
    calendar: roundTheClock,
    at: '2026-01-07T05:00:00Z',
    open: true,
    next: '2026-01-10T05:00:00Z',
  },
  { calendar: always, at: '2026-12-25T00:00:00Z', open: true, next: undefined },
])('$calendar.venues.0 at $at', ({ calendar, at, open, next }) => {
  const { open: isOpen, until } = standingAt(calendar, new Date(at));
  expect({ open: isOpen, next: until }).toEqual({
    open,
    next: next === undefined ? undefined : new Date(next),
  });
});

it('knows since when a venue is open or closed', () => {
  const since = (at: string) => standingAt(newYork, new Date(at)).since?.toISOString();
  expect(since('2026-01-05T15:00:00Z')).toBe('2026-01-05T14:30:00.000Z');
  expect(since('2026-01-05T12:00:00Z')).toBe('2026-01-02T21:00:00.000Z');
});

it('knows nothing beyond holidays of weeks', () => {
  const holidays = Array.from({ length: 40 }, (_, day) =>
    new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
  );
  expect(standingAt({ ...newYork, holidays }, new Date('2026-01-12T15:00:00Z'))).toEqual({
    open: false,
    since: undefined,
    until: undefined,
  });
});

const shown = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
/** `Mon 09:30` */
const weekAndClock = (format: Intl.DateTimeFormat, at: Date) => {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('weekday')} ${parts.get('hour')}:${parts.get('minute')}`;
};

it.each([
  {
    calendar: { ...newYork, holidays: [], early_closes: {} },
    isOpenAt: (day: string, clock: string) =>
      !['Sat', 'Sun'].includes(day) && clock >= '09:30' && clock < '16:00',
  },
  {
    calendar: { ...chicago, holidays: [], early_closes: {} },
    isOpenAt: (day: string, clock: string) => {
      if (day === 'Sat') return false;
      if (day === 'Sun') return clock >= '17:00';
      return day === 'Fri' ? clock < '16:00' : clock < '16:00' || clock >= '17:00';
    },
  },
])(
  '$calendar.venues.0 is open just when the clock on its wall says so, for two years',
  ({ calendar, isOpenAt }) => {
    const wall = shown(calendar.time_zone);
    const wrong: string[] = [];
    const step = 1009 * 60_000; // No divisor of a day: every minute of it has its turn.
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += step) {
      const [day = '', clock = ''] = weekAndClock(wall, new Date(at)).split(' ');
      if (standingAt(calendar, new Date(at)).open !== isOpenAt(day, clock))
        wrong.push(new Date(at).toISOString());
    }
    expect(wrong).toEqual([]);
  },
);

it('closes at the usual time on a day whose early close is later', () => {
  const early_closes = { '2026-01-05': '18:00' };
  const { until } = standingAt({ ...newYork, early_closes }, new Date('2026-01-05T15:00:00Z'));
  expect(until?.toISOString()).toBe('2026-01-05T21:00:00.000Z');
});
