import type { HardwareSample } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { isObject, listAt, objectAt, textAt } from '../json/json-object.ts';
import { celsiusOf } from './possible.ts';
import type { Told } from './told.ts';

/** mactop knows 17 groups of sensors; each becomes a series. */
const MOST_SENSORS = 24;
const MOST_CHARACTERS = 24;

const SENSORS = ['cpu', 'gpu', 'soc'];

/** CPU, GPU and the hotter one of them, then the means of groups of sensors under their names. */
export function temperaturesFromMactop(
  object: JsonObject,
  told: Told,
): HardwareSample['temperatures'] {
  const soc = objectAt(object, 'soc_metrics');
  const celsiusBySensor = new Map<string, number>();
  for (const sensor of SENSORS) {
    const celsius = celsiusOf(soc?.[`${sensor}_temp`]);
    if (celsius !== undefined) celsiusBySensor.set(sensor, celsius);
  }
  for (const group of listAt(object, 'temperatures') ?? []) {
    if (celsiusBySensor.size === MOST_SENSORS) break;
    const sensor = isObject(group) ? sensorOf(group) : undefined;
    if (sensor !== undefined && !celsiusBySensor.has(sensor.name))
      celsiusBySensor.set(sensor.name, sensor.celsius);
  }
  for (const sensor of SENSORS.filter((name) => !celsiusBySensor.has(name)))
    told.note(
      `temperatures.${sensor}`,
      `mactop found no working sensor of the ${sensor.toUpperCase()}: newer versions know more of them (brew upgrade mactop)`,
    );
  if (celsiusBySensor.size === 0) return undefined;
  return [...celsiusBySensor].map(([sensor, celsius]) => ({ sensor, celsius }));
}

/** `CPU E-Core` becomes `cpu-e-core`. */
function sensorOf(
  group: JsonObject,
): { readonly name: string; readonly celsius: number } | undefined {
  const celsius = celsiusOf(group['avg_celsius']);
  const name = textAt(group, 'group')
    ?.toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, MOST_CHARACTERS);
  return celsius === undefined || !name ? undefined : { name, celsius };
}
