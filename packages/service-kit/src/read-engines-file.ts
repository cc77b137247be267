import { fileURLToPath } from 'node:url';
import type { EngineEntry } from '@m4max/contracts';
import { EnginesFile } from '@m4max/contracts';
import { z } from 'zod';
import { readYamlFile } from './read-yaml-file.ts';

/** The file of the checkout; what is compiled lies as deep in it as its source. */
export const shippedEnginesFile = fileURLToPath(
  new URL('../../../monitoring/engines.yml', import.meta.url),
);

/** The engines of the platform; throws one text that names every fault of the file. */
export async function readEnginesFile(path: string): Promise<readonly EngineEntry[]> {
  const file = await readYamlFile({
    variable: 'ENGINES_FILE',
    path,
    shape: EnginesFile,
    placeOf: engineOf,
  });
  return file.engines;
}

/** As far as a name can be made out in a document that is not what it should be. */
const Names = z.object({ engines: z.array(z.object({ name: z.string() }).catch({ name: '' })) });

/** `nautilus-ml-engine: port` */
function engineOf(path: readonly PropertyKey[], document: unknown): string {
  const [list, index, ...field] = path;
  if (list !== 'engines' || typeof index !== 'number') return path.join('.');
  const names = Names.safeParse(document);
  const name = (names.success ? names.data.engines[index]?.name : '') ?? '';
  const engine = name === '' ? `the engine in place ${index + 1}` : name.slice(0, 128);
  return [engine, ...(field.length === 0 ? [] : [field.join('.')])].join(': ');
}
