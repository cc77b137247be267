import type { HardwareSample } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { listAt, objectAt, textAt } from '../json/json-object.ts';
import { fansOf } from './fans-of.ts';
import { cpuFromMactop, gpuFromMactop } from './from-mactop-cores.ts';
import { bandwidthFromMactop, powerFromMactop } from './from-mactop-power.ts';
import { diskFromMactop, networkFromMactop } from './from-mactop-rates.ts';
import { neuralEngineFromMactop, thermalFromMactop } from './from-mactop-states.ts';
import { temperaturesFromMactop } from './from-mactop-temperatures.ts';
import { joulesOf } from './joules-of.ts';
import { knownFields } from './known-fields.ts';
import { memoryOf } from './memory-of.ts';
import { momentOf } from './moment-of.ts';
import { bytesOf, countOf } from './possible.ts';
import type { Reading } from './reading.ts';
import type { Told } from './told.ts';
import { toldBy } from './told.ts';

const KEYS = ['soc_metrics', 'net_disk', 'gpu_metrics', 'core_usages'];

/**
 * What an object of `mactop --headless` says: `undefined` when it is no such object. Its version does not
 * stand in it, and decides which figures can be believed.
 */
export function fromMactop(
  object: JsonObject,
  options: { readonly version: string | undefined; readonly windowSeconds: number | undefined },
): Reading | undefined {
  if (!KEYS.some((key) => key in object)) return undefined;
  const { version, windowSeconds } = options;
  const told = toldBy('mactop');
  const power = powerFromMactop(object, told);
  const parts = knownFields({
    cpu: cpuFromMactop(object, told),
    gpu: gpuFromMactop(object, told),
    ane: neuralEngineFromMactop(object, version, told),
    memory: memoryFrom(object, told),
    power,
    thermal: thermalFromMactop(object, version, told),
    temperatures: temperaturesFromMactop(object, told),
    fans: fansFrom(object, told),
    disk: diskFromMactop(object, told),
    network: networkFromMactop(object, told),
  });
  return {
    ...knownFields({ takenAt: momentOf(object['timestamp']), windowSeconds, version }),
    chip: chipFrom(object),
    parts,
    joules: joulesOf(power, windowSeconds),
    missing: told.missing(),
  };
}

function chipFrom(object: JsonObject): HardwareSample['chip'] {
  const info = objectAt(object, 'system_info');
  return knownFields({
    name: textAt(info, 'name'),
    p_cores: countOf(info?.['p_core_count']),
    e_cores: countOf(info?.['e_core_count']),
    gpu_cores: countOf(info?.['gpu_core_count']),
    memory_bytes: bytesOf(objectAt(object, 'memory')?.['total']) || undefined,
  });
}

function memoryFrom(object: JsonObject, told: Told): HardwareSample['memory'] {
  const memory = objectAt(object, 'memory');
  const known = {
    ...memoryOf(
      {
        total: memory?.['total'],
        used: memory?.['used'],
        swapTotal: memory?.['swap_total'],
        swapUsed: memory?.['swap_used'],
      },
      told,
    ),
    ...bandwidthFromMactop(object, told),
  };
  return Object.keys(known).length === 0 ? undefined : known;
}

/** mactop leaves the list out when it found no fan. */
function fansFrom(object: JsonObject, told: Told): HardwareSample['fans'] {
  const fans = listAt(object, 'fans');
  if (fans === undefined) told.note('fans', 'mactop found no fan: some Macs have none');
  return fans && fansOf(fans, told);
}
