import type { Missing } from '@m4max/contracts';
import type { Components, PowerDocument } from './power-document.ts';
import type { ReadingParts } from './reading-parts.ts';

const COMPONENTS = ['cpu', 'gpu', 'ane', 'combined'] as const;
const DEAD_METER =
  'macOS reports 0 W beside real work, as betas of macOS 27 do: update macOS, the meter is not to be believed';

/** Why parts that a document of powermetrics can have are not in this one. */
export function missingParts(reading: {
  readonly document: PowerDocument;
  readonly parts: ReadingParts;
  readonly dead: ReadonlySet<keyof Components>;
}): readonly Missing[] {
  const { document, parts, dead } = reading;
  return [
    ...missingCpu(document),
    ...missingGpu(document),
    ...missingPower(document, dead),
    ...(parts.ane === undefined
      ? [
          {
            field: 'ane',
            reason: 'it is computed from the watts of the Neural Engine, which are not known',
          },
        ]
      : []),
    ...missingThermal(parts),
  ];
}

function missingCpu({ clusters }: PowerDocument): readonly Missing[] {
  if (clusters === undefined) return [notSampled('cpu', 'cpu_power')];
  const cores = clusters.flatMap((cluster) => cluster.cores);
  const unreadable = cores.filter(({ activeRatio }) => activeRatio === undefined);
  if (cores.length === 0 || unreadable.length === cores.length)
    return [{ field: 'cpu', reason: 'no core in the document has a readable share of activity' }];
  return unreadable.map(({ core }) => ({
    field: `cpu.cores.${core}`,
    reason: 'its share of activity is not a number; the means leave it out',
  }));
}

function missingGpu({ gpu }: PowerDocument): readonly Missing[] {
  if (gpu === undefined) return [notSampled('gpu', 'gpu_power')];
  return (['active_ratio', 'frequency_hertz'] as const)
    .filter((field) => gpu[field] === undefined)
    .map((field) => ({ field: `gpu.${field}`, reason: 'it is not a number in the document' }));
}

function missingPower(
  { watts }: PowerDocument,
  dead: ReadonlySet<keyof Components>,
): readonly Missing[] {
  if (COMPONENTS.every((name) => watts[name] === undefined))
    return [notSampled('power', 'cpu_power')];
  return COMPONENTS.filter((name) => dead.has(name) || watts[name] === undefined).map((name) => ({
    field: `power.${name}_watts`,
    reason: dead.has(name) ? DEAD_METER : 'the document has no readable figure for it',
  }));
}

function missingThermal({ thermal }: ReadingParts): readonly Missing[] {
  if (thermal === undefined) return [notSampled('thermal', 'thermal')];
  if (thermal.level !== undefined) return [];
  return [
    { field: 'thermal.level', reason: `"${thermal.reported}" is no level that is known here` },
  ];
}

function notSampled(field: string, sampler: string): Missing {
  return {
    field,
    reason: `the document does not hold it: the sampler ${sampler} of powermetrics gives it`,
  };
}
