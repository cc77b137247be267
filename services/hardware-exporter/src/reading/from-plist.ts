import type { HardwareSample } from '@m4max/contracts';
import type { PlistDict, PlistValue } from '../plist/read-plist.ts';
import {
  dateAt,
  dictAt,
  isDict,
  isMarkedInvalid,
  listAt,
  numberAt,
  textAt,
} from '../plist/values-at.ts';
import { coreOf, gpuOf, MARKED_INVALID } from './from-plist-unit.ts';
import { knownFields } from './known-fields.ts';
import type { Plausibility } from './plausible.ts';
import { plausibility } from './plausible.ts';
import type { ClusterReading, Components, PowerDocument } from './power-document.ts';

/**
 * Takes what is known out of a powermetrics document. A key that is absent, of another type, NaN,
 * marked invalid or beyond what can be true is left out, and unknown ones are ignored: each version of
 * macOS moves some.
 */
export function fromPlist(document: PlistValue): PowerDocument | undefined {
  if (!isDict(document)) return undefined;
  const plausible = plausibility();
  const processor = dictAt(document, 'processor');
  const gpu = dictAt(document, 'gpu');
  const disk = dictAt(document, 'disk');
  const network = dictAt(document, 'network');
  const windowSeconds = windowOf(document, plausible);
  const joules = joulesOf({ processor, gpu, windowSeconds }, plausible);
  const read = {
    takenAt: dateAt(document, 'timestamp'),
    windowSeconds,
    model: textAt(document, 'hw_model'),
    osBuild: textAt(document, 'kern_osversion'),
    clusters: clustersOf(processor, plausible),
    gpu: gpu && gpuOf(gpu, plausible),
    watts: wattsOf({ processor, joules, windowSeconds }, plausible),
    dramWatts: dramWattsOf({ processor, windowSeconds }, plausible),
    joules,
    thermalPressure: textAt(document, 'thermal_pressure'),
    disk: disk && diskOf(disk, plausible),
    network: network && networkOf(network, plausible),
  };
  const doubts = plausible.doubts();
  return knownFields({ ...read, doubts: doubts.length === 0 ? undefined : doubts });
}

type Window = { readonly windowSeconds: number | undefined };
type Processor = { readonly processor: PlistDict | undefined };

function windowOf(document: PlistDict, plausible: Plausibility): number | undefined {
  const seconds = quotient(numberAt(document, 'elapsed_ns'), 1e9);
  return seconds === 0 ? undefined : plausible.believe('window_seconds', 'seconds', seconds);
}

function joulesOf(
  known: Window & Processor & { readonly gpu: PlistDict | undefined },
  plausible: Plausibility,
): Components {
  const { processor, gpu, windowSeconds } = known;
  const believe = (component: keyof Components, millijoules: number | undefined) =>
    plausible.believeJoules(
      `energy.${component}_joules_total`,
      thousandth(millijoules),
      windowSeconds,
    );
  return knownFields({
    cpu: believe('cpu', numberAt(processor, 'cpu_energy')),
    gpu: believe('gpu', numberAt(processor, 'gpu_energy') ?? numberAt(gpu, 'gpu_energy')),
    ane: believe('ane', numberAt(processor, 'ane_energy')),
  });
}

function wattsOf(
  known: Window & Processor & { readonly joules: Components },
  plausible: Plausibility,
): Components {
  const { processor, joules, windowSeconds } = known;
  if (processor !== undefined && isMarkedInvalid(processor))
    plausible.doubt('power', MARKED_INVALID);
  const wattsOfComponent = (component: keyof Components) =>
    plausible.believe(
      `power.${component}_watts`,
      'watts',
      thousandth(numberAt(processor, `${component}_power`)),
    );
  return knownFields({
    cpu: wattsOfComponent('cpu'),
    // With only the GPU sampled its power stands nowhere, its energy does.
    gpu: wattsOfComponent('gpu') ?? quotient(joules.gpu, windowSeconds),
    ane: wattsOfComponent('ane'),
    combined: wattsOfComponent('combined'),
  });
}

/** Up to macOS 12 the memory's energy stands beside the processor's. Memory at 0 W holds nothing. */
function dramWattsOf(known: Window & Processor, plausible: Plausibility): number | undefined {
  const joules = thousandth(numberAt(known.processor, 'dram_energy'));
  if (joules === 0) return undefined;
  return plausible.believe('power.dram_watts', 'watts', quotient(joules, known.windowSeconds));
}

function clustersOf(
  processor: PlistDict | undefined,
  plausible: Plausibility,
): readonly ClusterReading[] | undefined {
  const clusters = listAt(processor, 'clusters')?.filter(isDict);
  return clusters?.map((cluster, index) => {
    const name = textAt(cluster, 'name') ?? `Cluster ${index}`;
    const field = `cpu.clusters.${name}.frequency_hertz`;
    const cpus = (listAt(cluster, 'cpus') ?? []).filter(isDict);
    return knownFields({
      name,
      frequencyHertz: plausible.believe(field, 'hertz', numberAt(cluster, 'freq_hz')),
      cores: cpus.flatMap((cpu) => coreOf(cpu, plausible)),
    });
  });
}

function diskOf(disk: PlistDict, plausible: Plausibility): NonNullable<HardwareSample['disk']> {
  const bytes = (field: string, key: string) =>
    plausible.believe(`disk.${field}`, 'bytes a second', numberAt(disk, key));
  const operations = (field: string, key: string) =>
    plausible.believe(`disk.${field}`, 'operations a second', numberAt(disk, key));
  return knownFields({
    read_bytes_per_second: bytes('read_bytes_per_second', 'rbytes_per_s'),
    write_bytes_per_second: bytes('write_bytes_per_second', 'wbytes_per_s'),
    read_operations_per_second: operations('read_operations_per_second', 'rops_per_s'),
    write_operations_per_second: operations('write_operations_per_second', 'wops_per_s'),
  });
}

function networkOf(
  network: PlistDict,
  plausible: Plausibility,
): NonNullable<HardwareSample['network']> {
  const bytes = (field: string, key: string) =>
    plausible.believe(`network.${field}`, 'bytes a second', numberAt(network, key));
  return knownFields({
    receive_bytes_per_second: bytes('receive_bytes_per_second', 'ibyte_rate'),
    transmit_bytes_per_second: bytes('transmit_bytes_per_second', 'obyte_rate'),
  });
}

/** powermetrics counts in milliwatts and millijoules. */
function thousandth(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value / 1000;
}

function quotient(value: number | undefined, by: number | undefined): number | undefined {
  return value === undefined || by === undefined ? undefined : value / by;
}
