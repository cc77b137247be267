import { behindSeconds, isAhead } from './behind.ts';
import type { Happening, KeptPlaces, Places } from './choose-places.ts';
import { choosePlaces } from './choose-places.ts';
import type { Load } from './overload.ts';
import { isFalling, nextLoad, shareOf } from './overload.ts';
import { passOver } from './pass-over.ts';
import type { Place } from './place.ts';
import { advance } from './place.ts';
import { createSampling } from './sampling.ts';
import type { StreamFacts } from './stream-facts.ts';
import type { WhichStreams } from './which-streams.ts';
import { whichStreams } from './which-streams.ts';

/** A look at all streams of a bus, with nothing read since it was asked for. */
export type BusLook = {
  readonly found: readonly StreamFacts[];
  readonly foreign: readonly string[];
  readonly nowMilliseconds: number;
  /** The time by the clock of the bus. */
  readonly busMilliseconds: number;
  readonly hasRestarted: boolean;
  readonly wasAway: boolean;
  /** Share of the time since the last look in which this process was busy. */
  readonly busyRatio: number;
};

/** Entries of one stream that were read, in order. */
export type StreamRead = {
  readonly stream: string;
  readonly entries: number;
  readonly lastId: string;
  readonly upTo: (id: string) => number;
  /** Whether there may have been more than was asked for. */
  readonly isFull: boolean;
};

/** Market data that was counted and not read. */
export type PassedOver = {
  readonly entries: number;
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
};

/** What is remembered of the streams of one bus, over all its connections. Times are arguments. */
export type Following = {
  places(): Places;
  /** Share of the market data that is to be measured. */
  share(): number;
  /** Whether a stream that was there at the last look is not among those found. */
  misses(found: readonly StreamFacts[]): boolean;
  /** Returns what happened to its streams, and what was passed over. */
  look(look: BusLook): {
    readonly happenings: readonly Happening[];
    readonly passed: PassedOver | undefined;
  };
  /** After one reply: what it brought, by stream; of the others that were asked there was nothing. */
  read(reply: {
    readonly asked: WhichStreams;
    readonly reads: readonly StreamRead[];
    readonly nowMilliseconds: number;
  }): void;
  /** Market data that came and how much of it was measured, apart from what is passed over. */
  countMarketData(measured: number, arrived: number): void;
  figures(nowMilliseconds: number): FollowingFigures;
  /** What the next run needs to go on. */
  keep(): KeptPlaces;
};

export type FollowingFigures = {
  readonly load: Load;
  /** Streams that are there and read. */
  readonly streams: number;
  readonly leftOut: number;
  readonly ahead: number;
  readonly samplingRatio: number | undefined;
  /** Absent when the Redis does not count what was added. */
  readonly lostEntries: number | undefined;
  readonly streamResets: number;
};

