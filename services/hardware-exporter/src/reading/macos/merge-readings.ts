import type { Missing } from '@m4max/contracts';
import type { Reading } from '../reading.ts';
import { NOTHING } from '../reading.ts';

/**
 * One reading out of what several tools say, the last word on a field counting. Why one of them does
 * not have a field no longer matters where another gave it.
 */
export function mergeReadings(readings: readonly Reading[]): Reading {
  const merged = readings.reduce(mergeTwo, NOTHING);
  const missing = new Map<string, Missing>();
  for (const reason of merged.missing)
    if (!missing.has(reason.field) && !gives(merged, reason.field))
      missing.set(reason.field, reason);
  return { ...merged, missing: [...missing.values()] };
}

function mergeTwo(first: Reading, second: Reading): Reading {
  const memory = { ...first.parts.memory, ...second.parts.memory };
  return {
    ...first,
    ...second,
    chip: { ...first.chip, ...second.chip },
    parts: {
      ...first.parts,
      ...second.parts,
      ...(Object.keys(memory).length === 0 ? {} : { memory }),
    },
    missing: [...first.missing, ...second.missing],
  };
}

/** Whether a dotted path of a sample has a value in a reading. */
function gives({ model, osBuild, chip, parts }: Reading, path: string): boolean {
  let value: unknown = { source: { model, os_build: osBuild }, chip, ...parts };
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null) return false;
    value = Object.entries(value).find(([key]) => key === step)?.[1];
  }
  return value !== undefined;
}
