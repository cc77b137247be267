import { expect, it } from '@jest/globals';
import { fromDocument } from './from-document.ts';

it('fromDocument: names what an empty document lacks', () => {
  const { parts, missing } = fromDocument({ watts: {}, joules: {} });
  expect(parts).toEqual({});
  expect(missing.map(({ field }) => field)).toEqual([
    'cpu',
    'gpu',
    'power',
    'thermal',
    'disk',
    'network',
  ]);
});

it('fromDocument: keeps an unknown word for the thermal pressure, and says what follows', () => {
  const { parts, missing } = fromDocument({
    clusters: [{ name: 'P-Cluster', cores: [{ core: 0, activeRatio: 0.9 }] }],
    gpu: { active_ratio: 0, frequency_hertz: 0 },
    watts: { cpu: 4, gpu: 0, ane: 0 },
    joules: {},
    thermalPressure: 'Tepid',
  });
  expect(parts.thermal).toEqual({ reported: 'Tepid' });
  expect(missing.map(({ field }) => field)).toEqual([
    'power.combined_watts',
    'thermal.level',
    'disk',
    'network',
  ]);
});

it('fromDocument: gives cores without tiers, where the names of their clusters are lost', () => {
  const { parts, missing } = fromDocument({
    clusters: [{ cores: [{ core: 2, activeRatio: 0.1 }] }],
    watts: {},
    joules: {},
  });
  expect(parts.cpu).toEqual({
    active_ratio: 0.1,
    tiers: [],
    clusters: [],
    cores: [{ core: 2, active_ratio: 0.1 }],
  });
  expect(missing.map(({ field }) => field)).toContain('cpu.performance_active_ratio');
});

it('fromDocument: counts no cores of which it says nothing', () => {
  const { chip } = fromDocument({
    clusters: [
      { name: 'E-Cluster', cores: [{ core: 0 }] },
      { name: 'P-Cluster', cores: [{ core: 1, activeRatio: 0.5 }, { core: 2 }] },
    ],
    watts: {},
    joules: {},
  });
  expect(chip).toEqual({ p_cores: 2 });
});
