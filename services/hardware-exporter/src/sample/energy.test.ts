import { expect, it } from '@jest/globals';
import { addEnergy } from './energy.ts';

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
