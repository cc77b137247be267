import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { EngineEntry } from '@m4max/contracts';
import { EnginesFile } from '@m4max/contracts';
import { parse } from 'yaml';
import { z } from 'zod';

/** The file of the checkout; the compiled service lies as deep in it as its source. */
export const shippedEnginesFile = fileURLToPath(
  new URL('../../../../monitoring/engines.yml', import.meta.url),
);

/** The engines to look after; throws one text that names every fault of the file. */
export async function readEnginesFile(path: string): Promise<readonly EngineEntry[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`ENGINES_FILE ${path} cannot be read: correct it, or name another`, {
      cause: error,
    });
  });
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new Error(`ENGINES_FILE ${path} is not YAML: ${messageOf(error)}`, { cause: error });
  }
  const parsed = EnginesFile.safeParse(document);
  if (parsed.success) return parsed.data.engines;
  throw new Error(
    `ENGINES_FILE ${path} is not what it should be:\n${z.prettifyError(parsed.error)}`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