export function createFollowing(options: {
  readonly windowSeconds: number;
  /** What an earlier run has stored; asked for when there is a look. */
  readonly kept: () => KeptPlaces;
}): Following {
  const { windowSeconds } = options;
  const sampling = createSampling(windowSeconds);
  let places = new Map<string, Place>();
  /** Streams that were not read to their end, since when; minus infinity for never yet. */
  const unreadSince = new Map<string, number>();
  /** Streams that were found and not asked for entries yet. */
  const neverRead = new Set<string>();
  let behind = new Map<string, number | undefined>();
  let load: Load = { kind: 'keeping_up', behindSeconds: undefined };
  let lookedAt: number | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let leftOut = 0;
  let ahead = 0;
  let lost = 0;
  let resets = 0;
  let measured = 0;
  let arrived = 0;

  /** How far all of it is behind, and whether some stream is ever further. */
  function standing({ nowMilliseconds, busMilliseconds }: BusLook): {
    readonly behindSeconds: number | undefined;
    readonly isFallingBehind: boolean;
  } {
    const before = behind;
    behind = new Map();
    let most: number | undefined;
    let isFallingBehind = false;
    for (const place of places.values()) {
      const { stream } = place;
      const isUnread = neverRead.has(stream);
      const seconds = behindSeconds(place, {
        unreadSince: isUnread ? Number.NEGATIVE_INFINITY : unreadSince.get(stream),
        nowMilliseconds,
        busMilliseconds,
      });
      behind.set(stream, seconds);
      isFallingBehind ||= isFalling(before.get(stream), seconds);
      if (seconds !== undefined && !isUnread) most = Math.max(most ?? 0, seconds);
    }
    return { behindSeconds: most, isFallingBehind };
  }

  /** Market data goes on at its newest; returns how many entries that leaves out, if it is known. */
  function passOverMarketData(): number | undefined {
    let sum: number | undefined = 0;
    for (const [stream, before] of places) {
      if (before.kind !== 'market_data') continue;
      const { place, passed } = passOver(before);
      places.set(stream, place);
      unreadSince.delete(stream);
      if (neverRead.has(stream)) continue; // What was there before it was found did not arrive.
      sum = sum === undefined || passed === undefined ? undefined : sum + passed;
    }
    return sum;
  }

  return {
    places: () => places,
    share: () => shareOf(load),
    misses(found) {
      const names = new Set(found.map(({ stream }) => stream));
      return [...places.values()].some(
        ({ stream, seen }) => seen !== undefined && !names.has(stream),
      );
    },
    look(look) {
      const { nowMilliseconds, busMilliseconds, busyRatio, found } = look;
      const before = places;
      const chosen = choosePlaces({
        ...look,
        following: before,
        kept: options.kept(),
        windowSeconds,
        hadLeftOut: leftOut > 0,
      });
      places = new Map(chosen.places);
      leftOut = chosen.leftOut;
      ahead = found.filter(({ lastId }) => isAhead(lastId, busMilliseconds)).length;
      lost += chosen.lost;
      resets += chosen.happenings.filter(({ what }) => what !== 'vanished').length;
      for (const stream of places.keys()) if (!before.has(stream)) neverRead.add(stream);
      for (const stream of neverRead) if (!places.has(stream)) neverRead.delete(stream);
      load = nextLoad(load, { ...standing(look), busyRatio });
      const passed = load.kind === 'overloaded' ? passOverMarketData() : 0;
      sampling.add({
        measured,
        arrived: passed === undefined ? undefined : arrived + passed,
        atMilliseconds: nowMilliseconds,
      });
      measured = 0;
      arrived = 0;
      const fromMilliseconds = lookedAt ?? nowMilliseconds;
      lookedAt = nowMilliseconds;
      return {
        happenings: chosen.happenings,
        passed:
          passed === undefined || passed === 0
            ? undefined
            : { entries: passed, fromMilliseconds, toMilliseconds: nowMilliseconds },
      };
    },
    read({ asked, reads, nowMilliseconds }) {
      const full = new Set<string>();
      for (const read of reads) {
        const before = places.get(read.stream);
        if (before === undefined) continue;
        const reckoning = advance(before, read);
        places.set(read.stream, reckoning.place);
        lost += reckoning.lost;
        if (!read.isFull) continue;
        full.add(read.stream);
        if (unreadSince.has(read.stream)) continue;
        const since = neverRead.has(read.stream) ? Number.NEGATIVE_INFINITY : readAt;
        unreadSince.set(read.stream, since);
      }
      for (const stream of unreadSince.keys()) {
        const place = places.get(stream);
        if (place === undefined || (whichStreams[asked](place) && !full.has(stream)))
          unreadSince.delete(stream);
      }
      for (const stream of neverRead) {
        const place = places.get(stream);
        if (place !== undefined && whichStreams[asked](place)) neverRead.delete(stream);
      }
      readAt = nowMilliseconds;
    },
    countMarketData(measuredNow, arrivedNow) {
      measured += measuredNow;
      arrived += arrivedNow;
    },
    keep: () =>
      new Map(
        [...places].flatMap(([stream, { position, accounted, seen }]) =>
          seen === undefined ? [] : [[stream, { id: position, accounted }]],
        ),
      ),
    figures(nowMilliseconds) {
      const present = [...places.values()].filter(({ seen }) => seen !== undefined);
      const isCounted = present.every(({ seen }) => seen?.added !== undefined);
      return {
        load,
        streams: present.length,
        leftOut,
        ahead,
        samplingRatio: sampling.ratio(nowMilliseconds),
        lostEntries: lookedAt === undefined || !isCounted ? undefined : lost,
        streamResets: resets,
      };
    },
  };
}
