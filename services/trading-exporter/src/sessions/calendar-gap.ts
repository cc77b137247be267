import type { TradingCalendar } from '@m4max/contracts';

const DAY_MS = 86_400_000;

/** What the file of calendars does not say of a venue, in a sentence for who writes it; nothing if it says all. */
export function calendarGap(
  venue: string,
  calendar: TradingCalendar | undefined,
  nowMilliseconds: number,
): string | undefined {
  if (calendar === undefined)
    return `${venue} has no calendar, so nobody is told when it falls silent: add it to monitoring/sessions.yml (SESSIONS_FILE)`;
  if (calendar.always === true) return undefined;
  const last = calendar.holidays.toSorted().at(-1);
  if (last === undefined) return undefined; // Without any on purpose, or it was not thought of: who knows.
  const yesterday = new Date(nowMilliseconds - DAY_MS).toISOString().slice(0, 10); // In every time zone.
  return yesterday > last
    ? `the last holiday of ${venue} in monitoring/sessions.yml (SESSIONS_FILE) was ${last}, and the next will be taken for silence: add those to come`
    : undefined;
}
