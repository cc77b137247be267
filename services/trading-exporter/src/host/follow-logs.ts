import { basename } from 'node:path';
import type { KnownLog } from '../fix/choose-start.ts';
import { isNamedBy } from '../fix/log-names.ts';
import { errorCode } from './error-code.ts';
import type { LogFile } from './find-logs.ts';
import { findLogs, MAX_FILES } from './find-logs.ts';
import type { OpenLog } from './open-log.ts';
import { openLog } from './open-log.ts';

/** A writer that is told to reopen its log goes on writing the old one for a while. */
const GRACE_MILLISECONDS = 30_000;
/** Those changed last, and as many that are left to their writers for the grace; each holds a descriptor open. */
const MAX_OPEN = 2 * MAX_FILES;
/** Looking through a large folder never takes more than one of so many parts of the time, but it is done. */
const LOOK_SHARE = 20;
const LONGEST_LOOK_MILLISECONDS = 5000;
/** Logs that were left and may come back under another name; more do not rotate within a window. */
const MAX_LEFT = 256;

/** The files of one pattern, over their rotation. */
export type LogFollower = {
  /** Reads once what is new in each file; true when there is more to read at once. */
  pass(buffer: Buffer): Promise<boolean>;
  /** How many files are read, and why not all of them are. */
  state(): { readonly files: number; readonly detail: string | undefined };
  /** How far those that are followed are read. */
  known(nowMilliseconds: number): readonly KnownLog[];
  close(): Promise<void>;
};

/** How far logs were read that are not followed any more, by this run or the one before. */
export type LeftLogs = {
  remember(log: KnownLog): void;
  /** Those left last come first. */
  all(): readonly KnownLog[];
};

export function createLeftLogs(stored: readonly KnownLog[]): LeftLogs {
  let left = stored.slice(0, MAX_LEFT);
  return {
    remember(log) {
      left = [log, ...left].slice(0, MAX_LEFT);
    },
    all: () => left,
  };
}

type Followed = {
  readonly log: OpenLog;
  /** Like the time of the next look, by a clock that is never set back. */
  unlistedSince: number | undefined;
};

export function followLogs(options: {
  readonly pattern: string;
  readonly windowSeconds: number;
  /** Of all patterns: a rotated log may be named by another one. */
  readonly left: LeftLogs;
  /** Patterns that come before it: what they name as well is theirs, whoever finds it first. */
  readonly earlier: readonly string[];
  /** Files that are followed under any pattern: none is read twice, whatever links lead to it. */
  readonly taken: Set<string>;
  readonly onLine: (line: string, isBacklog: boolean) => void;
}): LogFollower {
  const { pattern, windowSeconds, left, earlier, taken, onLine } = options;
  const followed = new Map<string, Followed>();
  /** Files of the last look: one that is only now opened was there before. */
  let seen: ReadonlySet<string> | undefined;
  let lookAt = 0;
  let detail: string | undefined = 'not looked for yet';

  async function look(buffer: Buffer): Promise<boolean> {
    const began = performance.now();
    const now = Date.now();
    let files: readonly LogFile[];
    try {
      const found = await findLogs(pattern);
      files = found.filter(({ path }) => !earlier.some((it) => isNamedBy(path, it)));
      detail = leftOut(files, { found, windowSeconds, now });
    } catch (error) {
      detail = adviceFor(error, 'its folder');
      if (errorCode(error) === 'ENOENT') seen ??= new Set(); // What appears in it later is new.
      return await readAll(buffer);
    } finally {
      const ended = performance.now();
      lookAt = ended + Math.min(LOOK_SHARE * (ended - began), LONGEST_LOOK_MILLISECONDS);
    }
    // First what is followed, to its end: a copy that was just made of it begins there.
    if (await readAll(buffer)) return true;
    const before = followed.size;
    const newest = files.slice(0, MAX_FILES);
    for (const file of newest)
      if (!taken.has(file.id) && followed.size < MAX_OPEN) await open(file, now);
    seen = new Set(files.map(({ id }) => id));
    if (followed.size === 0 && files.length > 0) detail ??= READ_ELSEWHERE;
    const hasOpened = followed.size > before;
    await leaveOld(new Set(newest.map(({ id }) => id)));
    return hasOpened;
  }

  async function open({ id, path }: LogFile, nowMilliseconds: number): Promise<void> {
    try {
      const log = await openLog({
        path,
        wasThere: seen?.has(id) ?? true,
        known: [...knownNow(nowMilliseconds), ...left.all()],
        windowSeconds,
        nowMilliseconds,
      });
      if (log === undefined) return;
      if (taken.has(log.id)) return await log.close(); // Renamed since it was looked for.
      taken.add(log.id);
      followed.set(log.id, { log, unlistedSince: undefined });
    } catch (error) {
      detail = adviceFor(error, basename(path));
    }
  }

  async function leaveOld(listed: ReadonlySet<string>): Promise<void> {
    const now = performance.now();
    for (const [id, it] of [...followed]) {
      it.unlistedSince = listed.has(id) ? undefined : (it.unlistedSince ?? now);
      if (now - (it.unlistedSince ?? now) > GRACE_MILLISECONDS) await leave(it.log, Date.now());
    }
  }

  async function readAll(buffer: Buffer): Promise<boolean> {
    let hasMore = false;
    for (const { log } of [...followed.values()]) {
      try {
        const read = await log.read(buffer);
        if (read.truncated !== undefined) left.remember(read.truncated);
        for (const line of read.lines) onLine(line, read.isBacklog);
        hasMore ||= read.hasMore;
      } catch (error) {
        detail = adviceFor(error, 'a file');
        await leave(log, Date.now());
      }
    }
    return hasMore;
  }

  async function leave(log: OpenLog, now: number): Promise<void> {
    followed.delete(log.id);
    taken.delete(log.id);
    left.remember(log.known(now));
    await log.close();
  }

  function knownNow(now: number): readonly KnownLog[] {
    return [...followed.values()].map(({ log }) => log.known(now));
  }

  return {
    pass: (buffer) => (performance.now() >= lookAt ? look(buffer) : readAll(buffer)),
    state: () => ({ files: followed.size, detail }),
    known: knownNow,
    async close() {
      for (const { log } of followed.values()) await log.close();
    },
  };
}

const READ_ELSEWHERE = 'its files are read under another name of FIX_LOG_FILES';

function leftOut(
  files: readonly LogFile[],
  {
    found,
    windowSeconds,
    now,
  }: { readonly found: readonly LogFile[]; readonly windowSeconds: number; readonly now: number },
): string | undefined {
  if (found.length === 0) return 'no file has that name: check FIX_LOG_FILES';
  if (files.length === 0) return READ_ELSEWHERE;
  const isWritten = (file: LogFile) => now - file.changedMilliseconds < windowSeconds * 1000;
  const more = files.slice(MAX_FILES).filter(isWritten).length;
  if (more === 0) return undefined;
  return `${more} files that are written are not read, ${MAX_FILES} is the limit: narrow FIX_LOG_FILES`;
}

function adviceFor(error: unknown, what: string): string {
  const code = errorCode(error);
  if (code === 'EACCES' || code === 'EPERM')
    return `${what} may not be read: give the user of the exporter the right to (chmod, or its group)`;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `${what} is not there: check FIX_LOG_FILES`;
  if (code === 'EMFILE') return `${what} cannot be opened: too many files are open in the process`;
  // The message of a failed call repeats the whole path, and folders tell what is not asked for.
  const fault = code ?? (error instanceof Error ? error.message : error);
  return `${what} cannot be read (${String(fault)}): check its disk, and FIX_LOG_FILES`;
}
