import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Context, Part } from '@m4max/service-kit';
import type { KnownLog } from '../fix/choose-start.ts';
import { shortNames } from '../fix/log-names.ts';
import type { InputState } from '../sample/input-state.ts';
import type { LogFollower } from './follow-logs.ts';
import { createLeftLogs, followLogs } from './follow-logs.ts';
import { readKnownLogs, writeKnownLogs } from './log-position-file.ts';

/** How often growth is looked for; notices of it do not come from every file system. */
const POLL_MILLISECONDS = 250;
/** Read at once: some milliseconds of work, after which others have their turn. */
const CHUNK_BYTES = 256 * 1024;
const KEEP_MILLISECONDS = 5000;
/** A mount that went away answers nothing, for ever. */
const HUNG_MILLISECONDS = 10_000;

export type LogTail = Part & {
  states(nowMilliseconds: number): readonly InputState[];
};

export type TailedLine = {
  readonly text: string;
  readonly nowMilliseconds: number;
  /** Written before anyone followed its file. */
  readonly isBacklog: boolean;
};

type Tail = {
  readonly name: string;
  readonly follower: LogFollower;
  readWholeAt: number | undefined;
};

/**
 * Reads files as they grow, over their rotation by rename or truncation, and remembers over restarts how
 * far. One input for each pattern, whatever files it finds.
 */
export function tailFiles(options: {
  readonly patterns: readonly string[];
  readonly positionsPath: string;
  readonly windowSeconds: number;
  readonly onLine: (input: string, line: TailedLine) => void;
  readonly log: Context<unknown>['log'];
}): LogTail {
  const { patterns, positionsPath, windowSeconds, onLine, log } = options;
  const names = shortNames(patterns);
  const stopping = new AbortController();
  const { signal } = stopping;
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let tails: readonly Tail[] = [];
  let left = createLeftLogs([]);
  let running: Promise<void> = Promise.resolve();
  let passing: { readonly tail: Tail; readonly since: number } | undefined;
  let keepAt = 0;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const hasMore = await pass();
      if (performance.now() >= keepAt) await keep();
      if (hasMore) await nextTurn();
      else await sleep(POLL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }

  async function pass(): Promise<boolean> {
    let anyMore = false;
    for (const tail of tails) {
      passing = { tail, since: performance.now() };
      const hasMore = await passOf(tail);
      anyMore ||= hasMore;
    }
    passing = undefined;
    return anyMore;
  }

  async function passOf(tail: Tail): Promise<boolean> {
    try {
      const hasMore = await tail.follower.pass(buffer);
      if (!hasMore) tail.readWholeAt = Date.now();
      return hasMore;
    } catch (error) {
      log.warn('log not read', { input: tail.name, error });
      return false;
    }
  }

  async function keep(): Promise<void> {
    keepAt = performance.now() + KEEP_MILLISECONDS;
    const now = Date.now();
    const logs = [...tails.flatMap(({ follower }) => follower.known(now)), ...left.all()];
    await writeKnownLogs(positionsPath, newestOfEach(logs)).catch((error: unknown) =>
      log.warn('log positions not kept', { path: positionsPath, error }),
    );
  }

  return {
    name: 'fix logs',
    states(now) {
      const passMilliseconds = passing === undefined ? 0 : performance.now() - passing.since;
      const hung = passMilliseconds > HUNG_MILLISECONDS ? passing?.tail : undefined;
      return tails.map((tail) =>
        hung === undefined ? stateOf(tail, now) : hungState(tail, hung, passMilliseconds / 1000),
      );
    },
    async start() {
      const { logs: stored, fault } = await readKnownLogs(positionsPath);
      if (fault !== undefined) log.warn('log positions are lost', { path: positionsPath, fault });
      left = createLeftLogs(stored);
      const taken = new Set<string>();
      tails = patterns.map((pattern, index) => {
        const name = names[index] ?? pattern;
        const follower = followLogs({
          pattern,
          windowSeconds,
          left,
          earlier: patterns.slice(0, index),
          taken,
          onLine: (text, isBacklog) =>
            onLine(name, { text, nowMilliseconds: Date.now(), isBacklog }),
        });
        return { name, follower, readWholeAt: undefined };
      });
      if (tails.length > 0) running = run();
    },
    async stop() {
      stopping.abort();
      await running;
      if (tails.length > 0) await keep();
      for (const { follower } of tails) await follower.close();
    },
  };
}

/** A file may be known twice: as it is read now, and as an earlier run left it. */
function newestOfEach(logs: readonly KnownLog[]): readonly KnownLog[] {
  const newest = new Map<string, KnownLog>();
  for (const log of logs)
    if (log.atMilliseconds >= (newest.get(log.id)?.atMilliseconds ?? 0)) newest.set(log.id, log);
  return [...newest.values()];
}

function stateOf({ name, follower, readWholeAt }: Tail, now: number): InputState {
  const { files, detail } = follower.state();
  const isRead = files > 0 && readWholeAt !== undefined;
  return {
    kind: 'fix_log',
    name,
    up: files > 0,
    ...(detail === undefined ? {} : { detail }),
    ...(isRead ? { behindSeconds: Math.max(0, now - readWholeAt) / 1000 } : {}),
  };
}

/** They are read one after the other, so that one that hangs holds up all. */
function hungState({ name }: Tail, hung: Tail, seconds: number): InputState {
  const whose = hung.name === name ? 'its file system' : `the file system of ${hung.name}`;
  const detail = `${whose} has not answered for ${Math.round(seconds)} s: is a mount gone?`;
  return { kind: 'fix_log', name, up: false, detail };
}
