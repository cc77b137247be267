import { expect, it } from '@jest/globals';
import { ratePerSecond } from './rate.ts';

it.each([
  { title: 'first reading', before: undefined, after: reading(5, 10), rate: undefined },
  { title: 'growth', before: reading(5, 10), after: reading(25, 14), rate: 5 },
  { title: 'standing still', before: reading(5, 10), after: reading(5, 14), rate: 0 },
  { title: 'restarted', before: reading(5, 10), after: reading(1, 14), rate: undefined },
  { title: 'no time passed', before: reading(5, 10), after: reading(6, 10), rate: undefined },
  { title: 'clock going back', before: reading(5, 10), after: reading(6, 9), rate: undefined },
])('ratePerSecond: $title', ({ before, after, rate }) => {
  expect(ratePerSecond(before, after)).toBe(rate);
});

function reading(value: number, atSeconds: number) {
  return { value, atSeconds };
}
