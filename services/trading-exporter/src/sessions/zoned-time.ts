const DAY_MS = 86_400_000;

/** Formats are dear to make and cheap to use; a calendar file holds a handful of zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Midnight of the calendar day that it is in a time zone, written as if it were UTC: days can be counted on. */
export function localDay(at: Date, timeZone: string): number {
  const local = at.getTime() + offset(at.getTime(), timeZone);
  return Math.floor(local / DAY_MS) * DAY_MS;
}

/**
 * When the clocks of a time zone show a time, given as if it were UTC. Of two such moments it is the first;
 * a time that the clocks skip is as much later as they skip.
 */
export function instantOf(local: number, timeZone: string): number {
  const byEarlierOffset = local - offset(local - DAY_MS, timeZone);
  const byLaterOffset = local - offset(local + DAY_MS, timeZone);
  for (const instant of [byEarlierOffset, byLaterOffset])
    if (instant + offset(instant, timeZone) === local) return instant;
  return byEarlierOffset;
}

/** Local time minus UTC at a moment, in milliseconds. */
function offset(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(whole)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
