import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { z } from 'zod';

/** Reads a settings file; throws one text that names the variable, the file and every fault in it. */
export async function readYamlFile<Shape extends z.ZodType>(options: {
  /** The environment variable that names it. */
  readonly variable: string;
  readonly path: string;
  readonly shape: Shape;
  /** Where in the document a fault is, in words. */
  readonly placeOf: (path: readonly PropertyKey[], document: unknown) => string;
}): Promise<z.output<Shape>> {
  const { variable, path, shape, placeOf } = options;
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`${variable} ${path} cannot be read: correct it, or name another`, {
      cause: error,
    });
  });
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new Error(`${variable} ${path} is not YAML: ${firstLine(error)}`);
  }
  const parsed = shape.safeParse(document);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: place, message }) =>
    ['✖', [placeOf(place, document), message].filter((it) => it !== '').join(': ')].join(' '),
  );
  throw new Error(`${variable} ${path} is not what it should be:\n${faults.join('\n')}`);
}

/** Further lines of the parser's message repeat the file, and a password that stands in it. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0]?.replace(/:$/, '') ?? '';
}
