import { BEGINNING, compareIds } from './entry-id.ts';
import type { Place, Reckoning } from './place.ts';
import { placeBeforeAll, reckon, unreadOf } from './place.ts';
import type { StreamFacts } from './stream-facts.ts';

/** What became of a stream since the last look, where it is more than new entries. */
export type StreamFate = 'same' | 'vanished' | 'made_anew' | 'restored_older';

export type StreamLook = Reckoning & { readonly fate: StreamFate };

/**
 * A stream that was followed, looked at again.
 *
 * It was made anew when it gives out older ids than it did, or has fewer entries behind it. Then all
 * that is in it is new, unless its server came back from an older copy of itself: that holds what was
 * read already, and reading goes on after it. (A stream that was deleted and within one look got as
 * many entries under newer ids as it had before cannot be told from one that went on.)
 */
export function lookAtStream(
  place: Place,
  facts: StreamFacts | undefined,
  options: { readonly hasRestarted: boolean },
): StreamLook {
  const { stream, seen } = place;
  if (facts === undefined) {
    if (seen === undefined) return { place, lost: 0, fate: 'same' }; // Gone for some time.
    return { place: placeBeforeAll(stream), lost: unreadOf(place), fate: 'vanished' };
  }
  // Back after it was gone: read from its beginning, and reckoned with from there.
  if (seen === undefined) return { ...reckon(place, facts), fate: 'made_anew' };
  if (!isSetBack(place, seen, facts)) return { ...reckon(place, facts), fate: 'same' };

  const isOlder = compareIds(facts.lastId, place.position) < 0;
  const isCopy = options.hasRestarted && isEarlierSelf(seen, facts);
  const position = isOlder ? (isCopy ? facts.lastId : BEGINNING) : place.position;
  const unknown = { accounted: undefined, mark: undefined };
  const lateUntilMilliseconds = Number.NEGATIVE_INFINITY; // Its ids may begin again.
  const anew: Place = { ...place, ...unknown, position, lateUntilMilliseconds };
  return {
    place: reckon(anew, facts).place,
    lost: unreadOf(place),
    fate: isCopy ? 'restored_older' : 'made_anew',
  };
}

function isSetBack(place: Place, seen: StreamFacts, facts: StreamFacts): boolean {
  if (compareIds(facts.lastId, place.position) < 0) return true;
  return facts.added !== undefined && facts.added < Math.max(seen.added ?? 0, place.accounted ?? 0);
}

/** Begins as it did, or before what has been trimmed off it since. */
function isEarlierSelf(seen: StreamFacts, facts: StreamFacts): boolean {
  if (seen.firstId === undefined || facts.firstId === undefined) return false;
  const order = compareIds(facts.firstId, seen.firstId);
  const wasTrimmed = facts.added !== undefined && facts.added > facts.length;
  return order === 0 || (order < 0 && wasTrimmed);
}
