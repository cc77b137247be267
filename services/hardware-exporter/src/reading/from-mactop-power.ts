import type { HardwareSample } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { objectAt, textAt } from '../json/json-object.ts';
import { countsMemoryTraffic } from './chips.ts';
import { knownFields } from './known-fields.ts';
import { bytesPerSecondOf, wattsOf } from './possible.ts';
import type { Told } from './told.ts';

/** Power in watts, as mactop tells it. */
export function powerFromMactop(object: JsonObject, told: Told): HardwareSample['power'] {
  const soc = objectAt(object, 'soc_metrics');
  const take = (field: string, key: string) => told.take(`power.${field}`, soc?.[key], wattsOf);
  const cpu = take('cpu_watts', 'cpu_power');
  const gpu = take('gpu_watts', 'gpu_power');
  const ane = take('ane_watts', 'ane_power');
  const power = knownFields({
    cpu_watts: cpu,
    gpu_watts: gpu,
    ane_watts: ane,
    combined_watts:
      cpu === undefined || gpu === undefined || ane === undefined ? undefined : cpu + gpu + ane,
    dram_watts: dramFrom(soc, told),
    gpu_sram_watts: take('gpu_sram_watts', 'gpu_sram_power'),
    system_watts: systemFrom(soc, told),
  });
  return Object.keys(power).length === 0 ? undefined : power;
}

function dramFrom(soc: JsonObject | undefined, told: Told): number | undefined {
  const watts = told.take('power.dram_watts', soc?.['dram_power'], wattsOf);
  if (watts !== 0) return watts;
  told.note(
    'power.dram_watts',
    'mactop reads exactly 0 W, which no memory takes: this macOS does not count the energy of the memory',
  );
  return undefined;
}

/**
 * `total_power` is the greater one of the sensor for the whole machine and the sum of all parts;
 * `system_power` is what it has beyond that sum. With nothing beyond, the sensor told nothing.
 */
function systemFrom(soc: JsonObject | undefined, told: Told): number | undefined {
  const watts = told.take('power.system_watts', soc?.['total_power'], wattsOf);
  if (watts === undefined || (watts !== 0 && soc?.['system_power'] !== 0)) return watts;
  told.note('power.system_watts', 'mactop could not read the sensor of the whole machine');
  return undefined;
}

/**
 * Traffic to memory, GB/s of 10⁹ bytes. Where mactop finds no counter of bytes it works the traffic out
 * from the power of the memory, or from missed caches, and does not say so; from the power it makes reads
 * and writes exactly alike.
 */
export function bandwidthFromMactop(object: JsonObject, told: Told): HardwareSample['memory'] {
  const soc = objectAt(object, 'soc_metrics');
  const { dram_read_bw_gbs: read, dram_write_bw_gbs: write } = soc ?? {};
  const field = 'memory.bandwidth_bytes_per_second';
  const bytesPerSecond = told.take(
    field,
    soc?.['dram_bw_combined_gbs'] ??
      (typeof read === 'number' && typeof write === 'number' ? read + write : undefined),
    (gigabytes) =>
      typeof gigabytes === 'number' ? bytesPerSecondOf(Math.round(gigabytes * 1e9)) : undefined,
  );
  if (bytesPerSecond === undefined) return undefined;
  if (bytesPerSecond === 0) {
    told.note(
      field,
      'mactop reads exactly 0 here: from the M4 on macOS lets no program read the counters of its memory',
    );
    return undefined;
  }
  const name = textAt(objectAt(object, 'system_info'), 'name');
  const isHalved = read !== undefined && read === write;
  if (countsMemoryTraffic(name) && !isHalved) return { bandwidth_bytes_per_second: bytesPerSecond };
  told.note(
    field,
    'mactop has a counter of it up to the M3 only; what it tells here is an estimate',
  );
  return {
    bandwidth_bytes_per_second_estimated: bytesPerSecond,
    bandwidth_estimate: {
      basis: 'mactop, which may work it out from the power of the memory on this chip',
    },
  };
}
