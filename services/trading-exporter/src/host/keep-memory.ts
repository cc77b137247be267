import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import { readKeptFile, writeKeptFile } from './kept-file.ts';

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

  async function keep(): Promise<void> {
    const text = JSON.stringify(memory());
    if (text === written) return;
    await writeKeptFile(path, text);
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
  const file = await readKeptFile(path);
  if (file.kind !== 'text') return file.kind === 'fault' ? { fault: file.fault } : {};
  try {
    return { kept: parse(JSON.parse(file.text)) };
  } catch {
    return { fault: 'not a file of this exporter; it will be written anew' };
  }
}
