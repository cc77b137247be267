import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerEvent, Missing } from '@m4max/contracts';
import type { Logger } from '@m4max/service-kit';
import { withDeadline } from '@m4max/service-kit';
import type { EngineFacts } from '../replies/engine-facts.ts';
import type { EngineClient } from './engine-client.ts';
import { failureInWords } from './failure-in-words.ts';
import { observeContainers } from './observed-containers.ts';
import type { Found } from './read-containers.ts';
import { readContainers } from './read-containers.ts';
import type { LastEvent } from './watch-events.ts';
import { watchEvents } from './watch-events.ts';

/** What one round over one engine found. */
export type EngineRound = {
  readonly facts: EngineFacts;
  readonly up: boolean;
  readonly found: readonly Found[];
  readonly missing: readonly Missing[];
};

/** One engine, its events followed all the time and its containers read in rounds. */
export type WatchedEngine = {
  readonly id: string;
  round(signal: AbortSignal): Promise<EngineRound>;
  /** Whether a container was removed, maybe after the last round. */
  isGone(containerId: string): boolean;
  /** 0 while it answers. */
  awaySeconds(): number;
  stop(): Promise<void>;
};

/** A stream of events that breaks is usually back sooner. */
const DEAF_SECONDS = 10;
/** Calls of a round end with it, even where an engine lets each of hundreds wait for its two seconds. */
const ROUND_SECONDS = 4;
/** An engine that is there says so sooner. */
const PATIENCE_MILLISECONDS = 250;
/** How long the containers of an engine that went away stay in the sample, as stale. */
const KEEP_SECONDS = 300;

export function watchEngine(options: {
  readonly client: EngineClient;
  readonly facts: EngineFacts;
  readonly host: string;
  readonly log: Logger;
  readonly write: (event: ContainerEvent) => void;
  /** The newest event of this engine that was told before this process started. */
  readonly lastEvent?: (engineId: string) => Promise<LastEvent | undefined>;
}): WatchedEngine {
  const { client, host, log, write } = options;
  let { facts } = options;
  const containers = observeContainers({ client, host, engineId: facts.id, write });
  const stopping = new AbortController();
  /** Since when no events are heard, and why. */
  let deafness: { readonly since: number; readonly error: unknown } | undefined;
  /** The stream of events began anew: the engine may have been updated. */
  let isDoubted = false;
  /** It may come back updated, or another one may have taken its address. */
  const meetAgain = async (signal: AbortSignal) => {
    const now = await client.facts(signal);
    if (now.id !== facts.id) throw new Error('another engine answers at its address');
    facts = now;
    isDoubted = false;
    return now;
  };

  const watch = async () =>
    watchEvents({
      client: { ...client, facts: meetAgain },
      last: await options.lastEvent?.(facts.id),
      signal: stopping.signal,
      onOpen() {
        containers.follow(true);
        deafness = undefined;
        isDoubted = true;
      },
      onEvent: (event, told) => containers.hear(event, told, stopping.signal),
      onBroken(error) {
        containers.follow(false);
        deafness = { since: performance.now(), error };
        log.warn('the stream of events broke', { engine: facts.name, error });
      },
    });
  const watching = watch();
  let away: { readonly since: number; readonly error: unknown } | undefined;
  let returning: Promise<unknown> | undefined;
  let last: { readonly at: number; readonly found: readonly Found[] } = { at: 0, found: [] };

  /** Waits for it only shortly: one that hangs must not make the samples of others late. */
  const comeBack = async (signal: AbortSignal, whyAway: unknown) => {
    returning ??= meetAgain(signal).finally(() => {
      returning = undefined;
    });
    const patience = sleep(PATIENCE_MILLISECONDS).then(() => Promise.reject(whyAway));
    await Promise.race([returning, patience]);
  };

  const unheard = (): readonly Missing[] => {
    if (deafness === undefined || performance.now() - deafness.since < DEAF_SECONDS * 1000)
      return [];
    const why = failureInWords(deafness.error);
    const reason = `restarts may be missed, for no events of the Docker Engine ${facts.name} are heard: its address ${why}`;
    return [{ field: 'events', reason }];
  };

  const readRound = async (signal: AbortSignal): Promise<EngineRound> => {
    // While no events are heard, another engine may be behind the address at any time.
    if (isDoubted || deafness !== undefined) await meetAgain(signal);
    const { found, missing } = await readContainers({ client, containers, facts, signal });
    return { facts, up: true, found, missing: [...missing, ...unheard()] };
  };

  /** The containers of an engine that does not answer are not gone: they are out of sight. */
  const outOfSight = (error: unknown): EngineRound => {
    const isKept = performance.now() - last.at < KEEP_SECONDS * 1000;
    const found = isKept
      ? last.found.map((it) => ({ ...it, container: { ...it.container, stale: true } }))
      : [];
    const reason = `the Docker Engine ${facts.name} does not answer: its address ${failureInWords(error)}`;
    return { facts, up: false, found, missing: [{ field: 'containers', reason }] };
  };

  return {
    id: options.facts.id,
    async round(stop) {
      const signal = withDeadline(ROUND_SECONDS, stop);
      try {
        if (away !== undefined) await comeBack(stop, away.error);
        const round = await readRound(signal);
        if (away !== undefined) log.info('the Docker Engine is back', { engine: facts.name });
        away = undefined;
        last = { at: performance.now(), found: round.found };
        return round;
      } catch (error) {
        if (away === undefined)
          log.warn('the Docker Engine does not answer', { engine: facts.name, error });
        away = { since: away?.since ?? performance.now(), error };
        return outOfSight(error);
      }
    },
    isGone: (containerId) => containers.isGone(containerId),
    awaySeconds: () => (away === undefined ? 0 : (performance.now() - away.since) / 1000),
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
