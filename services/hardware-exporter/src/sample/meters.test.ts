import { expect, it } from '@jest/globals';
import type { Reading } from '../reading/reading.ts';
import { NOTHING } from '../reading/reading.ts';
import type { MeterHistory } from './meters.ts';
import { settleMeters } from './meters.ts';

/** A second of a machine with its cores at half use. */
function second(cpu: number, options: { active?: number; ane?: number; seconds?: number } = {}) {
  const { active = 0.5, ane = 0, seconds = 1 } = options;
  return {
    ...NOTHING,
    windowSeconds: seconds,
    parts: {
      cpu: { active_ratio: active, tiers: [], clusters: [], cores: [] },
      gpu: { active_ratio: 0 },
      power: { cpu_watts: cpu, gpu_watts: 0, ane_watts: ane, combined_watts: cpu + ane },
    },
    joules: { cpu: cpu * seconds, gpu: 0, ane: ane * seconds },
  };
}

function settleAll(readings: readonly Reading[]): readonly Reading[] {
  let history: MeterHistory = [];
  return readings.map((reading) => {
    const settled = settleMeters(history, reading);
    history = settled.history;
    return settled.reading;
  });
}

const wattsOf = ({ parts }: Reading) => parts.power?.cpu_watts;

it('leaves meters alone that are alive, idle ones at 0 W too', () => {
  const readings = [second(4), second(0, { active: 0.01 }), second(5)];
  expect(settleAll(readings)).toEqual(readings);
});

it('leaves out what a dead meter says, and what is computed from it', () => {
  const [first, , , , last] = settleAll(Array.from({ length: 5 }, () => second(0)));
  for (const reading of [first, last]) {
    expect(reading?.parts.power).toEqual({ gpu_watts: 0 });
    expect(reading?.joules).toEqual({ gpu: 0 });
    expect(reading?.missing.map(({ field }) => field)).toEqual([
      'power.cpu_watts',
      'power.ane_watts',
      'power.combined_watts',
    ]);
    expect(reading?.missing[0]?.reason).toContain('update macOS');
  }
});

it('takes a meter for dead that never read more, though the machine idled in between', () => {
  const settled = settleAll([0.5, 0.01, 0.5, 0.01].map((active) => second(0, { active })));
  expect(settled.map(wattsOf)).toEqual([undefined, undefined, undefined, undefined]);
});

it('takes the mean of meters that publish every other second', () => {
  const settled = settleAll([0, 8, 0, 8, 0, 8, 0, 8].map((watts) => second(watts)));
  expect(settled.map(wattsOf)).toEqual([undefined, 4, 8 / 3, 4, 4, 4, 4, 4]);
  expect(settled.map(({ parts }) => parts.power?.window_seconds)).toEqual([
    undefined,
    2,
    3,
    4,
    4,
    4,
    4,
    4,
  ]);
  expect(settled.at(-1)?.joules).toEqual({ cpu: 8, gpu: 0, ane: 0 });
  expect(settled.at(-1)?.missing).toEqual([]);
});

it('takes the mean over the windows that have a figure', () => {
  const unknown = { ...second(0), parts: { ...second(0).parts, power: { gpu_watts: 0 } } };
  const settled = settleAll([unknown, second(8), second(0)]);
  expect(settled.at(-1)?.parts.power).toMatchObject({ cpu_watts: 4, ane_watts: 0 });
});

it('takes the mean of a slow meter beside a dead one', () => {
  const withGpu = (watts: number): Reading => {
    const { parts, ...others } = second(0);
    const power = { ...parts.power, gpu_watts: watts, combined_watts: watts };
    return {
      ...others,
      parts: { ...parts, gpu: { active_ratio: 0.5 }, power },
      joules: { cpu: 0, gpu: watts, ane: 0 },
    };
  };
  const last = settleAll([0, 8, 0, 8].map(withGpu)).at(-1);
  expect(last?.parts.power).toEqual({ gpu_watts: 4, window_seconds: 4 });
  expect(last?.joules).toEqual({ gpu: 8 });
  expect(last?.missing.map(({ field }) => field)).not.toContain('power.gpu_watts');
});

it('weighs windows by their length', () => {
  const settled = settleAll([second(0, { seconds: 3 }), second(8, { seconds: 1 })]);
  expect(settled.at(-1)?.parts.power).toMatchObject({ cpu_watts: 2, window_seconds: 4 });
});

it('believes a meter again that has come back to life', () => {
  const settled = settleAll([0, 0, 0, 0, 5, 5, 5, 5, 5].map((watts) => second(watts)));
  expect(settled.slice(0, 4).map(wattsOf)).toEqual([undefined, undefined, undefined, undefined]);
  expect(settled.at(-1)?.parts.power).toEqual(second(5).parts.power);
});

it('says nothing of a machine without meters', () => {
  const reading = { ...NOTHING, parts: { gpu: { active_ratio: 0.9 } } };
  expect(settleMeters([], reading)).toEqual({ history: [], reading });
});
