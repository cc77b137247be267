import { z } from 'zod';
import type { KnownLog } from '../fix/choose-start.ts';
import { readKeptFile, writeKeptFile } from './kept-file.ts';

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

/** How far an earlier run has read which files; nothing when there was none or its file cannot be understood. */
export async function readKnownLogs(
  path: string,
): Promise<{ readonly logs: readonly KnownLog[]; readonly fault?: string }> {
  const kept = await readKeptFile(path);
  if (kept.kind !== 'text')
    return { logs: [], ...(kept.kind === 'fault' ? { fault: kept.fault } : {}) };
  try {
    return { logs: KnownLogs.parse(JSON.parse(kept.text)).logs };
  } catch {
    return { logs: [], fault: 'not a file of log positions; it will be written anew' };
  }
}

export function writeKnownLogs(path: string, logs: readonly KnownLog[]): Promise<void> {
  return writeKeptFile(path, JSON.stringify({ v: 1, logs }));
}
