import { z } from 'zod';

const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof Weekday>;

/** A time of the day where the venue is. */
const ClockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as "09:30", from 00:00 to 23:59');

/** A day of the calendar where the venue is. */
const CalendarDate = z.iso.date('expected a date such as 2026-12-25');

/** The daily hours of the days on which it opens. Closing at or before its opening is on the next day. */
const TradingHours = z.strictObject({
  days: z.array(Weekday).min(1).max(7),
  opens: ClockTime,
  closes: ClockTime,
});
export type TradingHours = z.infer<typeof TradingHours>;

const Venues = z.array(z.string().min(1).max(64)).min(1).max(128);

/** Venues that never close. */
const AlwaysOpen = z.strictObject({ venues: Venues, always: z.literal(true) });

/** Venues with hours. Holidays and early closes name the day on which a session ends. */
const WithHours = z.strictObject({
  venues: Venues,
  always: z.literal(false).optional(),
  time_zone: z.string().refine(isTimeZone, {
    error: 'is not a time zone: expected an IANA name such as America/New_York',
  }),
  /** Several a day where there is a break, and many where a simulated day passes in minutes; a bound for typing errors. */
  sessions: z.array(TradingHours).min(1).max(288),
  holidays: z.array(CalendarDate).max(512).default([]),
  early_closes: z.record(CalendarDate, ClockTime).default({}),
});
export type WithHours = z.infer<typeof WithHours>;

/** When some venues trade. */
export const TradingCalendar = z.discriminatedUnion('always', [AlwaysOpen, WithHours]);
export type TradingCalendar = z.infer<typeof TradingCalendar>;

/** `monitoring/sessions.yml`. */
export const SessionsFile = z.strictObject({
  calendars: z
    .array(TradingCalendar)
    .max(64)
    .superRefine((calendars, context) => {
      const seen = new Set<string>();
      for (const venue of calendars.flatMap(({ venues }) => venues)) {
        if (seen.has(venue))
          context.addIssue({ code: 'custom', message: `${venue} has two calendars: keep one` });
        seen.add(venue);
      }
    }),
});
export type SessionsFile = z.infer<typeof SessionsFile>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
