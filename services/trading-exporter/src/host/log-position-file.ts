import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { KnownLog } from '../fix/choose-start.ts';
import { errorCode } from './error-code.ts';

const KnownLogs = z.object({
  v: z.literal(1),
  logs: z.array(
    z.object({
      id: z.string(),
      head: z.object({ bytes: z.int().nonnegative(), hash: z.string() }),
      position: z.int().nonnegative(),
      atMilliseconds: z.number(),
    }),
  ),
});

/** Ours are of a hundred kilobytes: some hundred logs, 150 bytes each. */
const MAX_BYTES = 4 << 20;

/** How far an earlier run has read which files; nothing when there was none or its file cannot be understood. */
export async function readKnownLogs(
  path: string,
): Promise<{ readonly logs: readonly KnownLog[]; readonly fault?: string }> {
  let text: string;
  try {
    if ((await stat(path)).size > MAX_BYTES) return { logs: [], fault: NOT_OURS };
    text = await readFile(path, 'utf8');
  } catch (error) {
    const isAbsent = errorCode(error) === 'ENOENT';
    return { logs: [], ...(isAbsent ? {} : { fault: String(error) }) };
  }
  try {
    return { logs: KnownLogs.parse(JSON.parse(text)).logs };
  } catch {
    return { logs: [], fault: NOT_OURS };
  }
}

const NOT_OURS = 'not a file of log positions; it will be written anew';

/** Replaces the file as a whole, so that a power cut leaves this one or the one before; its owner alone may read it. */
export async function writeKnownLogs(path: string, logs: readonly KnownLog[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const written = `${path}.new`;
  await writeFile(written, JSON.stringify({ v: 1, logs }), { mode: 0o600, flush: true });
  await rename(written, path);
}
