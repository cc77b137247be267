import { BEGINNING, compareIds } from './entry-id.ts';
import type { StreamFacts } from './stream-facts.ts';
import type { StreamKind } from './stream-kind.ts';
import { kindOfStream } from './stream-kind.ts';

/**
 * How far a stream was read, and how many of its entries that accounts for.
 *
 * A Redis since 7.0 counts what was ever added to a stream (`entries-added`). Trimming and deleting
 * leave that count alone, so what is missing between two points of a stream is its growth minus what
 * was read. The count is known at the newest id only, and a busy stream is never read to its newest
 * id while one looks: the id and the count of a look are kept as a mark, and reckoned with when
 * reading passes it.
 *
 * An entry that a consumer deletes (XDEL) before it was read counts as lost, as one that was trimmed:
 * nobody here saw it. One that is deleted later does not.
 */
export type Place = {
  readonly stream: string;
  readonly kind: StreamKind;
  /** The last entry that was read; what comes after it is read next. */
  readonly position: string;
  /** The count at the position: entries read, lost or passed over. Absent until it is known for sure. */
  readonly accounted: number | undefined;
  /** A point ahead whose count is known. */
  readonly mark: { readonly id: string; readonly added: number } | undefined;
  /** What the last look said; nothing while the stream is gone. */
  readonly seen: StreamFacts | undefined;
  /**
   * Entries up to this moment, by their ids, came while nobody read here. They count when they came,
   * however long ago that was. Minus infinity where all was read as it came.
   */
  readonly lateUntilMilliseconds: number;
};

/** A place, and how many entries went by unseen before it. */
export type Reckoning = { readonly place: Place; readonly lost: number };

/** A place in a stream that is not there: all that will ever be in it is new. */
export function placeBeforeAll(stream: string): Place {
  return {
    stream,
    kind: kindOfStream(stream),
    position: BEGINNING,
    accounted: 0,
    mark: undefined,
    seen: undefined,
    lateUntilMilliseconds: Number.NEGATIVE_INFINITY,
  };
}

/** After some entries were read, in order; `upTo` says how many of them are not newer than an id. */
export function advance(
  place: Place,
  read: {
    readonly entries: number;
    readonly lastId: string;
    readonly upTo: (id: string) => number;
  },
): Reckoning {
  const { accounted, mark } = place;
  const { entries, lastId } = read;
  if (mark === undefined || compareIds(lastId, mark.id) < 0) {
    const sum = accounted === undefined ? undefined : accounted + entries;
    return { place: { ...place, position: lastId, accounted: sum }, lost: 0 };
  }
  const before = read.upTo(mark.id);
  return {
    place: {
      ...place,
      position: lastId,
      accounted: mark.added + entries - before,
      mark: undefined,
    },
    lost: accounted === undefined ? 0 : Math.max(0, mark.added - accounted - before),
  };
}

/** After a look at the same stream, with nothing read since it was asked for. */
export function reckon(place: Place, facts: StreamFacts): Reckoning {
  const { added, lastId } = facts;
  if (added === undefined)
    return { place: { ...place, seen: facts, accounted: undefined, mark: undefined }, lost: 0 };
  const certain = countAt(place.position, facts);
  if (certain === undefined)
    return {
      place: { ...place, seen: facts, mark: place.mark ?? { id: lastId, added } },
      lost: 0,
    };
  return {
    place: { ...place, seen: facts, accounted: certain, mark: undefined },
    lost: place.accounted === undefined ? 0 : Math.max(0, certain - place.accounted),
  };
}

/** What is known to have been there at the last look, unread, when the stream is there no more. */
export function unreadOf({ accounted, mark }: Place): number {
  return accounted === undefined || mark === undefined ? 0 : Math.max(0, mark.added - accounted);
}

/** The count at a position, where nothing of the stream is left to read or nothing of it was read. */
function countAt(position: string, facts: StreamFacts): number | undefined {
  const { lastId, firstId, length, added } = facts;
  if (added === undefined) return undefined;
  if (compareIds(position, lastId) >= 0) return added;
  if (firstId === undefined || compareIds(position, firstId) < 0) return added - length;
  return undefined;
}
