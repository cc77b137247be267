import { expect, it } from '@jest/globals';
import { ratesPerSecond } from './rates.ts';

it.each([
  { title: 'first reading', before: undefined, after: reading(5, 1, 10), rates: undefined },
  {
    title: 'growth',
    before: reading(5, 1, 10),
    after: reading(25, 3, 14),
    rates: { read: 5, written: 0.5 },
  },
  {
    title: 'standing still',
    before: reading(5, 1, 10),
    after: reading(5, 1, 14),
    rates: { read: 0, written: 0 },
  },
  {
    title: 'one of them restarted',
    before: reading(5, 1, 10),
    after: reading(1, 3, 14),
    rates: undefined,
  },
  {
    title: 'no time passed',
    before: reading(5, 1, 10),
    after: reading(6, 1, 10),
    rates: undefined,
  },
  {
    title: 'clock going back',
    before: reading(5, 1, 10),
    after: reading(6, 1, 9),
    rates: undefined,
  },
])('ratesPerSecond: $title', ({ before, after, rates }) => {
  expect(ratesPerSecond(before, after)).toEqual(rates);
});

function reading(read: number, written: number, atSeconds: number) {
  return { totals: { read, written }, atSeconds };
}
