import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './error-code.ts';

/** Ours are of some hundred kilobytes: 512 streams of four buses take 300. A larger one is none of ours. */
const MAX_BYTES = 4 << 20;

export type KeptText =
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing was kept yet. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'fault'; readonly fault: string };

/** What an earlier run has kept in a file of DATA_DIR. */
export async function readKeptFile(path: string): Promise<KeptText> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES)
      return { kind: 'fault', fault: 'larger than any file of ours; it will be written anew' };
    return { kind: 'text', text: await readFile(path, 'utf8') };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { kind: 'absent' };
    return { kind: 'fault', fault: `${String(error)}: let its user read DATA_DIR` };
  }
}

/**
 * Replaces a file of DATA_DIR as a whole, so that a crash or a power cut leaves this one or the one before;
 * readable by its owner alone: it tells what is traded.
 */
export async function writeKeptFile(path: string, text: string): Promise<void> {
  const written = `${path}.new`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(written, text, { mode: 0o600, flush: true });
    await rename(written, path);
  } catch (cause) {
    throw new Error(`${path} cannot be written: make DATA_DIR writable`, { cause });
  }
}
