import type { LatestTrading } from '@m4max/contracts';
import { clockTime, duration } from '../words/time.ts';
import { milliseconds } from '../words/units.ts';
import type { CardFact } from './card-fact.ts';
import type { DetailTable } from './detail-table.ts';
import { silentTone } from './tone.ts';

type Session = NonNullable<LatestTrading['sessions']>[number];

/** What there is to say of a venue at a glance: that it is closed, or that it should be speaking. */
export function venueNews(sessions: readonly Session[], now: Date): readonly CardFact[] {
  return sessions.flatMap((session) => {
    const { venue, open, silent_seconds: silent = 0 } = session;
    const tone = open ? silentTone(silent) : 'fine';
    if (open && tone === 'fine') return [];
    return [{ name: venue, value: sessionInWords(session, now), tone }];
  });
}

export function venueTable(
  { sessions = [], venue_clocks = [] }: LatestTrading,
  now: Date,
): DetailTable {
  const names = new Set([...sessions, ...venue_clocks].map(({ venue }) => venue));
  return {
    title: 'Venues',
    columns: [
      'Session',
      'Next change',
      'Last heard',
      'Clocks apart, ms, estimated',
      'Heard before sent',
    ],
    rows: [...names].sort().map((venue) => {
      const session = sessions.find((it) => it.venue === venue);
      const clock = venue_clocks.find((it) => it.venue === venue);
      const silent = session?.silent_seconds;
      const change = session?.next_change_at;
      return {
        key: venue,
        name: venue,
        tone: silent === undefined ? 'fine' : silentTone(silent),
        cells: [
          session && (session.open ? 'open' : 'closed'),
          change === undefined ? undefined : clockTime(new Date(change), now),
          silent === undefined ? undefined : `${duration(silent)} ago`,
          clock && signedMilliseconds(clock.offset_seconds_estimated),
          clock === undefined || clock.skewed_samples === 0
            ? undefined
            : String(clock.skewed_samples),
        ],
      };
    }),
  };
}

function sessionInWords(session: Session, now: Date): string {
  const { open, next_change_at: change, silent_seconds: silent = 0 } = session;
  if (open) return `silent for ${duration(silent)}`;
  return change === undefined ? 'closed' : `closed until ${clockTime(new Date(change), now)}`;
}

function signedMilliseconds(seconds: number): string {
  return `${seconds < 0 ? '−' : ''}${milliseconds(Math.abs(seconds))}`;
}
