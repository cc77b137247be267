import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Heartbeat } from '../links/heartbeat.ts';
import { isSilent, listen } from '../links/heartbeat.ts';
import type { Seen } from '../links/netprobe-files.ts';
import { beatOf, MAX_TARGETS, readSeen, wantedText } from '../links/netprobe-files.ts';
import type { Reading, Readings } from '../links/reading.ts';
import { UNREADABLE } from '../links/reading.ts';
import type { Target } from '../links/to-read.ts';
import { readBounded } from './read-bounded.ts';

/** What the sidecar tells of those it was asked for, or why it tells nothing. */
type Answer =
  | { readonly kind: 'heard'; readonly readings: Readings }
  | { readonly kind: 'silent'; readonly because: string };

/** Twice of what `netprobe.sh` writes at most. */
const MAX_SEEN_BYTES = 8_000_000;

/** Until a first round says how long its pause is. */
const USUAL_PAUSE_SECONDS = 5;

/** Asks the netprobe sidecar through the folder that both share; an answer comes some seconds later. */
export function askSidecar(folder: string): (targets: readonly Target[]) => Promise<Answer> {
  let heartbeat: Heartbeat | undefined;
  let newest: (Seen & { kind: 'complete' }) | undefined;
  /** What is new in the next look was written since. */
  let lookedAt = new Date();

  /** Says why nothing is known, or nothing when something is. */
  const hear = async (): Promise<string | undefined> => {
    const writtenSince = lookedAt;
    lookedAt = new Date();
    const text = await readBounded(join(folder, 'seen'), MAX_SEEN_BYTES);
    const isKnown = text === undefined || (newest !== undefined && beatOf(text) === newest.beat);
    const seen = isKnown ? undefined : readSeen(text, writtenSince);
    if (seen?.kind === 'another version')
      return `${folder}/seen is not of this release: start its netprobe.sh`;
    if (seen?.kind === 'complete') newest = seen;
    const now = performance.now();
    heartbeat = listen(heartbeat, newest?.beat, now);
    if (isSilent(heartbeat, newest?.pauseSeconds ?? USUAL_PAUSE_SECONDS, now))
      return `the netprobe sidecar does not write into ${folder}: start it`;
    return heartbeat.hasMoved
      ? undefined
      : `the netprobe sidecar has not written into ${folder} since this exporter started: its next round comes within a minute`;
  };

  return async (targets) => {
    const fault = (await tryToWrite(folder, wantedText(targets))) ?? (await hear());
    if (fault !== undefined) return { kind: 'silent', because: fault };
    const readings = new Map<string, Reading>();
    for (const [index, target] of targets.entries()) {
      const reading = index < MAX_TARGETS ? newest?.readingOf(target) : UNREADABLE;
      if (reading !== undefined) readings.set(target.id, reading);
    }
    return { kind: 'heard', readings };
  };
}

/** Replaces `wanted` at once, so that it is never read by halves; says why where that fails. */
async function tryToWrite(folder: string, text: string): Promise<string | undefined> {
  const part = join(folder, 'wanted.new');
  try {
    await rm(part, { force: true });
    const file = await open(part, 'wx', 0o644); // Follows no link that somebody laid there.
    try {
      await file.chmod(0o644); // The sidecar is another user, whatever our mask says.
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    await rename(part, join(folder, 'wanted'));
    return undefined;
  } catch {
    return `NETPROBE_DIR ${folder} cannot be written to: make that folder, with mode 1777`;
  }
}
