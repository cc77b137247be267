import { expect, it } from '@jest/globals';
import { readingOf } from './reading.ts';

it('readingOf: names what an empty document lacks', () => {
  const { parts, missing } = readingOf({ watts: {}, joules: {} }, { aneMaxWatts: 8 });
  expect(parts).toEqual({});
  expect(missing.map(({ field }) => field)).toEqual(['cpu', 'gpu', 'power', 'ane', 'thermal']);
});

it('readingOf: leaves out what a dead meter says and gives the reason', () => {
  const reading = readingOf(
    {
      clusters: [{ name: 'P-Cluster', cores: [{ core: 0, activeRatio: 0.9 }] }],
      gpu: { active_ratio: 0, frequency_hertz: 0 },
      watts: { cpu: 0, gpu: 0, ane: 0, combined: 0 },
      joules: { cpu: 0, gpu: 0, ane: 0 },
      thermalPressure: 'Tepid',
    },
    { aneMaxWatts: 8 },
  );
  expect(reading.parts.power).toEqual({ gpu_watts: 0 });
  expect(reading.parts.ane).toBeUndefined();
  expect(reading.joules).toEqual({ gpu: 0 });
  expect(reading.missing.map(({ field }) => field)).toEqual([
    'power.cpu_watts',
    'power.ane_watts',
    'power.combined_watts',
    'ane',
    'thermal.level',
  ]);
  expect(reading.missing[0]?.reason).toContain('update macOS');
});
