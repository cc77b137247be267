import { millisecondsOf } from '../ledger/placed-at.ts';
import { BEGINNING, compareIds } from './entry-id.ts';

/** A name a bus has and the newest id that it gave out. */
export type FoundStream = { readonly name: string; readonly lastId: string };

export type Positions = ReadonlyMap<string, string>;

/** Streams of one bus beyond this are not read: one XREAD names them all. */
export const MAX_STREAMS = 512;

/**
 * From where each stream of a bus is read on, given where it was read to.
 *
 * - Seen for the first time: from one window before the newest entry of its trader, so that a live
 *   trader's last minute is known at once and a recording is measured by its own clock; never from
 *   before the position that an earlier run has stored.
 * - Gone, or its newest id is older than what was read: made anew, so all that is in it is new.
 */
export function choosePositions(options: {
  readonly found: readonly FoundStream[];
  readonly following: Positions;
  readonly stored: Positions;
  readonly windowSeconds: number;
}): {
  readonly positions: Positions;
  readonly remade: readonly string[];
  readonly leftOut: number;
} {
  const { found, following, stored, windowSeconds } = options;
  const newest = newestByTrader(found);
  const positions = new Map<string, string>();
  const remade: string[] = [];
  for (const { name, lastId } of found) {
    const position = following.get(name);
    if (position === undefined) continue;
    const isRemade = compareIds(lastId, position) < 0;
    if (isRemade) remade.push(name);
    positions.set(name, isRemade ? BEGINNING : position);
  }
  let leftOut = 0;
  for (const { name, lastId } of found) {
    if (following.has(name)) continue;
    if (positions.size >= MAX_STREAMS) {
      leftOut += 1;
      continue;
    }
    const start = before((newest.get(traderOf(name)) ?? 0) - windowSeconds * 1000);
    const kept = stored.get(name);
    const isKnown = kept !== undefined && compareIds(kept, lastId) <= 0;
    positions.set(name, isKnown && compareIds(kept, start) > 0 ? kept : start);
  }
  // Those that are gone wait for their return, as far as there is room.
  for (const name of following.keys())
    if (!positions.has(name) && positions.size < MAX_STREAMS) positions.set(name, BEGINNING);
  return { positions, remade, leftOut };
}

/** All streams of a trader share what stands before `:stream`. */
function traderOf(name: string): string {
  return name.split(':stream', 1)[0] ?? name;
}

function newestByTrader(found: readonly FoundStream[]): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const { name, lastId } of found) {
    const trader = traderOf(name);
    newest.set(trader, Math.max(newest.get(trader) ?? 0, millisecondsOf(lastId)));
  }
  return newest;
}

/** XREAD gives what comes after a position: this one is just before the moment. */
function before(milliseconds: number): string {
  return milliseconds < 1 ? BEGINNING : `${milliseconds - 1}-0`;
}
