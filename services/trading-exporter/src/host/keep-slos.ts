import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { SloBook } from '../slo/slo-book.ts';
import { SloMemory } from '../slo/slo-memory.ts';

/** What a power cut may lose; the file is some hundred kilobytes. */
const KEEP_SECONDS = 60;

/** Remembers over restarts how promises were kept. Start it before what measures, it stops after that. */
export function keepSlos(options: {
  readonly path: string;
  readonly slos: SloBook;
  readonly log: Context<unknown>['log'];
}): Part {
  const { path, slos, log } = options;
  const writer = ticker({ name: 'slos', seconds: KEEP_SECONDS, log, job: keep });

  /** Replaces the file as a whole, so that there is always one that can be read. */
  async function keep(): Promise<void> {
    const memory = slos.memory();
    if (Object.keys(memory.slos).length === 0) return;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const written = `${path}.new`;
    await writeFile(written, JSON.stringify(memory), { mode: 0o600 });
    await rename(written, path);
  }

  return {
    name: 'slos',
    async start() {
      const { memory, fault } = await read(path);
      if (fault !== undefined) log.warn('counts of kept promises are lost', { path, fault });
      if (memory !== undefined) slos.restore(memory);
      await writer.start();
    },
    async stop() {
      await writer.stop();
      await keep().catch((error: unknown) => log.warn('promises not kept', { path, error }));
    },
  };
}

/** What an earlier run has stored; nothing when there was none or its file cannot be understood. */
async function read(
  path: string,
): Promise<{ readonly memory?: SloMemory; readonly fault?: string }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return isAbsent(error) ? {} : { fault: String(error) };
  }
  try {
    return { memory: SloMemory.parse(JSON.parse(text)) };
  } catch {
    return { fault: 'not a file of promises; it will be written anew' };
  }
}

function isAbsent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
