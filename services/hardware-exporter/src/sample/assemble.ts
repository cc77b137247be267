import type { HardwareSample, HardwareSourceName, Missing } from '@m4max/contracts';
import { VERSION } from '@m4max/contracts';
import { describeChip } from '../reading/chips.ts';
import { knownFields } from '../reading/known-fields.ts';
import type { Energy } from './energy.ts';
import { estimateBandwidth, estimateNeuralEngine } from './estimates.ts';
import type { Merged, Sourced } from './merge.ts';
import { merge } from './merge.ts';
import { reallyMissing } from './really-missing.ts';
import type { Sources } from './why-missing.ts';
import { whyMissing } from './why-missing.ts';

/** One sample out of what the sources know, and the estimates that follow from it. */
export function assemble(known: {
  readonly host: string;
  readonly takenAt: Date;
  readonly intervalSeconds: number;
  /** The most believed source first. */
  readonly readings: readonly Sourced[];
  readonly energy: Energy;
  /** What the user set as the power of a Neural Engine that is fully used. */
  readonly aneMaxWatts: number | undefined;
  /** Further reasons; those of the readings go before them. */
  readonly missing: readonly Missing[];
  /** Of a running exporter; a recording has none, and says only what it holds. */
  readonly sources: Sources | undefined;
}): HardwareSample {
  const { readings, energy } = known;
  const main = readings[0]?.reading;
  const merged = merge(readings);
  const { parts } = merged;
  const model = firstOf(readings, ({ reading }) => reading.model);
  const chip = describeChip(chipOf(readings), { model });
  const ane = estimateNeuralEngine({
    told: parts.ane,
    watts: parts.power?.ane_watts,
    maxWatts: known.aneMaxWatts,
    chip,
  });
  const memory = {
    ...parts.memory,
    ...estimateBandwidth({
      memory: parts.memory,
      dramWatts: parts.power?.dram_watts,
      limitBytesPerSecond: chip.chip.memory_bandwidth_limit_bytes_per_second,
    }),
  };
  const sample: HardwareSample = {
    v: VERSION,
    host: known.host,
    taken_at: known.takenAt.toISOString(),
    interval_seconds: known.intervalSeconds,
    ...knownFields({ window_seconds: main?.windowSeconds }),
    source: sourceOf(readings, merged.from, model),
    chip: chip.chip,
    ...parts,
    ...knownFields({ ane }),
    ...(Object.keys(memory).length === 0 ? {} : { memory }),
    ...(Object.keys(energy).length === 0 ? {} : { energy }),
    missing: [],
  };
  const reasons = [
    ...readings.flatMap(({ reading }) => reading.missing),
    ...known.missing,
    ...(known.sources === undefined ? [] : whyMissing(known.sources, chip.chip)),
  ];
  return { ...sample, missing: reallyMissing(reasons, sample) };
}

/** What the sources say of the chip; the more believed one wins where they differ. */
function chipOf(readings: readonly Sourced[]): HardwareSample['chip'] {
  return Object.assign({}, ...readings.map(({ reading }) => reading.chip).reverse());
}

/** The most believed source, and which fields came from another one. */
function sourceOf(
  readings: readonly Sourced[],
  from: Merged['from'],
  model: string | undefined,
): HardwareSample['source'] {
  const [main] = readings;
  if (main === undefined) return { name: 'none' };
  const fields = otherSources(from, main.source);
  return knownFields({
    name: main.source,
    version: main.reading.version,
    os_build: firstOf(readings, ({ reading }) => reading.osBuild),
    model,
    fields: Object.keys(fields).length === 0 ? undefined : fields,
  });
}

/** A part that came whole from one source is named once. */
function otherSources(
  from: Merged['from'],
  main: HardwareSourceName,
): Readonly<Record<string, string>> {
  const partOf = (field: string) => field.split('.')[0] ?? field;
  const sourcesOf = (part: string) =>
    new Set([...from].flatMap(([field, source]) => (partOf(field) === part ? [source] : [])));
  const named = [...from].flatMap(([field, source]) => {
    if (source === main) return [];
    return [[sourcesOf(partOf(field)).size === 1 ? partOf(field) : field, source] as const];
  });
  return Object.fromEntries(named);
}

function firstOf<Value>(
  readings: readonly Sourced[],
  of: (sourced: Sourced) => Value | undefined,
): Value | undefined {
  return readings.map(of).find((value) => value !== undefined);
}
