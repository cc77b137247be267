import { expect, it } from '@jest/globals';
import { coresOfLevels } from './performance-levels.ts';

it.each([
  {
    title: 'an M4 Max',
    values: {
      'hw.perflevel1.physicalcpu': '4',
      'hw.perflevel1.name': 'Efficiency',
      'hw.perflevel0.physicalcpu': '12',
      'hw.perflevel0.name': 'Performance',
    },
    chip: { p_cores: 12, e_cores: 4 },
    missing: [],
  },
  {
    title: 'an M5, whose fastest cores are called super',
    values: {
      'hw.perflevel0.physicalcpu': '6',
      'hw.perflevel0.name': 'Super',
      'hw.perflevel1.physicalcpu': '12',
      'hw.perflevel1.name': 'Performance',
    },
    chip: { p_cores: 12 },
    missing: [],
  },
  {
    title: 'a list without the physical cores',
    values: { 'hw.perflevel0.logicalcpu': '8', 'hw.perflevel0.name': 'Performance' },
    chip: { p_cores: 8 },
    missing: [],
  },
  {
    title: 'levels without names',
    values: { 'hw.perflevel0.physicalcpu': '12', 'hw.perflevel1.physicalcpu': '4' },
    chip: {},
    missing: ['chip.p_cores', 'chip.e_cores'],
  },
  {
    title: 'a level whose number is none',
    values: {
      'hw.perflevel0.physicalcpu': '12',
      'hw.perflevel0.name': 'Performance',
      'hw.perflevel1.physicalcpu': 'four',
      'hw.perflevel1.name': 'Efficiency',
    },
    chip: { p_cores: 12 },
    missing: ['chip.e_cores'],
  },
])('counts the cores of $title', ({ values, chip, missing }) => {
  const reading = coresOfLevels(new Map(Object.entries(values)));
  expect(reading?.chip).toEqual(chip);
  expect(reading?.missing.map(({ field }) => field)).toEqual(missing);
});

it('says nothing where cores have no levels', () => {
  expect(coresOfLevels(new Map([['hw.ncpu', '4']]))).toBeUndefined();
});
