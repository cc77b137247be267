import { expect, it } from '@jest/globals';
import { planSources } from './sources.ts';

it.each([
  {
    title: 'a Mac',
    wanted: undefined,
    platform: 'darwin',
    path: undefined,
    power: 'run',
    system: true,
  },
  {
    title: 'Linux',
    wanted: undefined,
    platform: 'linux',
    path: undefined,
    power: 'not run',
    system: true,
  },
  {
    title: 'Linux with a look-alike',
    wanted: undefined,
    platform: 'linux',
    path: '/x',
    power: 'run',
    system: true,
  },
  {
    title: 'one source',
    wanted: ['systeminformation'],
    platform: 'darwin',
    path: '/x',
    power: 'not run',
    system: true,
  },
  {
    title: 'the other',
    wanted: ['powermetrics'],
    platform: 'linux',
    path: undefined,
    power: 'run',
    system: false,
  },
] as const)('planSources: $title', ({ wanted, platform, path, power, system }) => {
  const plan = planSources({ wanted, platform, path });
  expect(plan.powermetrics.kind).toBe(power);
  expect(plan.systeminformation).toBe(system);
});
