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
    throw new Error(`ENGINES_FILE ${path} is not YAML: ${firstLine(error)}`);
  }
  const parsed = EnginesFile.safeParse(document);
  if (parsed.success) return parsed.data.engines;
  const faults = parsed.error.issues.map((issue) => `✖ ${inWords(issue, document)}`);
  throw new Error(`ENGINES_FILE ${path} is not what it should be:\n${faults.join('\n')}`);
}

/** Further lines of the parser's message repeat the file, and a password that stands in it. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0]?.replace(/:$/, '') ?? '';
}

/** As far as a name can be made out in a document that is not what it should be. */
const Names = z.object({ engines: z.array(z.object({ name: z.string() }).catch({ name: '' })) });

/** `nautilus-ml-engine: port: Too big: expected number to be <=65535` */
function inWords({ path, message }: z.core.$ZodIssue, document: unknown): string {
  const [list, index, ...field] = path;
  if (list !== 'engines' || typeof index !== 'number') return [...path, message].join(': ');
  const names = Names.safeParse(document);
  const name = (names.success ? names.data.engines[index]?.name : '') ?? '';
  const engine = name === '' ? `the engine in place ${index + 1}` : name.slice(0, 128);
  return [engine, ...(field.length === 0 ? [] : [field.join('.')]), message].join(': ');
}
