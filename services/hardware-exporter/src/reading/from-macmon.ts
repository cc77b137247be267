import type { HardwareSample } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { listAt, objectAt, textAt } from '../json/json-object.ts';
import { fansOf } from './fans-of.ts';
import { cpuFromMacmon, gpuFromMacmon, tiersOfMacmon } from './from-macmon-cores.ts';
import { powerFromMacmon } from './from-macmon-power.ts';
import { joulesOf } from './joules-of.ts';
import { knownFields } from './known-fields.ts';
import { memoryOf } from './memory-of.ts';
import { momentOf } from './moment-of.ts';
import { bytesOf, celsiusOf, countOf } from './possible.ts';
import type { Reading } from './reading.ts';
import type { Told } from './told.ts';
import { toldBy } from './told.ts';

/** Keys that each version has some of, and that mactop keeps elsewhere. */
const KEYS = ['temp', 'cpu_power', 'all_power', 'sys_power', 'cpu_active_ratio', 'ecpu_freq_mhz'];

/**
 * What a line of `macmon pipe` says, of 0.4 and later: `undefined` when it is no such line. Versions are
 * told apart by their keys. It takes watts over the time between two lines, so energy is that of a window
 * whose length the caller knows.
 */
export function fromMacmon(
  object: JsonObject,
  options: { readonly windowSeconds: number | undefined },
): Reading | undefined {
  if ('soc_metrics' in object || !KEYS.some((key) => key in object)) return undefined;
  const { windowSeconds } = options;
  const told = toldBy('macmon');
  const soc = objectAt(object, 'soc');
  const power = powerFromMacmon(object, told);
  const parts = knownFields({
    cpu: cpuFromMacmon(object, told),
    gpu: gpuFromMacmon(object, told),
    memory: memoryFrom(object, told),
    power,
    temperatures: temperaturesFrom(object, told),
    fans: fansFrom(object, told),
  });
  return {
    ...knownFields({
      takenAt: momentOf(object['timestamp']),
      windowSeconds,
      model: textAt(soc, 'mac_model'),
    }),
    chip: chipFrom(object, soc),
    parts,
    joules: joulesOf(power, windowSeconds),
    missing: told.missing(),
  };
}

function chipFrom(object: JsonObject, soc: JsonObject | undefined): HardwareSample['chip'] {
  const tiers = tiersOfMacmon(object);
  /** Not how many cores are listed: sleeping ones may be left out. */
  const coresOf = (letter: string) =>
    countOf(soc?.[`${tiers.find(({ tier }) => tier === letter)?.prefix}_cores`]);
  const gibibytes = countOf(soc?.['memory_gb']);
  return knownFields({
    name: textAt(soc, 'chip_name'),
    p_cores: coresOf('P'),
    e_cores: coresOf('E'),
    gpu_cores: countOf(soc?.['gpu_cores']),
    memory_bytes:
      gibibytes === undefined
        ? bytesOf(objectAt(object, 'memory')?.['ram_total']) || undefined
        : gibibytes * 1024 ** 3,
  });
}

function memoryFrom(object: JsonObject, told: Told): HardwareSample['memory'] {
  const memory = objectAt(object, 'memory');
  return memoryOf(
    {
      total: memory?.['ram_total'],
      used: memory?.['ram_usage'],
      swapTotal: memory?.['swap_total'],
      swapUsed: memory?.['swap_usage'],
    },
    told,
  );
}

function temperaturesFrom(object: JsonObject, told: Told): HardwareSample['temperatures'] {
  const temp = objectAt(object, 'temp');
  const temperatures = (['cpu', 'gpu'] as const).flatMap((sensor) => {
    const celsius = celsiusOf(temp?.[`${sensor}_temp_avg`]);
    if (celsius !== undefined) return [{ sensor, celsius }];
    told.note(
      `temperatures.${sensor}`,
      `macmon found no working sensor of the ${sensor.toUpperCase()}: newer versions know more of them (brew upgrade macmon)`,
    );
    return [];
  });
  return temperatures.length === 0 ? undefined : temperatures;
}

function fansFrom(object: JsonObject, told: Told): HardwareSample['fans'] {
  const fans = listAt(object, 'fans');
  if (fans === undefined) told.note('fans', 'macmon before 0.8 reads no fans: brew upgrade macmon');
  else if (fans.length === 0) told.note('fans', 'macmon found no fan: some Macs have none');
  return fans && fansOf(fans, told);
}
