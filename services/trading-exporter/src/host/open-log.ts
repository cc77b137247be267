import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { KnownLog, LogHead } from '../fix/choose-start.ts';
import { beginsWith, chooseStart, HEAD_BYTES, headOf } from '../fix/choose-start.ts';
import { createLineCutter } from '../fix/line-cutter.ts';
import { logFile } from './find-logs.ts';

export type OpenLog = {
  readonly id: string;
  /** The next lines that are new, as many as fit the buffer, and whether there is more to read at once. */
  read(buffer: Buffer): Promise<{
    readonly lines: readonly string[];
    readonly isBacklog: boolean;
    readonly hasMore: boolean;
    /** What the file was until it was found truncated. */
    readonly truncated?: KnownLog;
  }>;
  /** How far it is read, to the last whole line. */
  known(nowMilliseconds: number): KnownLog;
  close(): Promise<void>;
};

/** Opens a log for reading on and on; nothing when it is no plain file any more. */
export async function openLog(options: {
  readonly path: string;
  readonly wasThere: boolean;
  readonly known: readonly KnownLog[];
  readonly windowSeconds: number;
  readonly nowMilliseconds: number;
}): Promise<OpenLog | undefined> {
  const { path, wasThere, known, windowSeconds, nowMilliseconds } = options;
  const handle = await open(path, 'r');
  try {
    const file = logFile(path, await handle.stat({ bigint: true }));
    if (file === undefined) {
      await handle.close();
      return undefined;
    }
    const head = await readHead(handle);
    const start = chooseStart({
      found: { ...file, head, wasThere },
      known,
      windowSeconds,
      nowMilliseconds,
    });
    return follow({ handle, id: file.id, head: headOf(head), ...start });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function follow(options: {
  readonly handle: FileHandle;
  readonly id: string;
  readonly head: LogHead;
  readonly position: number;
  readonly backlogEnd: number;
}): OpenLog {
  const { handle, id } = options;
  let { head, backlogEnd } = options;
  // A start within a line begins with the end of that line, which is left out with the byte before it.
  let position = Math.max(0, options.position - 1);
  let lines = createLineCutter({ startsMidLine: options.position > 0 });

  function known(nowMilliseconds: number): KnownLog {
    return {
      id,
      head,
      position: position - lines.pendingBytes(),
      atMilliseconds: nowMilliseconds,
    };
  }

  /** Truncated, or truncated and already longer than it was: it does not begin as it did. */
  async function wasTruncated(size: number): Promise<boolean> {
    if (size < position) return true;
    if (size === position) return false;
    const bytes = await readHead(handle);
    const isOther = head.bytes > 0 && !beginsWith(bytes, head);
    if (!isOther && head.bytes < HEAD_BYTES) head = headOf(bytes);
    return isOther;
  }

  return {
    id,
    known,
    async read(buffer) {
      const { size } = await handle.stat();
      let truncated: KnownLog | undefined;
      if (await wasTruncated(size)) {
        truncated = known(Date.now());
        position = 0;
        backlogEnd = 0;
        lines = createLineCutter({ startsMidLine: false });
        head = headOf(await readHead(handle));
      }
      const isBacklog = position < backlogEnd;
      const most = isBacklog ? Math.min(buffer.length, backlogEnd - position) : buffer.length;
      const { bytesRead } = await handle.read(buffer, 0, most, position);
      position += bytesRead;
      return {
        lines: lines.cut(buffer.subarray(0, bytesRead)),
        isBacklog,
        hasMore: bytesRead === most,
        ...(truncated === undefined ? {} : { truncated }),
      };
    },
    close: () => handle.close(),
  };
}

async function readHead(handle: FileHandle): Promise<Buffer> {
  const bytes = Buffer.alloc(HEAD_BYTES);
  const { bytesRead } = await handle.read(bytes, 0, HEAD_BYTES, 0);
  return bytes.subarray(0, bytesRead);
}
