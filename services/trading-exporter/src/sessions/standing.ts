import type { TradingCalendar, TradingHours, Weekday, WithHours } from '@m4max/contracts';
import { instantOf, localDay } from './zoned-time.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** More than clocks are ever set by at once. */
const CLOCK_CHANGE_MS = 3 * 3_600_000;

/** Sessions that follow each other without a break are one; no venue but one that never closes has a week of them. */
const DAYS_BACK = 8;
/** The longest holidays of any exchange (Lunar New Year, Golden Week) are nine days. */
const DAYS_AHEAD = 16;

/** How a venue stands, and between which two changes; a change that is too far away to be seen is absent. */
export type Standing = {
  readonly open: boolean;
  readonly since: Date | undefined;
  readonly until: Date | undefined;
};

/**
 * How a venue stands at a moment; it closes as the clock shows the closing time. Costs a millisecond: ask
 * again when `until` has come, not every second.
 */
export function standingAt(calendar: TradingCalendar, at: Date): Standing {
  if (calendar.always === true) return { open: true, since: undefined, until: undefined };
  const now = at.getTime();
  let closedSince: number | undefined;
  for (const [opens, closes] of sessionsAround(calendar, at)) {
    if (now < opens) return standing(false, closedSince, opens);
    if (now < closes) return standing(true, opens, closes);
    closedSince = closes;
  }
  return standing(false, closedSince, undefined);
}

type Session = readonly [opens: number, closes: number];

/** The sessions around a moment, with the last before them and the next after them, in their order. */
function sessionsAround(calendar: WithHours, at: Date): readonly Session[] {
  const { time_zone } = calendar;
  const today = localDay(at, time_zone);
  const found: Session[] = [];
  for (let day = today - DAYS_BACK * DAY_MS; day <= today + DAYS_AHEAD * DAY_MS; day += DAY_MS)
    for (const hours of calendar.sessions) {
      const session = sessionOf(calendar, hours, day);
      if (session !== undefined) found.push(session);
    }
  const byTheClock = joined(found.toSorted((a, b) => a[0] - b[0]));
  // Time zones are dear to ask, so only of sessions that are about now, and of one before and after those.
  const now = today + (at.getTime() - instantOf(today, time_zone));
  const first = byTheClock.findIndex(([, closes]) => closes > now - CLOCK_CHANGE_MS);
  const next = byTheClock.findIndex(([opens]) => opens > now + CLOCK_CHANGE_MS);
  const near = byTheClock.slice(
    Math.max(0, (first === -1 ? byTheClock.length : first) - 1),
    next === -1 ? byTheClock.length : next + 1,
  );
  return near
    .map(([opens, closes]): Session => [instantOf(opens, time_zone), instantOf(closes, time_zone)])
    .filter(([opens, closes]) => closes > opens); // An hour that the clocks skip is none.
}

/** The session that opens on a day, by the clock. It belongs to the day on which it closes, as exchanges count theirs. */
function sessionOf(
  { holidays, early_closes }: WithHours,
  hours: TradingHours,
  day: number,
): Session | undefined {
  if (!hours.days.includes(weekdayOf(day))) return undefined;
  const isOvernight = minutesOf(hours.closes) <= minutesOf(hours.opens);
  const lastDay = isOvernight ? day + DAY_MS : day;
  const date = new Date(lastDay).toISOString().slice(0, 10);
  if (holidays.includes(date)) return undefined;
  const opens = day + minutesOf(hours.opens) * MINUTE_MS;
  const usual = lastDay + minutesOf(hours.closes) * MINUTE_MS;
  const early = early_closes[date];
  const closes =
    early === undefined ? usual : Math.min(usual, lastDay + minutesOf(early) * MINUTE_MS);
  return closes <= opens ? undefined : [opens, closes]; // No afternoon on a day that ends at noon.
}

/** Sessions that touch are one. */
function joined(sessions: readonly Session[]): readonly Session[] {
  const whole: Session[] = [];
  for (const session of sessions) {
    const last = whole.at(-1);
    if (last === undefined || session[0] > last[1]) whole.push(session);
    else whole.splice(-1, 1, [last[0], Math.max(last[1], session[1])]);
  }
  return whole;
}

const weekdays: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function weekdayOf(day: number): Weekday {
  return weekdays[new Date(day).getUTCDay()] ?? 'sun';
}

/** Minutes after midnight of `09:30`. */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function standing(open: boolean, since: number | undefined, until: number | undefined): Standing {
  return {
    open,
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(until),
  };
}
