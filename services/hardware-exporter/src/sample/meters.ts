import type { HardwareSample, Missing } from '@m4max/contracts';
import { knownFields } from '../reading/known-fields.ts';
import type { Components } from '../reading/power-document.ts';
import type { Reading } from '../reading/reading.ts';
import { sum } from '../reading/residency.ts';
import { deadMeters, without } from './dead-meters.ts';

type Power = NonNullable<HardwareSample['power']>;

/** What the meters of one source read in the last seconds, the newest last. */
export type MeterHistory = readonly Window[];
type Window = {
  readonly seconds: number;
  readonly watts: Components;
  /** Meters that read 0 beside real work. */
  readonly dead: ReadonlySet<keyof Components>;
};

/** An M5 publishes its energy every 2.0 to 2.2 s: this holds two of its steps. */
const HISTORY_SECONDS = 4;
/** Of a source that asks ten times a second that is 40; more are never needed. */
const MOST_WINDOWS = 64;
const COMPONENTS = ['cpu', 'gpu', 'ane', 'combined'] as const;
const DEAD =
  'it reads 0 W beside real work, as on betas of macOS 27: update macOS, the meter is not to be believed';

/**
 * Tells meters that are dead from those that tick slower than the samples. Both read 0 beside real work;
 * a slow one reads double the next time, so its watts are a mean over the last 4 s. What a dead one
 * says is left out.
 */
export function settleMeters(
  history: MeterHistory,
  reading: Reading,
): { readonly history: MeterHistory; readonly reading: Reading } {
  const { power } = reading.parts;
  if (power === undefined) return { history, reading };
  const watts = wattsOf(power);
  const { cpu, gpu } = reading.parts;
  const now: Window = {
    seconds: reading.windowSeconds ?? 0,
    watts,
    dead: deadMeters(watts, { cpu: cpu?.active_ratio, gpu: gpu?.active_ratio }),
  };
  const windows = lately([...history, now]);
  const wasDead = (name: keyof Components) => windows.some((window) => window.dead.has(name));
  if (!COMPONENTS.some(wasDead)) return { history: windows, reading };

  // One that read more than 0 in any of the windows is slow; beside work in one of them, the others are dead.
  const busy = { cpu: wasDead('cpu') ? 1 : 0, gpu: wasDead('gpu') ? 1 : 0 };
  const dead = deadMeters(highest(windows), busy);
  const isSlow = COMPONENTS.some((name) => wasDead(name) && !dead.has(name));
  const settled = isSlow ? averaged(reading, power, windows) : reading;
  return { history: windows, reading: dead.size === 0 ? settled : withoutDead(settled, dead) };
}

function highest(windows: MeterHistory): Components {
  const most = (name: keyof Components) => {
    const watts = windows.flatMap((window) => window.watts[name] ?? []);
    return watts.length === 0 ? undefined : Math.max(...watts);
  };
  return knownFields({
    cpu: most('cpu'),
    gpu: most('gpu'),
    ane: most('ane'),
    combined: most('combined'),
  });
}

/** The newest windows that together reach the length of the history. */
function lately(windows: readonly Window[]): MeterHistory {
  let seconds = 0;
  let from = windows.length;
  while (from > 0 && seconds < HISTORY_SECONDS && windows.length - from < MOST_WINDOWS) {
    from -= 1;
    seconds += windows[from]?.seconds ?? 0;
  }
  return windows.slice(from);
}

function averaged(reading: Reading, power: Power, windows: MeterHistory): Reading {
  const seconds = sum(windows.map((window) => window.seconds));
  if (seconds === 0) return withoutDead(reading, new Set(COMPONENTS));
  const mean = (name: keyof Components) => {
    if (windows.at(-1)?.watts[name] === undefined) return undefined;
    const told = windows.flatMap(({ watts, seconds: length }) => {
      const value = watts[name];
      return value === undefined ? [] : [{ joules: value * length, length }];
    });
    const length = sum(told.map((window) => window.length));
    return length === 0 ? undefined : sum(told.map(({ joules }) => joules)) / length;
  };
  const means = Object.fromEntries(COMPONENTS.map((name) => [name, mean(name)]));
  return {
    ...reading,
    parts: {
      ...reading.parts,
      power: { ...power, ...named(means), window_seconds: seconds },
    },
  };
}

function withoutDead(reading: Reading, dead: ReadonlySet<keyof Components>): Reading {
  const { power = {} } = reading.parts;
  const reasons: Missing[] = COMPONENTS.filter(
    (name) => dead.has(name) && wattsOf(power)[name] !== undefined,
  ).map((name) => ({ field: `power.${name}_watts`, reason: DEAD }));
  const { cpu_watts, gpu_watts, ane_watts, combined_watts, ...others } = power;
  const alive = named(
    without({ cpu: cpu_watts, gpu: gpu_watts, ane: ane_watts, combined: combined_watts }, dead),
  );
  return {
    ...reading,
    parts: { ...reading.parts, power: { ...others, ...alive } },
    joules: without(reading.joules, dead),
    missing: [...reading.missing, ...reasons],
  };
}

function wattsOf(power: Power): Components {
  return knownFields({
    cpu: power.cpu_watts,
    gpu: power.gpu_watts,
    ane: power.ane_watts,
    combined: power.combined_watts,
  });
}

function named(watts: Components): Power {
  return knownFields({
    cpu_watts: watts.cpu,
    gpu_watts: watts.gpu,
    ane_watts: watts.ane,
    combined_watts: watts.combined,
  });
}
