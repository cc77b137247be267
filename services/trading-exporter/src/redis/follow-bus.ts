import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Context, Part } from '@m4max/service-kit';
import type { Redis } from 'ioredis';
import type { BusAddress } from '../config.ts';
import { componentOf, topicOfStream } from '../decode/read-message.ts';
import type { Positions } from '../following/choose-positions.ts';
import { choosePositions, MAX_STREAMS } from '../following/choose-positions.ts';
import { millisecondsOf } from '../ledger/placed-at.ts';
import type { Backlog, InputState } from '../sample/make-sample.ts';
import { adviceFor, connectBus, disconnect, shownAddress } from './bus-connection.ts';
import { findStreams } from './find-streams.ts';
import { readBacklogs } from './read-backlogs.ts';
import type { ReadEntry } from './read-entries.ts';
import { readEntries } from './read-entries.ts';

const RECONNECT_SECONDS = 2;
/** How often new streams are looked for, at least; on a large Redis never more than a twentieth of the time. */
const LOOK_MILLISECONDS = 2000;
const LOOK_SHARE = 20;
/** A pause between small reads: a call per entry is what costs, ten milliseconds are nothing to a monitor. */
const PACE_MILLISECONDS = 10;

export type BusFollower = Part & {
  readonly address: string;
  /** Nothing while a Redis that nobody named has never answered. */
  state(): InputState | undefined;
  backlogs(): readonly Backlog[];
  positions(): Positions;
};

/** Reads the streams of one Redis from own positions, for ever, without leaving a trace there. */
export function followBus(options: {
  readonly bus: BusAddress;
  readonly patterns: readonly string[];
  readonly windowSeconds: number;
  readonly stored: (address: string) => Positions;
  readonly onEntry: (input: string, entry: ReadEntry, nowMilliseconds: number) => void;
  readonly log: Context<unknown>['log'];
}): BusFollower {
  const { bus, patterns, windowSeconds, stored, onEntry, log } = options;
  const address = shownAddress(bus.url);
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();
  let state: InputState = { kind: 'bus', name: address, up: false, detail: 'not connected yet' };
  let wasUp = false;
  let positions: Positions = new Map();
  let resumed: Positions = new Map();
  let backlogs: readonly Backlog[] = [];
  let played: { readonly at: number; readonly entryMilliseconds: number } | undefined;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await withConnection();
      } catch (error) {
        if (!signal.aborted) wentAway(adviceFor(error));
      }
      await sleep(RECONNECT_SECONDS * 1000, undefined, { signal }).catch(() => undefined);
    }
  }

  async function withConnection(): Promise<void> {
    const client = await connectBus(bus.url);
    try {
      log.info('bus connected', { bus: address });
      wasUp = true;
      // After a break what is older than a window is passed over, as after a restart.
      resumed = new Map([...stored(address), ...positions]);
      positions = new Map();
      let lookAt = 0;
      while (!signal.aborted) {
        const started = Date.now();
        if (started >= lookAt) {
          await look(client);
          lookAt = started + Math.max(LOOK_MILLISECONDS, LOOK_SHARE * (Date.now() - started));
        }
        await read(client);
      }
    } finally {
      disconnect(client);
    }
  }

  async function look(client: Redis): Promise<void> {
    const found = await findStreams(client, patterns);
    const chosen = choosePositions({
      found,
      following: positions,
      stored: resumed,
      windowSeconds,
    });
    positions = chosen.positions;
    for (const stream of chosen.remade)
      log.warn('stream was made anew, reading it from its beginning', { bus: address, stream });
    backlogs = await readBacklogs(
      client,
      found
        .filter(({ groups }) => groups > 0)
        .map(({ name }) => ({ name, component: componentOf(topicOfStream(name)) })),
      Date.now(),
    );
    if (played !== undefined && Date.now() - played.at > windowSeconds * 1000) played = undefined;
    const detail = detailOf(positions.size, chosen.leftOut, played?.entryMilliseconds);
    state = { kind: 'bus', name: address, up: true, ...(detail === undefined ? {} : { detail }) };
  }

  async function read(client: Redis): Promise<void> {
    if (positions.size === 0) {
      await sleep(LOOK_MILLISECONDS / 10, undefined, { signal }).catch(() => undefined);
      return;
    }
    const { entries, isFull } = await readEntries(client, positions);
    const now = Date.now();
    const advanced = new Map(positions);
    for (const entry of entries) {
      onEntry(address, entry, now);
      advanced.set(entry.stream, entry.id);
      const entryMilliseconds = millisecondsOf(entry.id);
      if (Math.abs(now - entryMilliseconds) >= windowSeconds * 1000)
        played = { at: now, entryMilliseconds };
    }
    positions = advanced;
    if (isFull) await nextTurn();
    else if (entries.length > 0)
      await sleep(PACE_MILLISECONDS, undefined, { signal }).catch(() => undefined);
  }

  function wentAway(detail: string): void {
    if (state.up) log.warn('bus is away', { bus: address, detail });
    state = { kind: 'bus', name: address, up: false, detail };
    backlogs = [];
  }

  return {
    name: `bus ${address}`,
    address,
    state: () => (bus.isExpected || wasUp ? state : undefined),
    backlogs: () => backlogs,
    positions: () => positions,
    async start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** What a reader of the figures of this bus should know. */
function detailOf(
  streams: number,
  leftOut: number,
  playedMilliseconds: number | undefined,
): string | undefined {
  if (leftOut > 0)
    return `${leftOut} streams are not read, ${MAX_STREAMS} is the limit: narrow TRADING_STREAMS`;
  if (streams === 0) return 'no stream there fits TRADING_STREAMS';
  if (playedMilliseconds === undefined) return undefined;
  const date = new Date(playedMilliseconds).toISOString();
  return `a recording is played there: entries of ${date} count as of when they are read`;
}
