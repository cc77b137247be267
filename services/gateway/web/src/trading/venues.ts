import type { LatestTrading } from '@m4max/contracts';
import { clockTime, duration } from '../words/time.ts';
import { milliseconds } from '../words/units.ts';
import type { CardFact } from './card-fact.ts';
import type { DetailTable } from './detail-table.ts';
import { silentTone } from './tone.ts';

type Session = NonNullable<LatestTrading['sessions']>[number];

const MOST_NAMES = 4;

/** What there is to say of a venue at a glance: that it is closed, or that it should be speaking. */
export function venueNews(sessions: readonly Session[], now: Date): readonly CardFact[] {
  const closed = sessions.filter(({ open }) => !open);
  const silent = sessions.flatMap(({ venue, open, silent_seconds: seconds = 0 }) => {
    const tone = silentTone(seconds);
    if (!open || tone === 'fine') return [];
    return [{ name: venue, value: `silent for ${duration(seconds)}`, tone }];
  });
  return [...silent, ...closedVenues(closed, now)];
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
          silent === undefined ? undefined : agoInWords(silent),
          clock && signedMilliseconds(clock.offset_seconds_estimated),
          clock === undefined || clock.skewed_samples === 0
            ? undefined
            : String(clock.skewed_samples),
        ],
      };
    }),
  };
}

/** One with when it opens; several by their names. */
function closedVenues(closed: readonly Session[], now: Date): readonly CardFact[] {
  const [first] = closed;
  if (first === undefined) return [];
  if (closed.length > 1) {
    const names = closed.slice(0, MOST_NAMES).map(({ venue }) => venue);
    const more = closed.length > names.length ? ` and ${closed.length - names.length} more` : '';
    return [{ name: 'Closed', value: `${names.join(', ')}${more}`, tone: 'fine' }];
  }
  const { venue, next_change_at: change } = first;
  const until = change === undefined ? '' : ` until ${clockTime(new Date(change), now)}`;
  return [{ name: venue, value: `closed${until}`, tone: 'fine' }];
}

function agoInWords(seconds: number): string {
  return seconds < 1 ? 'just now' : `${duration(seconds)} ago`;
}

function signedMilliseconds(seconds: number): string {
  return `${seconds < 0 ? '−' : ''}${milliseconds(Math.abs(seconds))}`;
}
