import { expect, it } from '@jest/globals';
import { cpuFromTicks } from './cpu-from-ticks.ts';

const alike = { before: [ticks(0, 0), ticks(100, 100)], after: [ticks(25, 75), ticks(200, 100)] };

function ticks(busy: number, idle: number) {
  return { busy, idle };
}

it('gives the share of each core, and the whole CPU as the fast one where cores are alike', () => {
  expect(cpuFromTicks(alike.before, alike.after, [])).toEqual({
    active_ratio: 0.625,
    performance_active_ratio: 0.625,
    tiers: [],
    clusters: [],
    cores: [
      { core: 0, active_ratio: 0.25 },
      { core: 1, active_ratio: 1 },
    ],
  });
});

it('groups cores by tier where the layout is known', () => {
  const layout = [
    { tier: 'E', cores: 1 },
    { tier: 'P', cores: 1 },
  ];
  expect(cpuFromTicks(alike.before, alike.after, layout)).toMatchObject({
    performance_active_ratio: 1,
    tiers: [
      { tier: 'E', cores: 1, active_ratio: 0.25 },
      { tier: 'P', cores: 1, active_ratio: 1 },
    ],
    cores: [{ tier: 'E' }, { tier: 'P' }],
  });
});

it.each([
  { title: 'a first reading', before: undefined, after: [ticks(1, 1)], active: undefined },
  {
    title: 'another number of cores',
    before: [ticks(0, 0)],
    after: [ticks(1, 1), ticks(1, 1)],
    active: undefined,
  },
  {
    title: 'counters that stood still',
    before: [ticks(1, 1)],
    after: [ticks(1, 1)],
    active: undefined,
  },
  {
    title: 'counters that went back',
    before: [ticks(9, 9)],
    after: [ticks(1, 10)],
    active: undefined,
  },
  {
    title: 'one core that went back',
    before: [ticks(9, 9), ticks(0, 0)],
    after: [ticks(1, 10), ticks(1, 1)],
    active: 0.5,
  },
  { title: 'no cores', before: [], after: [], active: undefined },
])('cpuFromTicks: $title', ({ before, after, active }) => {
  expect(cpuFromTicks(before, after, [])?.active_ratio).toBe(active);
});

it('does not trust a layout for another number of cores', () => {
  const layout = [{ tier: 'E', cores: 7 }];
  expect(cpuFromTicks(alike.before, alike.after, layout)).toMatchObject({
    tiers: [],
    performance_active_ratio: 0.625,
  });
});
