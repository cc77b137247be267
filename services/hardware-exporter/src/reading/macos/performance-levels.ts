import { knownFields } from '../known-fields.ts';
import type { Reading } from '../reading.ts';
import { NOTHING } from '../reading.ts';
import { countOf } from './figures.ts';

const LEVEL = /^hw\.perflevel(\d)\.(?:physicalcpu|logicalcpu)$/;

/**
 * Cores by the names of their levels, never by the numbers: level 0 is the fastest, "Performance" up
 * to the M4 and "Super" on an M5, whose level 1 is "Performance".
 */
export function coresOfLevels(values: ReadonlyMap<string, string>): Reading | undefined {
  const numbers = new Set([...values.keys()].flatMap((name) => LEVEL.exec(name)?.[1] ?? []));
  if (numbers.size === 0) return undefined;
  const levels = [...numbers].map((number) => ({
    name: values.get(`hw.perflevel${number}.name`),
    cores: countOf(
      values.get(`hw.perflevel${number}.physicalcpu`) ??
        values.get(`hw.perflevel${number}.logicalcpu`),
    ),
  }));
  const coresOf = (wanted: string) => levels.find(({ name }) => name === wanted)?.cores;
  const isKnown = levels.every(({ name, cores }) => name !== undefined && cores !== undefined);
  const chip = knownFields({ p_cores: coresOf('Performance'), e_cores: coresOf('Efficiency') });
  return {
    ...NOTHING,
    chip,
    missing: isKnown
      ? []
      : (['p_cores', 'e_cores'] as const)
          .filter((field) => !(field in chip))
          .map((field) => ({
            field: `chip.${field}`,
            reason: 'sysctl does not name every hw.perflevel with the number of its cores',
          })),
  };
}
