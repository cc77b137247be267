import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';

/** What a power cut may lose; a file is some hundred kilobytes. */
const KEEP_SECONDS = 60;

/** Remembers over restarts what is known. Start it before what learns, it stops after that. */
export function keepMemory<Memory>(options: {
  /** What is remembered: `promises`. */
  readonly name: string;
  readonly path: string;
  readonly parse: (content: unknown) => Memory;
  readonly memory: () => Memory;
  /** Is given what an earlier run has kept. */
  readonly restore: (memory: Memory) => void;
  readonly log: Context<unknown>['log'];
}): Part {
  const { name, path, parse, memory, restore, log } = options;
  const writer = ticker({ name, seconds: KEEP_SECONDS, log, job: keep });
  let written = JSON.stringify(memory()); // Nothing yet, of which there needs to be no file.

  /** Replaces the file as a whole, so that there is always one that can be read. */
  async function keep(): Promise<void> {
    const text = JSON.stringify(memory());
    if (text === written) return;
    const whole = `${path}.new`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(whole, text, { mode: 0o600 });
      await rename(whole, path);
    } catch (cause) {
      throw new Error(`${path} cannot be written: make DATA_DIR writable`, { cause });
    }
    written = text;
  }

  return {
    name,
    async start() {
      const { kept, fault } = await read(path, parse);
      if (fault !== undefined) log.warn('memory is lost', { path, fault });
      if (kept !== undefined) restore(kept);
      await writer.start();
    },
    async stop() {
      await writer.stop();
      await keep().catch((error: unknown) => log.warn('memory not kept', { path, error }));
    },
  };
}

/** What an earlier run has stored; nothing when there was none or its file cannot be understood. */
async function read<Memory>(
  path: string,
  parse: (content: unknown) => Memory,
): Promise<{ readonly kept?: Memory; readonly fault?: string }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return isAbsent(error) ? {} : { fault: `${String(error)}: let its user read DATA_DIR` };
  }
  try {
    return { kept: parse(JSON.parse(text)) };
  } catch {
    return { fault: 'not a file of this exporter; it will be written anew' };
  }
}

function isAbsent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
