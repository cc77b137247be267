import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Part } from '@m4max/service-kit';
import type { Redis } from 'ioredis';
import type { Backlog } from '../backlogs/backlog.ts';
import type { BusAddress } from '../config.ts';
import type { KeptPlaces } from '../following/choose-places.ts';
import type { ClockOffset } from '../following/clock-offset.ts';
import type { PassedOver } from '../following/following.ts';
import { createFollowing } from '../following/following.ts';
import { restAfter } from '../following/rest-after.ts';
import { tellBus } from '../following/tell-bus.ts';
import type { InputState } from '../sample/input-state.ts';
import { askClock, askServer } from './ask-server.ts';
import { adviceFor, connectBus, disconnect, shownAddress } from './bus-connection.ts';
import type { StreamAnswers } from './find-streams.ts';
import { askStreams, findStreams } from './find-streams.ts';
import { logFollowing } from './follow-bus-log.ts';
import type { ReadEntry } from './follow-bus-reader.ts';
import { createBusReader } from './follow-bus-reader.ts';
import type { Surroundings } from './follow-bus-surroundings.ts';
import { askAround, busTime } from './follow-bus-surroundings.ts';

const RECONNECT_SECONDS = 2;
/** What is asked in vain is not asked again at once. */
const PAUSE_MILLISECONDS = 200;

export type BusFollower = Part & {
  readonly address: string;
  /** Nothing while a Redis that nobody named has never answered. */
  state(): InputState | undefined;
  backlogs(): readonly Backlog[];
  positions(): KeptPlaces;
};

