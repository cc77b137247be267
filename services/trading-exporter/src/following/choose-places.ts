import { millisecondsOf } from '../ledger/placed-at.ts';
import { isAhead } from './behind.ts';
import { BEGINNING, compareIds } from './entry-id.ts';
import type { StreamFate } from './look-at-stream.ts';
import { lookAtStream } from './look-at-stream.ts';
import type { Place } from './place.ts';
import { placeBeforeAll, reckon } from './place.ts';
import type { StreamFacts } from './stream-facts.ts';
import { isSameStream } from './stream-facts.ts';
import { kindOfStream } from './stream-kind.ts';

export type Places = ReadonlyMap<string, Place>;

/** How far a stream was read by an earlier run, and the count at that point if it was known. */
export type KeptPlace = { readonly id: string; readonly accounted: number | undefined };
export type KeptPlaces = ReadonlyMap<string, KeptPlace>;

/** What happened to a stream under its reader. */
export type Happening = {
  readonly stream: string;
  readonly what: Exclude<StreamFate, 'same'> | 'renamed' | 'other_type';
  /** What it was called before. */
  readonly from?: string;
};

/** Streams of one bus beyond this are not read: one XREAD names them all. */
export const MAX_STREAMS = 512;

/**
 * From where each stream of a bus is read on, after a look at all of them.
 *
 * - Seen at the first look: a live trader's window is read, so that its last minute is known at once; a
 *   recording from one window before the newest entry of its trader, by its own clock. What traders of
 *   other days have left beside one who trades now is no recording, and is not read.
 * - Found later: all that is in it has come since.
 * - Followed: see {@link lookAtStream}. Under a new name it is still the same stream.
 * - Read again, after the connection was away or this exporter: from where it was left, if the stream is
 *   still the same. What came meanwhile is late. Of streams that hold nothing but market data only the
 *   window is worth reading.
 */
export function choosePlaces(options: {
  readonly found: readonly StreamFacts[];
  /** Names that are something else than a stream now. */
  readonly foreign: readonly string[];
  readonly following: Places;
  readonly kept: KeptPlaces;
  readonly windowSeconds: number;
  readonly busMilliseconds: number;
  /** Another process answers at the address. */
  readonly hasRestarted: boolean;
  readonly wasAway: boolean;
  /** Not all streams of the last look had room, so one that is found now may have been there. */
  readonly hadLeftOut?: boolean;
}): {
  readonly places: Places;
  readonly happenings: readonly Happening[];
  /** Entries known to have gone by unread. */
  readonly lost: number;
  readonly leftOut: number;
} {
  const { found, following, kept, foreign } = options;
  const factsOf = new Map(found.map((facts) => [facts.stream, facts]));
  const startOf = startsIn(options);
  const looks = [...following.values()]
    .filter(({ stream }) => !foreign.includes(stream))
    .map((before) => ({ before, ...lookAtStream(before, factsOf.get(before.stream), options) }));
  const formerOf = findRenamed(
    looks.filter(({ fate }) => fate === 'vanished' || fate === 'made_anew'),
    found.filter(({ stream }) => !following.has(stream)),
  );
  const renamed = new Set([...formerOf.values()].map(({ stream }) => stream));

  const happenings: Happening[] = [...following.keys()]
    .filter((stream) => foreign.includes(stream))
    .map((stream) => ({ stream, what: 'other_type' }));
  const present: Place[] = [];
  const gone: Place[] = [];
  let lost = 0;
  for (const { before, fate, ...look } of looks) {
    const { stream } = before;
    const facts = factsOf.get(stream);
    const isRenamed = renamed.has(stream); // What was unread stands under the other name.
    if (!isRenamed) lost += look.lost;
    if (fate !== 'same' && !(isRenamed && fate === 'vanished'))
      happenings.push({ stream, what: fate });
    if (facts !== undefined)
      present.push(options.wasAway ? resumed(look.place, startOf(facts), facts) : look.place);
    else if (!isRenamed) gone.push(look.place);
  }
  for (const facts of found) {
    const { stream } = facts;
    if (following.has(stream)) continue;
    const former = formerOf.get(stream);
    const first =
      former === undefined
        ? firstPlace(facts, kept.get(stream), startOf(facts))
        : { ...former, stream, kind: kindOfStream(stream) };
    const reckoning = reckon(first, facts);
    lost += reckoning.lost;
    present.push(reckoning.place);
    if (former !== undefined) happenings.push({ stream, what: 'renamed', from: former.stream });
  }

  // Market data comes last where not all have room; those that are gone wait for their return.
  const ranked = [
    ...present.filter(({ kind }) => kind !== 'market_data'),
    ...present.filter(({ kind }) => kind === 'market_data'),
    ...gone,
  ].slice(0, MAX_STREAMS);
  return {
    places: new Map(ranked.map((place) => [place.stream, place])),
    happenings,
    lost,
    leftOut: Math.max(0, present.length - MAX_STREAMS),
  };
}

