import type { HardwareSample } from '@m4max/contracts';
import { coreCount, cpuOf } from './cpu.ts';
import { knownFields } from './known-fields.ts';
import { missingParts } from './missing-parts.ts';
import type { Components, PowerDocument } from './power-document.ts';
import type { Reading } from './reading.ts';
import { scaledRatio } from './residency.ts';
import { thermalOf } from './thermal.ts';

/** What a document of powermetrics says; the formulas are in the files it calls. */
export function fromDocument(document: PowerDocument): Reading {
  const { takenAt, windowSeconds, model, osBuild, clusters, gpu, disk, network } = document;
  const parts = knownFields({
    cpu: clusters && cpuOf(clusters),
    gpu: gpu && knownFields({ scaled_ratio: scaledRatio(gpu.states), ...gpu }),
    power: powerOf(document.watts, document.dramWatts),
    thermal:
      document.thermalPressure === undefined ? undefined : thermalOf(document.thermalPressure),
    disk,
    network,
  });
  return {
    ...knownFields({ takenAt, windowSeconds, model, osBuild }),
    chip: knownFields({ p_cores: coreCount(clusters, 'P'), e_cores: coreCount(clusters, 'E') }),
    parts,
    joules: document.joules,
    missing: missingParts(document, parts),
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
