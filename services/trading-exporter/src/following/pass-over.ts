import { compareIds } from './entry-id.ts';
import type { Place } from './place.ts';

/**
 * Goes on at the newest id of the last look, and says how many entries that leaves unread; nothing is
 * said where their number cannot be known.
 */
export function passOver(place: Place): {
  readonly place: Place;
  readonly passed: number | undefined;
} {
  const { seen, position, accounted } = place;
  if (seen === undefined || compareIds(position, seen.lastId) >= 0) return { place, passed: 0 };
  const { lastId, added } = seen;
  const passed =
    added === undefined || accounted === undefined ? undefined : Math.max(0, added - accounted);
  return { place: { ...place, position: lastId, accounted: added, mark: undefined }, passed };
}
