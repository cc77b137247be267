import type { HardwareSample } from '@m4max/contracts';
import type { PlistDict, PlistValue } from '../plist/read-plist.ts';
import { knownFields } from './known-fields.ts';
import type { ClusterReading, CoreReading, PowerDocument } from './power-document.ts';
import type { State } from './residency.ts';
import { activeRatio, clampRatio, clockOf, scaledRatio } from './residency.ts';

/** Above this a clock is in hertz; below, in the megahertz that powermetrics calls `freq_hz` for the GPU. */
const LEAST_HERTZ = 1_000_000;

/**
 * Takes what is known out of a powermetrics document. A key that is absent, of another type, NaN or
 * marked invalid is left out, and unknown ones are ignored: each version of macOS moves some.
 */
export function fromPlist(document: PlistValue): PowerDocument | undefined {
  if (!isDict(document)) return undefined;
  const processor = dictAt(document, 'processor');
  const gpu = dictAt(document, 'gpu');
  const disk = dictAt(document, 'disk');
  const network = dictAt(document, 'network');
  const elapsedNs = numberAt(document, 'elapsed_ns');
  const windowSeconds = elapsedNs === undefined || elapsedNs <= 0 ? undefined : elapsedNs / 1e9;
  const gpuJoules = thousandth(numberAt(processor, 'gpu_energy') ?? numberAt(gpu, 'gpu_energy'));
  return knownFields({
    takenAt: dateAt(document, 'timestamp'),
    windowSeconds,
    model: textAt(document, 'hw_model'),
    osBuild: textAt(document, 'kern_osversion'),
    clusters: clustersOf(processor),
    gpu: gpu && gpuOf(gpu),
    watts: knownFields({
      cpu: thousandth(numberAt(processor, 'cpu_power')),
      // With only the GPU sampled its power stands nowhere, its energy does.
      gpu: thousandth(numberAt(processor, 'gpu_power')) ?? quotient(gpuJoules, windowSeconds),
      ane: thousandth(numberAt(processor, 'ane_power')),
      combined: thousandth(numberAt(processor, 'combined_power')),
    }),
    dramWatts: quotient(thousandth(numberAt(processor, 'dram_energy')), windowSeconds),
    joules: knownFields({
      cpu: thousandth(numberAt(processor, 'cpu_energy')),
      gpu: gpuJoules,
      ane: thousandth(numberAt(processor, 'ane_energy')),
    }),
    thermalPressure: textAt(document, 'thermal_pressure'),
    disk: disk && diskOf(disk),
    network: network && networkOf(network),
  });
}

function clustersOf(processor: PlistDict | undefined): readonly ClusterReading[] | undefined {
  const clusters = listAt(processor, 'clusters')?.filter(isDict);
  return clusters?.map((cluster, index) =>
    knownFields({
      name: textAt(cluster, 'name') ?? `Cluster ${index}`,
      frequencyHertz: numberAt(cluster, 'freq_hz'),
      cores: (listAt(cluster, 'cpus') ?? []).filter(isDict).flatMap(coreOf),
    }),
  );
}

function coreOf(cpu: PlistDict): readonly CoreReading[] {
  const core = numberAt(cpu, 'cpu');
  if (core === undefined || !Number.isInteger(core) || core < 0) return [];
  const states = statesAt(cpu);
  const active = activeRatio({
    states,
    idleRatio: numberAt(cpu, 'idle_ratio'),
    downRatio: numberAt(cpu, 'down_ratio'),
  });
  return [
    knownFields({
      core,
      activeRatio: active,
      scaledRatio: scaledRatio(states),
      frequencyHertz: clockOf(numberAt(cpu, 'freq_hz'), active),
    }),
  ];
}

function gpuOf(gpu: PlistDict): NonNullable<HardwareSample['gpu']> {
  const states = statesAt(gpu);
  const active = activeRatio({
    states,
    idleRatio: numberAt(gpu, 'idle_ratio'),
    downRatio: undefined,
  });
  const clock = numberAt(gpu, 'freq_hz');
  const hertz = clock === undefined || clock >= LEAST_HERTZ ? clock : clock * 1e6;
  return knownFields({
    active_ratio: active,
    frequency_hertz: clockOf(hertz, active),
    states: states?.map(({ frequency_hertz, ratio }) => ({
      frequency_hertz,
      ratio: clampRatio(ratio),
    })),
  });
}

/** The clocks and the time spent at each; `undefined` when any of them is unreadable, as sums would lie. */
function statesAt(dict: PlistDict): readonly State[] | undefined {
  const entries = listAt(dict, 'dvfm_states');
  if (entries === undefined) return undefined;
  const states: State[] = [];
  for (const entry of entries) {
    const state = isDict(entry) ? entry : undefined;
    const megahertz = numberAt(state, 'freq');
    const ratio = numberAt(state, 'used_ratio');
    if (megahertz === undefined || ratio === undefined) return undefined;
    states.push({ frequency_hertz: megahertz * 1e6, ratio });
  }
  return states;
}

function diskOf(disk: PlistDict): NonNullable<HardwareSample['disk']> {
  return knownFields({
    read_bytes_per_second: numberAt(disk, 'rbytes_per_s'),
    write_bytes_per_second: numberAt(disk, 'wbytes_per_s'),
    read_operations_per_second: numberAt(disk, 'rops_per_s'),
    write_operations_per_second: numberAt(disk, 'wops_per_s'),
  });
}

function networkOf(network: PlistDict): NonNullable<HardwareSample['network']> {
  return knownFields({
    receive_bytes_per_second: numberAt(network, 'ibyte_rate'),
    transmit_bytes_per_second: numberAt(network, 'obyte_rate'),
  });
}

/** powermetrics counts in milliwatts and millijoules. */
function thousandth(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value / 1000;
}

function quotient(value: number | undefined, by: number | undefined): number | undefined {
  return value === undefined || by === undefined ? undefined : value / by;
}

function isDict(value: PlistValue): value is PlistDict {
  return value instanceof Map;
}

function dictAt(dict: PlistDict | undefined, key: string): PlistDict | undefined {
  const value = dict?.get(key);
  return value !== undefined && isDict(value) ? value : undefined;
}

function listAt(dict: PlistDict | undefined, key: string): readonly PlistValue[] | undefined {
  const value = dict?.get(key);
  return Array.isArray(value) ? value : undefined;
}

/** Nothing that powermetrics counts here is below zero. */
function numberAt(dict: PlistDict | undefined, key: string): number | undefined {
  const value = dict?.get(key);
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function textAt(dict: PlistDict, key: string): string | undefined {
  const value = dict.get(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function dateAt(dict: PlistDict, key: string): Date | undefined {
  const value = dict.get(key);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined;
}
