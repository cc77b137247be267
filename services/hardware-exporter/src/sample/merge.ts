import type { HardwareSourceName } from '@m4max/contracts';
import { hardwareFieldSources } from '@m4max/contracts';
import type { Reading, ReadingParts } from '../reading/reading.ts';

/** What one source said. */
export type Sourced = { readonly source: HardwareSourceName; readonly reading: Reading };

export type Merged = {
  readonly parts: ReadingParts;
  /** Which source gave each field of the table that is known. */
  readonly from: ReadonlyMap<string, HardwareSourceName>;
};

type Fields = Record<string, unknown>;

/** Takes each field from the source that is believed most of those that know it. */
export function merge(readings: readonly Sourced[]): Merged {
  const partsBySource = new Map(readings.map(({ source, reading }) => [source, reading.parts]));
  const from = new Map<string, HardwareSourceName>();
  const parts: Fields = {};
  for (const { field, needs, besides, sources: all } of hardwareFieldSources) {
    const sources = besides === undefined ? all : all.filter((name) => name === from.get(besides));
    const knowing = sources.filter((source) => at(partsBySource.get(source), field) !== undefined);
    const source =
      knowing.find((name) => isWhole(at(partsBySource.get(name), field), needs)) ?? knowing[0];
    if (source === undefined) continue;
    from.set(field, source);
    put(parts, field, at(partsBySource.get(source), field));
  }
  return { parts: parts as ReadingParts, from }; // The table's fields are those of the shape.
}

/** What the items of the lists in a sample are called by. */
const NAMES = ['core', 'tier', 'sensor', 'name'] as const;

/** The value at a dotted path, whose steps into a list are names of items; an empty list is no value. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Array.isArray(found) ? itemNamed(found, step) : (found as Fields)[step];
  }
  return Array.isArray(found) && found.length === 0 ? undefined : found;
}

type Item = Partial<Record<(typeof NAMES)[number], string | number>>;

function itemNamed(list: readonly Item[], wanted: string): Item | undefined {
  return list.find((item) => {
    const key = NAMES.find((name) => name in item);
    return key !== undefined && `${item[key]}` === wanted;
  });
}

function isWhole(value: unknown, needs: string | undefined): boolean {
  return needs === undefined || at(value, needs) !== undefined;
}

/** Paths are a part, or a field of a part. */
function put(parts: Fields, path: string, value: unknown): void {
  const [part = path, field] = path.split('.');
  if (field === undefined) parts[part] = value;
  else parts[part] = { ...(parts[part] as Fields | undefined), [field]: value };
}
