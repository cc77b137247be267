import type { Missing, Session, TradingCalendar } from '@m4max/contracts';
import { calendarGap } from './calendar-gap.ts';
import type { SessionMemory } from './session-memory.ts';
import type { Standing } from './standing.ts';
import { standingAt } from './standing.ts';

/** Venues that trade on one desk are a dozen; more without a calendar are made up by a producer, and not kept. */
const MAX_STRANGERS = 64;
/** The longest holidays of any exchange are nine days; what was not heard before them is not traded any more. */
const FORGET_MILLISECONDS = 10 * 86_400_000;
/** As a calendar bounds them. */
const MAX_NAME = 64;
/** What producers are given that do not say their venue. */
const NO_NAME = 'unknown';

type Venue = {
  readonly calendar: TradingCalendar | undefined;
  /** The input that brought its last word. */
  input: string;
  heardMilliseconds: number;
  /** When its input was last seen to be down, or this run began: what it said before is not known. */
  unknownUntilMilliseconds: number;
  standing: Standing | undefined;
};

/** When venues were last heard, and whether they are open. */
export type SessionBook = {
  /** Market data of a venue came in. It is called for every message. */
  heard(venue: string, input: string, atMilliseconds: number): void;
  /**
   * The venues with a calendar that were ever heard: of others it is not known that they should speak. While
   * the input of one is down its silence is not known, and afterwards counts from when it came back.
   */
  sessions(nowMilliseconds: number, isUp: (input: string) => boolean): readonly Session[];
  /** The venues that were heard and have no calendar, or one of past holidays; none when there is no calendar at all. */
  missing(nowMilliseconds: number): readonly Missing[];
  /** The venues with a calendar, for the next run. */
  memory(): SessionMemory;
  /** Expects the venues to speak that an earlier run has heard; their silence counts from now. */
  restore(memory: SessionMemory, nowMilliseconds: number): void;
};

export function createSessionBook(calendars: readonly TradingCalendar[]): SessionBook {
  const calendarOf = new Map(
    calendars.flatMap((calendar) => calendar.venues.map((venue) => [venue, calendar] as const)),
  );
  const venues = new Map<string, Venue>(); // At most all of the calendars, and the strangers.
  let strangers = 0;

  function admit(venue: string): boolean {
    if (calendarOf.has(venue)) return true;
    if (venue === NO_NAME || venue.length > MAX_NAME || strangers >= MAX_STRANGERS) return false;
    strangers += 1;
    return true;
  }

  return {
    heard(venue, input, atMilliseconds) {
      const known = venues.get(venue);
      if (known !== undefined) {
        if (atMilliseconds > known.heardMilliseconds) known.heardMilliseconds = atMilliseconds;
        known.input = input;
        return;
      }
      if (!admit(venue)) return;
      venues.set(venue, {
        calendar: calendarOf.get(venue),
        input,
        heardMilliseconds: atMilliseconds,
        unknownUntilMilliseconds: 0,
        standing: undefined,
      });
    },
    sessions(nowMilliseconds, isUp) {
      const sessions: Session[] = [];
      for (const [name, venue] of venues) {
        if (venue.calendar === undefined) continue;
        if (venue.standing === undefined || hasPassed(venue.standing, nowMilliseconds))
          venue.standing = standingAt(venue.calendar, new Date(nowMilliseconds));
        const { open, since, until } = venue.standing;
        const isHeard = isUp(venue.input);
        if (!isHeard) venue.unknownUntilMilliseconds = nowMilliseconds;
        const from = Math.max(silentFrom(venue, nowMilliseconds), since?.getTime() ?? 0);
        sessions.push({
          venue: name,
          open,
          ...(until === undefined ? {} : { next_change_at: until.toISOString() }),
          ...(open && isHeard ? { silent_seconds: (nowMilliseconds - from) / 1000 } : {}),
        });
      }
      return sessions;
    },
    missing(nowMilliseconds) {
      if (calendarOf.size === 0) return [];
      return [...venues].flatMap(([venue, { calendar }]) => {
        const reason = calendarGap(venue, calendar, nowMilliseconds);
        return reason === undefined ? [] : [{ field: `sessions.${venue}`, reason }];
      });
    },
    memory: () => ({
      v: 1,
      venues: Object.fromEntries(
        [...venues].flatMap(([name, { calendar, input, heardMilliseconds }]) =>
          calendar === undefined
            ? []
            : [[name, { input, heard_at: new Date(heardMilliseconds).toISOString() }]],
        ),
      ),
    }),
    restore(memory, nowMilliseconds) {
      for (const [name, { input, heard_at }] of Object.entries(memory.venues)) {
        const calendar = calendarOf.get(name);
        const heardMilliseconds = Date.parse(heard_at);
        const isTraded = nowMilliseconds - heardMilliseconds <= FORGET_MILLISECONDS;
        if (calendar === undefined || !isTraded || venues.has(name)) continue;
        venues.set(name, {
          calendar,
          input,
          heardMilliseconds,
          unknownUntilMilliseconds: nowMilliseconds,
          standing: undefined,
        });
      }
    },
  };
}

/** From when the silence of a venue counts; what is from the future was before the clock was set back. */
function silentFrom(venue: Venue, nowMilliseconds: number): number {
  venue.heardMilliseconds = Math.min(venue.heardMilliseconds, nowMilliseconds);
  venue.unknownUntilMilliseconds = Math.min(venue.unknownUntilMilliseconds, nowMilliseconds);
  return Math.max(venue.heardMilliseconds, venue.unknownUntilMilliseconds);
}

/** Whether a moment is outside the time for which a standing was worked out; the clock may have been set back. */
function hasPassed({ open, since, until }: Standing, nowMilliseconds: number): boolean {
  if (until === undefined) return !open; // The next opening was too far away to be seen.
  if (nowMilliseconds >= until.getTime()) return true;
  return since !== undefined && nowMilliseconds < since.getTime();
}