/** New names under which a stream goes on that is no longer found under its own. */
function findRenamed(
  lostTrack: readonly { readonly before: Place }[],
  found: readonly StreamFacts[],
): ReadonlyMap<string, Place> {
  const formerOf = new Map<string, Place>();
  const left = lostTrack.map(({ before }) => before);
  for (const facts of found) {
    const at = left.findIndex(
      ({ seen, position }) =>
        seen !== undefined && isSameStream(seen, facts) && compareIds(facts.lastId, position) >= 0,
    );
    const [former] = at === -1 ? [] : left.splice(at, 1);
    if (former !== undefined) formerOf.set(facts.stream, former);
  }
  return formerOf;
}

/** Where reading begins in a stream that an earlier run may have known. */
function firstPlace(facts: StreamFacts, kept: KeptPlace | undefined, start: string): Place {
  const { stream, lastId, added } = facts;
  const begun = { ...placeBeforeAll(stream), position: start, accounted: undefined };
  if (kept === undefined) return begun;
  // Made anew meanwhile: what the file says is of another stream of that name.
  const isOther =
    compareIds(kept.id, lastId) > 0 ||
    (added !== undefined && kept.accounted !== undefined && added < kept.accounted);
  if (isOther) return begun;
  return resumed({ ...begun, position: kept.id, accounted: kept.accounted }, start, facts);
}

/** Goes on where it was, or with the window where all that it leaves out is market data. */
function resumed(place: Place, start: string, facts: StreamFacts): Place {
  if (place.kind !== 'market_data')
    return { ...place, lateUntilMilliseconds: millisecondsOf(facts.lastId) };
  if (compareIds(place.position, start) >= 0) return place;
  return reckon({ ...place, position: start, accounted: undefined, mark: undefined }, facts).place;
}

/** Finding out and reading take their time: what is read must not be older than the window by then. */
const MARGIN_MILLISECONDS = 1000;

/**
 * Just before the last window, but never past the end of the stream: the window of now for a trader who
 * is live in it, and else the last one of the recording that it left.
 */
function startsIn(options: {
  readonly found: readonly StreamFacts[];
  readonly following: Places;
  readonly windowSeconds: number;
  readonly busMilliseconds: number;
  readonly hadLeftOut?: boolean;
}): (facts: StreamFacts) => string {
  const { found, following, windowSeconds, busMilliseconds, hadLeftOut = false } = options;
  const newest = newestByTrader(found, busMilliseconds);
  const windowStart = busMilliseconds - windowSeconds * 1000;
  const isFirstLook = following.size === 0;
  const isBesideLive = isFirstLook && [...newest.values()].some((at) => at > windowStart);
  return ({ stream, lastId }) => {
    if (!isFirstLook && !hadLeftOut && !following.has(stream)) return BEGINNING;
    const newestOfTrader = newest.get(traderOf(stream)) ?? 0;
    const isLive = newestOfTrader > windowStart;
    if (isBesideLive && !isLive) return lastId;
    const start = before(
      isLive ? windowStart + MARGIN_MILLISECONDS : newestOfTrader - windowSeconds * 1000,
    );
    return compareIds(start, lastId) > 0 ? lastId : start;
  };
}

/** All streams of a trader share what stands before `:stream`. */
function traderOf(name: string): string {
  return name.split(':stream', 1)[0] ?? name;
}

/** One id from the future must not hide what its trader did up to now. */
function newestByTrader(
  found: readonly StreamFacts[],
  busMilliseconds: number,
): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const { stream, lastId } of found) {
    const trader = traderOf(stream);
    const at = isAhead(lastId, busMilliseconds) ? busMilliseconds : millisecondsOf(lastId);
    newest.set(trader, Math.max(newest.get(trader) ?? 0, at));
  }
  return newest;
}

/** XREAD gives what comes after a position: this one is just before the moment. */
function before(milliseconds: number): string {
  return milliseconds < 1 ? BEGINNING : `${Math.floor(milliseconds) - 1}-0`;
}
