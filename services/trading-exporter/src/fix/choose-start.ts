import { createHash } from 'node:crypto';

/** How a file begins, as a hash: a logon may carry a password. */
export type LogHead = { readonly bytes: number; readonly hash: string };

/** A file that was read before, under this or another name. */
export type KnownLog = {
  /** Device and inode. */
  readonly id: string;
  readonly head: LogHead;
  /** Of the first line that was not read whole. */
  readonly position: number;
  /** When it was left there, in milliseconds since 1970. */
  readonly atMilliseconds: number;
};

/** A file as it is found. */
export type FoundLog = {
  readonly id: string;
  readonly size: number;
  readonly changedMilliseconds: number;
  /** Its first bytes, {@link HEAD_BYTES} or all of it. */
  readonly head: Buffer;
  /** It was there before anyone followed it. */
  readonly wasThere: boolean;
};

export type LogStart = {
  readonly position: number;
  /** What stands before this was written before anyone followed the log. */
  readonly backlogEnd: number;
};

/** The first line of a log has its time, so no two logs begin alike. */
export const HEAD_BYTES = 256;
/** Fewer may be no more than the date. */
const TELLING_BYTES = 64;
/** What is looked at of a log that nobody followed, for the lines of the last window. */
const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;

/**
 * Where to begin reading a file. One that is known goes on where it was left, under any name or, when it
 * was copied away before it was truncated, any inode. One that appears is read whole, unless it is old or
 * larger than a log grows between two looks: then somebody has put the log of another day there. Of that,
 * of one that was there, and of one that was left for longer than a window, only what may be in the window
 * is looked at.
 */
export function chooseStart(options: {
  readonly found: FoundLog;
  readonly known: readonly KnownLog[];
  readonly windowSeconds: number;
  readonly nowMilliseconds: number;
}): LogStart {
  const { found, known, windowSeconds, nowMilliseconds } = options;
  const { size, changedMilliseconds, wasThere } = found;
  const windowMilliseconds = windowSeconds * 1000;
  const same =
    known.find((log) => log.id === found.id && continues(found, log)) ??
    known.find((log) => log.head.bytes >= TELLING_BYTES && continues(found, log));
  if (same !== undefined) {
    const { position, atMilliseconds } = same;
    if (nowMilliseconds - atMilliseconds <= windowMilliseconds) return { position, backlogEnd: 0 };
    return { position: Math.max(position, size - MAX_BACKLOG_BYTES), backlogEnd: size };
  }
  const isOld = nowMilliseconds - changedMilliseconds > windowMilliseconds;
  if (!wasThere && !isOld && size <= MAX_BACKLOG_BYTES) return { position: 0, backlogEnd: 0 };
  if (wasThere && isOld) return { position: size, backlogEnd: size };
  return { position: Math.max(0, size - MAX_BACKLOG_BYTES), backlogEnd: size };
}

/** How these first bytes of a file are remembered. */
export function headOf(bytes: Buffer): LogHead {
  const head = bytes.subarray(0, HEAD_BYTES);
  return { bytes: head.length, hash: createHash('sha256').update(head).digest('base64') };
}

/** Whether a file begins as it did; one that was empty tells nothing. */
export function beginsWith(bytes: Buffer, head: LogHead): boolean {
  if (head.bytes === 0 || bytes.length < head.bytes) return false;
  return headOf(bytes.subarray(0, head.bytes)).hash === head.hash;
}

function continues({ head, size }: FoundLog, log: KnownLog): boolean {
  return log.position <= size && beginsWith(head, log.head);
}
