import { expect, it } from '@jest/globals';
import { activeRatio, scaledRatio } from './residency.ts';

it.each([
  { title: 'the sum over the clocks', states: [0.2, 0.1], idle: 0.9, down: undefined, ratio: 0.3 },
  { title: 'what idle leaves', states: undefined, idle: 0.7, down: undefined, ratio: 0.3 },
  { title: 'what idle and down leave', states: [], idle: 0.2, down: 0.7, ratio: 0.1 },
  { title: 'rounding past 1', states: [0.6, 0.400001], idle: 0, down: undefined, ratio: 1 },
  { title: 'rounding below 0', states: undefined, idle: 0.6, down: 0.400001, ratio: 0 },
  { title: 'shares of more than all', states: [0.9, 0.6], idle: 0.5, down: 0, ratio: undefined },
  { title: 'a share of 7', states: [7], idle: 0.5, down: 0, ratio: undefined },
  { title: 'idling for more than all', states: undefined, idle: 1.5, down: 0, ratio: undefined },
  { title: 'rounding no more', states: [1.002], idle: 0, down: 0, ratio: undefined },
  { title: 'nothing', states: undefined, idle: undefined, down: 0.5, ratio: undefined },
])('activeRatio: $title', ({ states, idle, down, ratio }) => {
  const found = activeRatio({
    states: states?.map((share) => ({ frequency_hertz: 1e9, ratio: share })),
    idleRatio: idle,
    downRatio: down,
  });
  if (ratio === undefined) expect(found).toBeUndefined();
  else expect(found).toBeCloseTo(ratio, 9);
});

it('scaledRatio: by the highest clock, wherever it stands', () => {
  const states = [
    { frequency_hertz: 1000, ratio: 0.5 },
    { frequency_hertz: 2000, ratio: 0.1 },
    { frequency_hertz: 1500, ratio: 0 },
  ];
  expect(scaledRatio(states)).toBeCloseTo(0.35, 9);
  expect(scaledRatio([])).toBeUndefined();
  expect(scaledRatio([{ frequency_hertz: 0, ratio: 1 }])).toBeUndefined();
  expect(scaledRatio([{ frequency_hertz: 1000, ratio: 1.5 }])).toBeUndefined();
});
