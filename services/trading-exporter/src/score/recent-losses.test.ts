import { expect, it } from '@jest/globals';
import { createRecentLosses } from './recent-losses.ts';

const START = Date.UTC(2026, 0, 5, 15);
const bus = (lostEntries?: number, name = 'bus') => ({
  name,
  ...(lostEntries === undefined ? {} : { lostEntries }),
});

it.each([
  { title: 'no input', told: [[]], within: [undefined] },
  { title: 'an input that cannot tell', told: [[bus()]], within: [undefined] },
  { title: 'nothing lost', told: [[bus(0)], [bus(0)]], within: [0, 0] },
  { title: 'lost before the first sample', told: [[bus(7)], [bus(7)]], within: [7, 7] },
  {
    title: 'lost once, and forgotten with the window',
    told: [[bus(0)], [bus(500)], [bus(500)], [bus(500)], [bus(500)]],
    within: [0, 500, 500, 500, 0],
  },
  {
    title: 'two buses at once',
    told: [
      [bus(1), bus(2, 'other')],
      [bus(4), bus(2, 'other')],
    ],
    within: [3, 6],
  },
  { title: 'a total that begins anew', told: [[bus(5)], [bus(1)], [bus(2)]], within: [5, 5, 6] },
  {
    title: 'a bus that is away for a while',
    told: [[bus(5)], [bus()], [bus(6)]],
    within: [5, undefined, 6],
  },
])('$title', ({ told, within }) => {
  const losses = createRecentLosses(60);
  expect(told.map((inputs, step) => losses.within(inputs, START + step * 25_000))).toEqual(within);
});
