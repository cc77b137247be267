import { expect, it } from '@jest/globals';
import { lonePoints } from './lone-points.ts';

it.each([
  { title: 'nothing', values: [], lone: [] },
  { title: 'a first reading after a start', values: [null, null, 3], lone: [2] },
  { title: 'the only reading of all', values: [0], lone: [0] },
  { title: 'a line', values: [1, 2, 3], lone: [] },
  { title: 'one between gaps, beside a line', values: [1, 2, null, 5, undefined, 6], lone: [3, 5] },
])('$title', ({ values, lone }) => {
  expect(lonePoints(values)).toEqual(lone);
});
