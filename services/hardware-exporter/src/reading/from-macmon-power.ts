import type { HardwareSample } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { knownFields } from './known-fields.ts';
import { wattsOf } from './possible.ts';
import type { Told } from './told.ts';

/** Power in watts, as macmon tells it; that of memory and of the GPU's own since 0.5. */
export function powerFromMacmon(object: JsonObject, told: Told): HardwareSample['power'] {
  const take = (field: string, key: string) => told.take(`power.${field}`, object[key], wattsOf);
  const power = knownFields({
    cpu_watts: take('cpu_watts', 'cpu_power'),
    gpu_watts: take('gpu_watts', 'gpu_power'),
    ane_watts: take('ane_watts', 'ane_power'),
    combined_watts: take('combined_watts', 'all_power'),
    dram_watts: dramFrom(object, told),
    gpu_sram_watts: take('gpu_sram_watts', 'gpu_ram_power'),
    system_watts: systemFrom(object, told),
  });
  return Object.keys(power).length === 0 ? undefined : power;
}

function dramFrom(object: JsonObject, told: Told): number | undefined {
  const watts = told.take('power.dram_watts', object['ram_power'], wattsOf);
  if (watts !== 0) return watts;
  told.note(
    'power.dram_watts',
    'macmon reads exactly 0 W, which no memory takes: this macOS does not count the energy of the memory',
  );
  return undefined;
}

/**
 * macmon gives the greater one of the sensor for the whole machine and the sum of CPU, GPU and Neural
 * Engine, or 0 without a sensor. The sum itself therefore means that the sensor told less than its parts.
 */
function systemFrom(object: JsonObject, told: Told): number | undefined {
  const watts = told.take('power.system_watts', object['sys_power'], wattsOf);
  if (watts === undefined || (watts !== 0 && watts !== object['all_power'])) return watts;
  told.note('power.system_watts', 'macmon could not read the sensor of the whole machine');
  return undefined;
}
