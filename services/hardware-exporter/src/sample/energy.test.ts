import { expect, it } from '@jest/globals';
import { addEnergy, addWindow, NO_ENERGY } from './energy.ts';

it.each([
  {
    title: 'first window',
    totals: {},
    joules: { cpu: 2, gpu: 0 },
    sum: { cpu_joules_total: 2, gpu_joules_total: 0 },
  },
  {
    title: 'next window',
    totals: { cpu_joules_total: 2 },
    joules: { cpu: 3, ane: 1 },
    sum: { cpu_joules_total: 5, ane_joules_total: 1 },
  },
  {
    title: 'a dead meter',
    totals: { cpu_joules_total: 2 },
    joules: {},
    sum: { cpu_joules_total: 2 },
  },
  { title: 'never metered', totals: {}, joules: {}, sum: {} },
])('addEnergy: $title', ({ totals, joules, sum }) => {
  expect(addEnergy(totals, joules)).toEqual(sum);
});

/** Readings of two sources: when they came, how long they reach back, and the energy of that time. */
it.each([
  {
    title: 'one source, however its windows meet',
    windows: [
      { source: 'powermetrics', at: 1, seconds: 1, joules: { cpu: 4 } },
      { source: 'powermetrics', at: 1.9, seconds: 1, joules: { cpu: 4 } },
    ],
    totals: { cpu_joules_total: 8 },
  },
  {
    title: 'only what the other source has not counted',
    windows: [
      { source: 'powermetrics', at: 0, seconds: 1, joules: { cpu: 4 } },
      { source: 'macmon', at: 2.5, seconds: 1, joules: { cpu: 3 } },
      { source: 'powermetrics', at: 3, seconds: 3, joules: { cpu: 12, gpu: 6 } },
    ],
    totals: { cpu_joules_total: 9, gpu_joules_total: 6 },
  },
  {
    title:
      'nothing of a window that was counted whole, or lies before it as the clock was set back',
    windows: [
      { source: 'powermetrics', at: 5, seconds: 1, joules: { cpu: 4 } },
      { source: 'macmon', at: 5, seconds: 1, joules: { cpu: 3 } },
      { source: 'powermetrics', at: 1, seconds: 1, joules: { cpu: 4 } },
      { source: 'powermetrics', at: 2, seconds: 1, joules: { cpu: 5 } },
    ],
    totals: { cpu_joules_total: 9 },
  },
  {
    title: 'all of one whose length is not known',
    windows: [
      { source: 'macmon', at: 1, seconds: 1, joules: { cpu: 3 } },
      { source: 'powermetrics', at: 2, seconds: undefined, joules: { cpu: 4 } },
    ],
    totals: { cpu_joules_total: 7 },
  },
] as const)('addWindow adds $title', ({ windows, totals }) => {
  let account = NO_ENERGY;
  for (const { at, ...window } of windows)
    account = addWindow(account, { ...window, at: new Date(at * 1000) });
  expect(account.totals).toEqual(totals);
});
