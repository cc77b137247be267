import type { Missing } from '@m4max/contracts';
import type { CoreReading, PowerDocument } from './power-document.ts';
import type { ReadingParts } from './reading.ts';

const COMPONENTS = ['cpu', 'gpu', 'ane', 'combined'] as const;

/** Why parts that a document of powermetrics can have are not in this one. */
export function missingParts(document: PowerDocument, parts: ReadingParts): readonly Missing[] {
  return [
    ...(document.doubts ?? []),
    ...missingCpu(document),
    ...missingGpu(document),
    ...missingPower(document),
    ...missingThermal(parts),
    ...(['disk', 'network'] as const).flatMap((part) =>
      parts[part] === undefined ? [notSampled(part, part)] : [],
    ),
  ];
}

function missingCpu({ clusters }: PowerDocument): readonly Missing[] {
  if (clusters === undefined) return [notSampled('cpu', 'cpu_power')];
  const cores = clusters.flatMap((cluster) => cluster.cores);
  const unreadable = cores.filter(({ activeRatio }) => activeRatio === undefined);
  if (cores.length === 0 || unreadable.length === cores.length)
    return [{ field: 'cpu', reason: 'no core in the document has a readable share of activity' }];
  return [
    ...unreadable.map(({ core }) => ({
      field: `cpu.cores.${core}`,
      reason: 'its share of activity is not a number; the means leave it out',
    })),
    ...(clusters.some(({ name, cores: own }) => name !== undefined && own.some(isReadable))
      ? []
      : ['cpu.tiers', 'cpu.performance_active_ratio'].map((field) => ({
          field,
          reason: 'the text names no cluster, so which cores are the fast ones is not known',
        }))),
  ];
}

function isReadable({ activeRatio }: CoreReading): boolean {
  return activeRatio !== undefined;
}

function missingGpu({ gpu }: PowerDocument): readonly Missing[] {
  if (gpu === undefined) return [notSampled('gpu', 'gpu_power')];
  return (['active_ratio', 'frequency_hertz'] as const)
    .filter((field) => gpu[field] === undefined)
    .map((field) => ({ field: `gpu.${field}`, reason: 'it is not a number in the document' }));
}

function missingPower({ watts, clusters }: PowerDocument): readonly Missing[] {
  const unknown = COMPONENTS.filter((name) => watts[name] === undefined);
  if (unknown.length === COMPONENTS.length) return [notSampled('power', 'cpu_power')];
  return unknown.map((name) => {
    const field = `power.${name}_watts`;
    if (clusters === undefined) return notSampled(field, 'cpu_power');
    return { field, reason: 'the document has no readable figure for it' };
  });
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
