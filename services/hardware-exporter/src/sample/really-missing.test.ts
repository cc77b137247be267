import { expect, it } from '@jest/globals';
import type { HardwareSample } from '@m4max/contracts';
import { reallyMissing } from './really-missing.ts';

const sample: HardwareSample = {
  v: 1,
  host: 'mac',
  taken_at: '2026-02-03T09:30:00.000Z',
  interval_seconds: 1,
  source: { name: 'powermetrics' },
  chip: {},
  cpu: { load1: 2, tiers: [], clusters: [], cores: [] },
  memory: { used_bytes: 1 },
  temperatures: [{ sensor: 'cpu', celsius: 51 }],
  missing: [],
};

it.each([
  {
    title: 'a field that another source gave',
    reasons: [{ field: 'memory.used_bytes', reason: 'no' }],
    missing: [],
  },
  {
    title: 'a later reason',
    reasons: [
      { field: 'memory.wired_bytes', reason: 'first' },
      { field: 'memory.wired_bytes', reason: 'second' },
    ],
    missing: [{ field: 'memory.wired_bytes', reason: 'first' }],
  },
  {
    title: 'the fields of a part that is missing whole for one reason',
    reasons: [
      { field: 'power.cpu_watts', reason: 'no root' },
      { field: 'power.gpu_watts', reason: 'no root' },
    ],
    missing: [{ field: 'power', reason: 'no root' }],
  },
  {
    title: 'a field of a part that has a reason of its own',
    reasons: [
      { field: 'thermal', reason: 'not sampled' },
      { field: 'thermal.level', reason: 'no' },
    ],
    missing: [{ field: 'thermal', reason: 'not sampled' }],
  },
])('reallyMissing leaves out $title', ({ reasons, missing }) => {
  expect(reallyMissing(reasons, sample)).toEqual(missing);
});

it('reallyMissing knows the items of lists by their names', () => {
  const cores = [{ core: 0, tier: 'E', active_ratio: 0.1 }];
  const cpu = { tiers: [{ tier: 'E', active_ratio: 0.1 }], clusters: [], cores };
  const missing = [
    { field: 'cpu.tiers.P', reason: 'macmon found no core' },
    { field: 'cpu.tiers.E.frequency_hertz', reason: 'no clock' },
    { field: 'cpu.cores.3', reason: 'no number' },
    { field: 'temperatures.gpu', reason: 'no sensor' },
  ];
  const told = [
    { field: 'cpu.tiers.E', reason: 'macmon found no core' },
    { field: 'cpu.cores.0', reason: 'no number' },
    { field: 'temperatures.cpu', reason: 'macmon found no sensor' },
  ];
  expect(reallyMissing([...told, ...missing], { ...sample, cpu })).toEqual(missing);
});

it('reallyMissing keeps each reason of a part that is missing whole for several', () => {
  const reasons = [
    { field: 'power.cpu_watts', reason: 'a dead meter' },
    { field: 'power.system_watts', reason: 'not installed' },
  ];
  expect(reallyMissing(reasons, sample)).toEqual(reasons);
});

it('reallyMissing calls a part missing that is not whole', () => {
  const reasons = [{ field: 'cpu', reason: 'not yet' }];
  expect(reallyMissing(reasons, sample)).toEqual(reasons);
});
