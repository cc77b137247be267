import type { HardwareSample, Missing } from '@m4max/contracts';
import { describeChip } from './chips.ts';
import { coreCount, cpuOf } from './cpu.ts';
import { deadMeters, withoutDead } from './dead-meters.ts';
import { knownFields } from './known-fields.ts';
import { missingParts } from './missing-parts.ts';
import { neuralEngine } from './neural-engine.ts';
import type { Components, PowerDocument } from './power-document.ts';
import type { ReadingParts } from './reading-parts.ts';
import { thermalOf } from './thermal.ts';

/** What one document says of its machine: parts of a sample, and why others are not there. */
export type Reading = {
  readonly takenAt?: Date;
  readonly windowSeconds?: number;
  readonly model?: string;
  readonly osBuild?: string;
  readonly chip: HardwareSample['chip'];
  readonly parts: ReadingParts;
  /** Energy of this window alone; a component with a dead meter is absent. */
  readonly joules: Components;
  readonly missing: readonly Missing[];
};

/** Turns a document into the parts of a sample; the formulas are in the files it calls. */
export function readingOf(
  document: PowerDocument,
  options: { readonly aneMaxWatts: number },
): Reading {
  const { takenAt, windowSeconds, model, osBuild, gpu, disk, network } = document;
  const cpu = document.clusters && cpuOf(document.clusters);
  const { chip, ratedTops } = describeChip({
    name: undefined,
    model,
    performanceCores: coreCount(document.clusters, 'P'),
    efficiencyCores: coreCount(document.clusters, 'E'),
  });
  const dead = deadMeters(document.watts, { cpu: cpu?.active_ratio, gpu: gpu?.active_ratio });
  const watts = withoutDead(document.watts, dead);
  const parts = knownFields({
    cpu,
    gpu,
    ane:
      watts.ane === undefined
        ? undefined
        : neuralEngine({ watts: watts.ane, maxWatts: options.aneMaxWatts, ratedTops }),
    power: powerOf(watts, document.dramWatts),
    thermal:
      document.thermalPressure === undefined ? undefined : thermalOf(document.thermalPressure),
    disk,
    network,
  });
  return {
    ...knownFields({ takenAt, windowSeconds, model, osBuild }),
    chip,
    parts,
    joules: withoutDead(document.joules, dead),
    missing: missingParts({ document, parts, dead }),
  };
}

function powerOf(watts: Components, dramWatts: number | undefined): HardwareSample['power'] {
  const power = knownFields({
    cpu_watts: watts.cpu,
    gpu_watts: watts.gpu,
    ane_watts: watts.ane,
    combined_watts: watts.combined,
    dram_watts: dramWatts,
  });
  return Object.keys(power).length === 0 ? undefined : power;
}
