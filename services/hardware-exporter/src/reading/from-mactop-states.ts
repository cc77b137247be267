import type { HardwareSample } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { objectAt, textAt } from '../json/json-object.ts';
import { isOlder } from './is-older.ts';
import { ratioOfPercent } from './possible.ts';
import { thermalOf } from './thermal.ts';
import type { Told } from './told.ts';

const UPGRADE = 'brew upgrade mactop';
/** A word for thermal pressure is short; what is longer is none. */
const MOST_CHARACTERS = 40;

/** Before 2.1.6 the share was, on some chips, its power by an assumed maximum; since then it is one of time. */
export function neuralEngineFromMactop(
  object: JsonObject,
  version: string | undefined,
  told: Told,
): HardwareSample['ane'] {
  if (isOlder(version, '2.1.6')) {
    told.note('ane', `mactop tells how long it was awake since 2.1.6 only: ${UPGRADE}`);
    return undefined;
  }
  const percent = objectAt(object, 'soc_metrics')?.['ane_active'];
  const active = told.take('ane', percent, ratioOfPercent);
  if (active === undefined) return undefined;
  return {
    active_ratio_estimated: active,
    estimate: { basis: 'mactop: share of time that the Neural Engine was powered above idle' },
  };
}

/**
 * Until 2.1.3 mactop asked a counter that only Intel Macs have and called the lack of it nominal. Its
 * words are translated; those that are not English are kept without a state.
 */
export function thermalFromMactop(
  object: JsonObject,
  version: string | undefined,
  told: Told,
): HardwareSample['thermal'] {
  const reported = textAt(object, 'thermal_state')?.slice(0, MOST_CHARACTERS);
  if (reported === undefined) {
    told.note('thermal', `it is not there: older versions of mactop do not tell it (${UPGRADE})`);
    return undefined;
  }
  const thermal = thermalOf(reported);
  if (thermal.level === 0 && isOlder(version, '2.1.4')) {
    told.note('thermal', `mactop before 2.1.4 says "${reported}" whatever happens: ${UPGRADE}`);
    return undefined;
  }
  if (thermal.level === undefined)
    told.note('thermal.level', `"${reported}" is no level that is known here`);
  return thermal;
}
