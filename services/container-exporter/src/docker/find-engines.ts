import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerEvent, Missing } from '@m4max/contracts';
import type { Logger } from '@m4max/service-kit';
import { every } from '@m4max/service-kit';
import type { Address } from './address.ts';
import { addressText } from './address.ts';
import type { Meeting } from './meet-engine.ts';
import { meetEngine } from './meet-engine.ts';
import type { MovableClient } from './movable-client.ts';
import { movableClient } from './movable-client.ts';
import type { LastEvent } from './watch-events.ts';
import type { WatchedEngine } from './watched-engine.ts';
import { watchEngine } from './watched-engine.ts';

export type Engines = {
  /** The engines known now. Only the first call waits, and shortly, for a search to find any. */
  current(signal: AbortSignal): Promise<{
    readonly engines: readonly WatchedEngine[];
    readonly missing: readonly Missing[];
  }>;
  /** Whether a container was removed, maybe after the last round. */
  isGone(containerId: string): boolean;
  stop(): Promise<void>;
};

/** How often new engines are looked for; a socket that is not there costs nothing. */
const SEARCH_SECONDS = 10;

/** How long the first round waits for the first search: what answers at all does so sooner. */
const FIRST_SEARCH_SECONDS = 2.5;

/** An engine whose socket is gone too was quit or replaced, and after this nobody waits for it. */
const FORGET_SECONDS = 3600;

type Known = { readonly engine: WatchedEngine; readonly client: MovableClient };

/**
 * Finds engines and goes on looking beside the rounds, from the first one on: an engine may be
 * started, mended or replaced at its address at any time, and an address may hang.
 */
export function findEngines(options: {
  readonly addresses: () => Promise<readonly Address[]>;
  readonly host: string;
  readonly log: Logger;
  readonly write: (event: ContainerEvent) => void;
  /** The newest event of an engine that was told before this process started. */
  readonly lastEvent?: (engineId: string) => Promise<LastEvent | undefined>;
  /** From the start of one search to that of the next. */
  readonly searchSeconds?: number;
}): Engines {
  const { addresses, log, searchSeconds = SEARCH_SECONDS } = options;
  const stopping = new AbortController();
  /** By address; two addresses may lead to one engine. */
  const found = new Map<string, Known>();
  let failures: readonly string[] = [];
  let searching: Promise<void> | undefined;
  let firstSearch: Promise<void> | undefined;

  const distinct = () => [...new Set(found.values())];
  const engines = () => distinct().map(({ engine }) => engine);

  const adopt = (text: string, { client, facts }: Extract<Meeting, { kind: 'met' }>) => {
    const same = distinct().find(({ engine }) => engine.id === facts.id);
    if (same !== undefined) {
      if (same.engine.awaySeconds() > 0) same.client.moveTo(client);
      found.set(text, same);
      return;
    }
    const movable = movableClient(client);
    const engine = watchEngine({ ...options, client: movable, facts });
    found.set(text, { engine, client: movable });
    const { name, version } = facts;
    log.info('found a Docker Engine', { address: text, engine: name, version });
  };

  const search = async (signal: AbortSignal) => {
    const candidates = new Map((await addresses()).map((it) => [addressText(it), it]));
    const asked = [...candidates].filter(([text]) => found.get(text)?.engine.awaySeconds() !== 0);
    const meetings = await Promise.all(
      asked.map(async ([text, address]) => [text, await meetEngine(address, signal)] as const),
    );
    if (signal.aborted) return;
    // Nothing waits while engines are taken in, so that two addresses of one see each other.
    const before = engines();
    for (const [text, meeting] of meetings) if (meeting.kind === 'met') adopt(text, meeting);
    for (const [text, { engine }] of found)
      if (!candidates.has(text) && engine.awaySeconds() >= FORGET_SECONDS) found.delete(text);
    const known = new Set(failures);
    failures = meetings.flatMap(([text, meeting]) => {
      if (meeting.kind === 'met' || found.has(text)) return []; // A known one's round says why.
      return meeting.isIdle && found.size > 0 ? [] : [meeting.reason];
    });
    for (const reason of failures)
      if (!known.has(reason)) log.warn('no Docker Engine at an address', { reason });
    const after = new Set(engines());
    await Promise.all(before.filter((it) => !after.has(it)).map((engine) => engine.stop()));
  };

  const begin = (signal: AbortSignal) => {
    const searched = new Promise<void>((resolve) => {
      searching = every(
        searchSeconds,
        (stop) => search(stop).finally(resolve),
        (error) => log.warn('cannot look for Docker Engines', { error }),
        stopping.signal,
      );
    });
    const patience = sleep(FIRST_SEARCH_SECONDS * 1000, undefined, { signal, ref: false });
    firstSearch = Promise.race([searched, patience.catch(() => undefined)]);
  };

  return {
    async current(signal) {
      if (searching === undefined) begin(signal);
      await firstSearch;
      return { engines: engines(), missing: missingEngines(found.size, failures) };
    },
    isGone: (containerId) => engines().some((engine) => engine.isGone(containerId)),
    async stop() {
      stopping.abort();
      await searching;
      await Promise.all(engines().map((engine) => engine.stop()));
    },
  };
}

function missingEngines(count: number, failures: readonly string[]): readonly Missing[] {
  if (failures.length > 0)
    return failures.map((reason) => ({ field: 'engines', reason: `Docker Engine: ${reason}` }));
  if (count > 0) return [];
  const reason =
    'no Docker Engine was found: start Docker (on a Mac Docker Desktop, OrbStack or colima), or set DOCKER_HOST';
  return [{ field: 'engines', reason }];
}
