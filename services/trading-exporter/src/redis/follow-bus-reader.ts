import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { compareIds, millisecondsIn } from '../following/entry-id.ts';
import type { Following, StreamRead } from '../following/following.ts';
import type { Place } from '../following/place.ts';
import { FIRST_COUNT, nextCount } from '../following/read-size.ts';
import { isMarketData } from '../following/stream-kind.ts';
import type { WhichStreams } from '../following/which-streams.ts';
import { whichStreams } from '../following/which-streams.ts';
import type { Row } from './read-entries.ts';
import { readEntries } from './read-entries.ts';

const BLOCK_MILLISECONDS = 200;
/** A pause between small reads: a call per entry is what costs, ten milliseconds are nothing to a monitor. */
const PACE_MILLISECONDS = 10;
/** Work that holds up everything else, such as a scrape of the page. */
const SLICE_MILLISECONDS = 10;
const ENTRIES_BETWEEN_CLOCKS = 64;
/** Steps of this from a start fall evenly between 0 and 1, in step with no pattern of a producer. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

export type ReadEntry = {
  readonly stream: string;
  /** Of its id. */
  readonly milliseconds: number;
  readonly fields: readonly Buffer[];
  /** It came while nobody read here: it counts when it came. */
  readonly isLate: boolean;
  /** Market data that is to be counted without a look into it: reading does not keep up. */
  readonly countOnly: boolean;
};

export type BusReader = {
  /** Reads once what there is, or waits a fifth of a second for something to come. */
  turn(client: Redis): Promise<void>;
};

/** Reads the streams that are followed, those that carry only market data apart from the others. */
export function createBusReader(options: {
  readonly following: Following;
  readonly onEntry: (entry: ReadEntry, nowMilliseconds: number) => void;
  readonly signal: AbortSignal;
}): BusReader {
  const { following, onEntry, signal } = options;
  const counts: Record<WhichStreams, number> = {
    all: FIRST_COUNT,
    market_data: FIRST_COUNT,
    others: FIRST_COUNT,
  };
  let isPending = false;
  let draw = 0;
  let sliceEnds = 0;

  async function ask(client: Redis, which: WhichStreams, blockMilliseconds?: number) {
    const streams: string[] = [];
    const positions: string[] = [];
    for (const place of following.places().values()) {
      if (!whichStreams[which](place)) continue;
      streams.push(place.stream);
      positions.push(place.position);
    }
    if (streams.length === 0) return { which, count: 0, replies: [] };
    const share = which === 'market_data' ? following.share() : 1;
    const count = Math.max(1, Math.floor(counts[which] * share));
    const wait = blockMilliseconds === undefined ? {} : { blockMilliseconds };
    const replies = await readEntries(client, { streams, positions, count, ...wait });
    return { which, count, replies };
  }

  type Answer = Awaited<ReturnType<typeof ask>>;

  /** Returns whether there may be more. */
  async function take({ which, count, replies }: Answer): Promise<boolean> {
    const reads: StreamRead[] = [];
    let entries = 0;
    let bytes = 0;
    for (const { stream, rows } of replies) {
      const place = following.places().get(stream);
      const last = rows.at(-1);
      if (place === undefined || last === undefined) continue;
      entries += rows.length;
      bytes += await takeRows(place, rows);
      reads.push({
        stream,
        entries: rows.length,
        lastId: String(last[0]),
        upTo: (id) => countUpTo(rows, id),
        isFull: rows.length >= count,
      });
    }
    const isFull = reads.some((read) => read.isFull);
    following.read({ asked: which, reads, nowMilliseconds: Date.now() });
    // A reply that grew old in memory drags the next ones along: emptied, a quarter of the time is saved.
    for (const { rows } of replies) rows.length = 0;
    // A count that the sampling has lowered says nothing about how much a read should ask for.
    if (count === counts[which])
      counts[which] = nextCount(counts[which], { entries, bytes, isFull });
    return isFull;
  }

  async function takeRows(place: Place, rows: readonly Row[]): Promise<number> {
    const { stream, kind, lateUntilMilliseconds } = place;
    const share = following.share();
    let now = Date.now();
    let bytes = 0;
    let marketData = 0;
    let unmeasured = 0;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at];
      if (row === undefined) continue;
      const [id, fields] = row;
      let countOnly = false;
      if (kind === 'market_data') marketData += 1;
      else if (kind === 'shared' && isMarketData(fields)) {
        marketData += 1;
        countOnly = share < 1 && !isDrawn(share);
        if (countOnly) unmeasured += 1;
      }
      for (const field of fields) bytes += field.length;
      const milliseconds = millisecondsIn(id);
      const isLate = milliseconds <= lateUntilMilliseconds;
      onEntry({ stream, milliseconds, fields, isLate, countOnly }, now);
      if (at % ENTRIES_BETWEEN_CLOCKS === 0 && performance.now() > sliceEnds) {
        await nextTurn();
        now = Date.now();
        sliceEnds = performance.now() + SLICE_MILLISECONDS;
      }
    }
    following.countMarketData(marketData - unmeasured, marketData);
    return bytes;
  }

  function isDrawn(share: number): boolean {
    draw = (draw + GOLDEN_RATIO) % 1;
    return draw < share;
  }

  async function pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  }

  return {
    async turn(client) {
      if (following.places().size === 0) return pause(BLOCK_MILLISECONDS);
      const answers = isPending
        ? await Promise.all([ask(client, 'others'), ask(client, 'market_data')])
        : [await ask(client, 'all', BLOCK_MILLISECONDS)];
      sliceEnds = performance.now() + SLICE_MILLISECONDS;
      let isAnyFull = false;
      let isWorthWaiting = true;
      for (const answer of answers) {
        const isFull = await take(answer);
        isAnyFull ||= isFull;
        // Market data that is sampled is not read at full speed.
        if (isFull && !(answer.which === 'market_data' && following.share() < 1))
          isWorthWaiting = false;
      }
      const wasEmpty = answers.every(({ replies }) => replies.length === 0);
      isPending = isAnyFull;
      if (!isWorthWaiting) await nextTurn();
      else if (!wasEmpty || isPending) await pause(PACE_MILLISECONDS);
    },
  };
}

/** Rows are in the order of their ids. */
function countUpTo(rows: readonly Row[], id: string): number {
  let from = 0;
  let to = rows.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const row = rows[middle];
    if (row !== undefined && compareIds(String(row[0]), id) <= 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