/** Reads the streams of one Redis from own positions, for ever, without leaving a trace there. */
export function followBus(options: {
  readonly bus: BusAddress;
  readonly patterns: readonly string[];
  readonly windowSeconds: number;
  readonly stored: (address: string) => KeptPlaces;
  readonly onEntry: (
    input: string,
    entry: ReadEntry,
    nowMilliseconds: number,
    /** By the clock of the bus it is of another time: a recording is played. */
    isPlayed: boolean,
  ) => void;
  /** Market data that was counted by the Redis and not read. */
  readonly onPassedOver: (input: string, passed: PassedOver) => void;
  readonly log: Context<unknown>['log'];
}): BusFollower {
  const { bus, patterns, windowSeconds, stored, onEntry, onPassedOver, log } = options;
  const address = shownAddress(bus.url);
  const stopping = new AbortController();
  const { signal } = stopping;
  const following = createFollowing({ windowSeconds, kept: () => stored(address) });
  const tell = logFollowing(log, address);
  let running: Promise<void> = Promise.resolve();
  let trouble: string | undefined = 'not connected yet';
  let wasUp = false;
  let surroundings: Surroundings | undefined;
  let refused = 0;
  let played: { readonly at: number; readonly entryMilliseconds: number } | undefined;
  const reader = createBusReader({
    following,
    signal,
    onEntry: (entry, now) => {
      const busNow = surroundings === undefined ? now : busTime(surroundings, now);
      const isPlayed =
        !entry.isLate && Math.abs(busNow - entry.milliseconds) >= windowSeconds * 1000;
      if (isPlayed) played = { at: now, entryMilliseconds: entry.milliseconds };
      onEntry(address, entry, now, isPlayed);
    },
  });

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await withConnections();
      } catch (error) {
        if (!signal.aborted) wentAway(adviceFor(error));
      }
      await pause(RECONNECT_SECONDS * 1000);
    }
  }

  /** One connection waits for entries, the other asks around: neither holds the other up. */
  async function withConnections(): Promise<void> {
    const client = await connectBus(bus.url);
    let other: Redis | undefined;
    try {
      other = await connectBus(bus.url);
      const server = await askServer(client);
      const clock = await askClock(client, surroundings?.clock);
      const hasRestarted = server.runId !== surroundings?.server.runId;
      const names = await findStreams(other, patterns);
      surroundings = { names, clock, server, backlogs: [], streams: [] };
      await look(client, surroundings, { wasAway: true, hasRestarted, busyRatio: 0 });
      log.info('bus connected', { bus: address });
      const ended = new AbortController();
      const either = AbortSignal.any([signal, ended.signal]);
      const loops = [
        readOn(client, surroundings, either),
        askAround({
          client: other,
          patterns,
          around: surroundings,
          onClockStep: (stepSeconds) => log.warn('clock step', { bus: address, stepSeconds }),
          signal: either,
        }),
      ];
      for (const loop of loops) loop.catch(() => undefined).finally(() => ended.abort());
      await Promise.allSettled(loops);
      await Promise.all(loops);
    } finally {
      disconnect(client);
      if (other !== undefined) disconnect(other);
    }
  }

  async function readOn(client: Redis, around: Surroundings, either: AbortSignal): Promise<void> {
    let lookedFor = around.names;
    // Of a clock that nobody sets: set back an hour, there would be no look for as long.
    let lookAt = performance.now() + restAfter(0);
    let load = performance.eventLoopUtilization();
    while (!either.aborted) {
      const started = performance.now();
      if (started >= lookAt || around.names !== lookedFor) {
        lookedFor = around.names;
        const busyRatio = performance.eventLoopUtilization(load).utilization;
        load = performance.eventLoopUtilization();
        await look(client, around, { wasAway: false, hasRestarted: false, busyRatio });
        lookAt = started + restAfter(performance.now() - started);
      }
      try {
        await reader.turn(client);
      } catch (error) {
        if (!isOfOtherType(error)) throw error;
        lookAt = 0; // It is found out at once which one it is.
        await pause(PAUSE_MILLISECONDS);
      }
    }
  }

  async function look(
    client: Redis,
    around: Surroundings,
    since: {
      readonly wasAway: boolean;
      readonly hasRestarted: boolean;
      readonly busyRatio: number;
    },
  ): Promise<void> {
    let answers = await askAll(client, around);
    if (following.misses(answers.found)) {
      // It may go on under another name, which has to be known before it is given up.
      around.names = await findStreams(client, patterns);
      answers = await askAll(client, around);
    }
    const nowMilliseconds = Date.now();
    const outcome = following.look({
      ...since,
      found: answers.found,
      foreign: answers.foreign,
      nowMilliseconds,
      busMilliseconds: busTime(around, nowMilliseconds),
    });
    if (outcome.passed !== undefined) onPassedOver(address, outcome.passed);
    around.streams = answers.found;
    refused = answers.refused.length;
    if (played !== undefined && Math.abs(nowMilliseconds - played.at) > windowSeconds * 1000)
      played = undefined;
    trouble = undefined;
    wasUp = true;
    tell(outcome.happenings, following.figures(nowMilliseconds), nowMilliseconds);
  }

  function askAll(client: Redis, { names }: Surroundings): Promise<StreamAnswers> {
    return askStreams(client, [...new Set([...following.places().keys(), ...names])]);
  }

  function wentAway(detail: string): void {
    if (trouble === undefined) log.warn('bus is away', { bus: address, detail });
    trouble = detail;
  }

  async function pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  }

  function isFar(clock: ClockOffset | undefined): boolean {
    return Math.abs(clock?.seconds ?? 0) >= windowSeconds;
  }

  function currentState(): InputState {
    const figures = following.figures(Date.now());
    const { samplingRatio, lostEntries, streamResets, load } = figures;
    const { behindSeconds } = load;
    const counted = {
      kind: 'bus',
      name: address,
      ...(lostEntries === undefined ? {} : { lostEntries }),
      ...(wasUp ? { streamResets } : {}),
    } as const;
    if (trouble !== undefined) return { ...counted, up: false, detail: trouble };
    const clock = surroundings?.clock;
    const detail = tellBus({
      ...figures,
      refused,
      farClockSeconds: isFar(clock) ? clock?.seconds : undefined,
      playedMilliseconds: played?.entryMilliseconds,
      isReplica: surroundings?.server.isReplica ?? false,
      clockStepSeconds: clock?.stepSeconds,
      isCounted: lostEntries !== undefined,
    });
    return {
      ...counted,
      up: true,
      streams: figures.streams,
      ...(detail === undefined ? {} : { detail }),
      ...(behindSeconds === undefined ? {} : { behindSeconds }),
      ...(samplingRatio === undefined ? {} : { samplingRatio }),
      ...(clock === undefined ? {} : { clockOffsetSeconds: clock.seconds }),
    };
  }

  return {
    name: `bus ${address}`,
    address,
    state: () => (bus.isExpected || wasUp ? currentState() : undefined),
    backlogs: () => (trouble === undefined ? (surroundings?.backlogs ?? []) : []),
    positions: () => following.keep(),
    async start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** One key that is no stream any more fails the read of all. */
function isOfOtherType(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('WRONGTYPE');
}
