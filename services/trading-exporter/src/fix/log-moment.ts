/** When a line was written, by the clock of who wrote it. Two of them subtract exactly. */
export type LogMoment = {
  readonly seconds: number;
  /** Within the second. */
  readonly nanoseconds: number;
  /** How finely the log tells time; whole seconds are too coarse to measure an order by. */
  readonly resolution: 'fine' | 'millisecond' | 'coarse';
  /** Whether the zone is known: a time without one is good for differences alone. */
  readonly isAbsolute: boolean;
};

const DAY_MILLISECONDS = 86_400_000;

/** FIX' own form is UTC by its standard: `20240102-09:30:00.123`. Others are `2024-01-02T09:30:00.123Z`, `2024/01/02 09:30:00.123456`. */
const DATED =
  /(\d{4})([-/]?)(\d\d)\2(\d\d)([-T ])(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\d*(?: ?(Z|[+-]\d\d:?\d\d))?(?!\d)/;
/** Seconds since 1970 with a fraction, or milliseconds, microseconds or nanoseconds as one number. */
const EPOCH = /^\W{0,2}([12]\d{9})(?:[.,](\d{1,9})|(\d{9}|\d{6}|\d{3}))?(?!\d)/;
/** What many loggers write by default: the time of day, and no date. */
const TIME_OF_DAY = /(?:^|[\s[<("])(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?!\d)/;

/**
 * The moment that stands before a message in a log: nothing when there is none, `impossible` when its
 * numbers are not a time. A time of day is taken to be of the day that brings it nearest to `nearMilliseconds`.
 */
export function readLogMoment(
  prefix: string,
  nearMilliseconds: number,
): LogMoment | 'impossible' | undefined {
  const dated = DATED.exec(prefix);
  if (dated !== null) return fromDate(dated);
  const epoch = EPOCH.exec(prefix);
  if (epoch !== null) {
    const [, seconds, fraction, rest] = epoch;
    return momentOf(Number(seconds), fraction ?? rest, true);
  }
  const timeOfDay = TIME_OF_DAY.exec(prefix);
  return timeOfDay === null ? undefined : fromTimeOfDay(timeOfDay, nearMilliseconds);
}

/** In milliseconds since 1970, rounded down. */
export function millisecondsAt({ seconds, nanoseconds }: LogMoment): number {
  return seconds * 1000 + Math.floor(nanoseconds / 1e6);
}

function fromDate([
  ,
  year,
  dash,
  month,
  day,
  between,
  hours,
  minutes,
  seconds,
  fraction,
  zone,
]: RegExpExecArray): LogMoment | 'impossible' {
  const date = { month: Number(month), day: Number(day) };
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) return 'impossible';
  const time = secondsOfDay(hours, minutes, seconds);
  if (time === undefined) return 'impossible';
  const midnight = Date.UTC(Number(year), date.month - 1, date.day) / 1000;
  const isStandard = dash === '' && between === '-';
  return momentOf(
    midnight + time - offsetSeconds(zone),
    fraction,
    isStandard || zone !== undefined,
  );
}

function fromTimeOfDay(
  [, hours, minutes, seconds, fraction]: RegExpExecArray,
  nearMilliseconds: number,
): LogMoment | 'impossible' {
  const time = secondsOfDay(hours, minutes, seconds);
  if (time === undefined) return 'impossible';
  const days = Math.round((nearMilliseconds - time * 1000) / DAY_MILLISECONDS);
  return momentOf(days * (DAY_MILLISECONDS / 1000) + time, fraction, false);
}

function momentOf(seconds: number, fraction: string | undefined, isAbsolute: boolean): LogMoment {
  const digits = fraction ?? '';
  return {
    seconds,
    nanoseconds: Number(digits.padEnd(9, '0')),
    resolution: resolutionOf(digits),
    isAbsolute,
  };
}

/** Some writers fill milliseconds up with zeros to six or nine digits. */
function resolutionOf(digits: string): LogMoment['resolution'] {
  if (digits.length < 3) return 'coarse';
  return /^\d{3}0*$/.test(digits) ? 'millisecond' : 'fine';
}

function secondsOfDay(hours = '', minutes = '', seconds = ''): number | undefined {
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  if (hour > 23 || minute > 59 || second > 60) return undefined; // 60 is a leap second.
  return hour * 3600 + minute * 60 + second;
}

function offsetSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}
