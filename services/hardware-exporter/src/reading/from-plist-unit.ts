import type { HardwareSample } from '@m4max/contracts';
import type { PlistDict } from '../plist/read-plist.ts';
import { isDict, isMarkedInvalid, listAt, numberAt } from '../plist/values-at.ts';
import { knownFields } from './known-fields.ts';
import type { Plausibility } from './plausible.ts';
import type { CoreReading } from './power-document.ts';
import type { State } from './residency.ts';
import { activeRatio, clampRatio, clockOf, scaledRatio } from './residency.ts';

export const MARKED_INVALID = 'powermetrics marks it as invalid';

/** Above this a clock is in hertz; below, in the megahertz that powermetrics calls `freq_hz` for the GPU. */
const LEAST_HERTZ = 1_000_000;
const MOST_CORE = 1023;

/** One core; an entry without a number of its own is none. */
export function coreOf(cpu: PlistDict, plausible: Plausibility): readonly CoreReading[] {
  const core = cpu.get('cpu');
  const isNumbered = typeof core === 'number' && Number.isInteger(core);
  if (!isNumbered || core < 0 || core > MOST_CORE) return [];
  const field = `cpu.cores.${core}`;
  const states = statesOf(cpu, `${field}.scaled_ratio`, plausible);
  const active = activityOf(cpu, { states, field }, plausible);
  return [
    knownFields({
      core,
      activeRatio: active,
      scaledRatio: active === undefined ? undefined : scaledRatio(states),
      frequencyHertz: frequencyOf(
        { field: `${field}.frequency_hertz`, hertz: numberAt(cpu, 'freq_hz'), active },
        plausible,
      ),
    }),
  ];
}

export function gpuOf(gpu: PlistDict, plausible: Plausibility): NonNullable<HardwareSample['gpu']> {
  const states = statesOf(gpu, 'gpu.states', plausible);
  const active = activityOf(gpu, { states, field: 'gpu.active_ratio' }, plausible);
  const clock = numberAt(gpu, 'freq_hz');
  const hertz = clock === undefined || clock >= LEAST_HERTZ ? clock : clock * 1e6;
  const shares = states?.map(({ frequency_hertz, ratio }) => ({
    frequency_hertz,
    ratio: clampRatio(ratio), // Together they are a share of time, up to rounding.
  }));
  return knownFields({
    active_ratio: active,
    frequency_hertz: frequencyOf({ field: 'gpu.frequency_hertz', hertz, active }, plausible),
    states: active === undefined ? undefined : shares,
  });
}

/** The share of time that it was active, or why what is there tells nothing of it. */
function activityOf(
  unit: PlistDict,
  known: { readonly states: readonly State[] | undefined; readonly field: string },
  plausible: Plausibility,
): number | undefined {
  const { states, field } = known;
  const idleRatio = numberAt(unit, 'idle_ratio');
  const active = activeRatio({ states, idleRatio, downRatio: numberAt(unit, 'down_ratio') });
  if (active !== undefined) return active;
  if (isMarkedInvalid(unit)) plausible.doubt(field, MARKED_INVALID);
  else if (states !== undefined || idleRatio !== undefined)
    plausible.doubt(field, 'its shares of time do not add up to a share of time');
  return undefined;
}

function frequencyOf(
  unit: {
    readonly field: string;
    readonly hertz: number | undefined;
    readonly active: number | undefined;
  },
  plausible: Plausibility,
): number | undefined {
  const hertz = plausible.believe(unit.field, 'hertz', unit.hertz);
  const clock = clockOf(hertz, unit.active);
  if (clock !== hertz) plausible.doubt(unit.field, 'the source says 0 hertz beside activity');
  return clock;
}

/** The clocks and the time spent at each; `undefined` when any of them is unreadable, as sums would lie. */
function statesOf(
  unit: PlistDict,
  field: string,
  plausible: Plausibility,
): readonly State[] | undefined {
  const entries = isMarkedInvalid(unit) ? undefined : listAt(unit, 'dvfm_states');
  if (entries === undefined) return undefined;
  const states: State[] = [];
  for (const entry of entries) {
    const state = isDict(entry) ? entry : undefined;
    const megahertz = numberAt(state, 'freq');
    const ratio = numberAt(state, 'used_ratio');
    if (megahertz === undefined || ratio === undefined) return undefined;
    const frequency_hertz = plausible.believe(field, 'hertz', megahertz * 1e6);
    if (frequency_hertz === undefined) return undefined;
    states.push({ frequency_hertz, ratio });
  }
  return states;
}
