import { expect, it } from '@jest/globals';
import { thermalOf } from './thermal.ts';

it.each([
  { reported: 'Nominal', level: 0, state: 'nominal' },
  { reported: 'Moderate', level: 1, state: 'fair' },
  { reported: 'Heavy', level: 2, state: 'serious' },
  { reported: 'Trapping', level: 3, state: 'critical' },
  { reported: 'Sleeping', level: 4, state: 'critical' },
  { reported: 'serious', level: 2, state: 'serious' },
  { reported: 'Normal', level: 0, state: 'nominal' },
  { reported: 'Light', level: 1, state: 'fair' },
  { reported: 'Undefined', level: undefined, state: undefined },
])('thermalOf: $reported', ({ reported, level, state }) => {
  expect(thermalOf(reported)).toEqual({
    reported,
    ...(level === undefined ? {} : { level, state }),
  });
});
