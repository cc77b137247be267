import { millisecondsOf } from '../ledger/placed-at.ts';
import { compareIds } from './entry-id.ts';
import type { Place } from './place.ts';

/** An id may be so far ahead of the clock of its server: clocks are read to the millisecond, over a network. */
const AHEAD_MILLISECONDS = 1000;

/**
 * Upper bound of the age of the oldest unread entry of a stream, in seconds: by the ids, the newest
 * minus that of the position; by the clock of the reader, the time since all had been read. A recording
 * that is played fast makes the first too large, and after a pause of the producer too. Ids from the
 * future are no times; then only the second is left.
 */
export function behindSeconds(
  { position, seen }: Place,
  reader: {
    /** When the stream was last read to its end, if it is not now; minus infinity for never. */
    readonly unreadSince: number | undefined;
    readonly nowMilliseconds: number;
    readonly busMilliseconds: number;
  },
): number | undefined {
  if (seen === undefined || reader.unreadSince === undefined) return 0;
  if (compareIds(position, seen.lastId) >= 0) return 0;
  const waited = (reader.nowMilliseconds - reader.unreadSince) / 1000;
  const known = isAhead(seen.lastId, reader.busMilliseconds)
    ? waited
    : Math.min(waited, (millisecondsOf(seen.lastId) - millisecondsOf(position)) / 1000);
  return Number.isFinite(known) ? Math.max(0, known) : undefined;
}

/** Whether an id is from the future of its own server. */
export function isAhead(id: string, busMilliseconds: number): boolean {
  return millisecondsOf(id) > busMilliseconds + AHEAD_MILLISECONDS;
}
