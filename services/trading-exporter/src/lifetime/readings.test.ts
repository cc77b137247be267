import { expect, it } from '@jest/globals';
import { createReadings, fellBack } from './readings.ts';

function readings() {
  return createReadings<number>({ windowSeconds: 10, isAnotherLife: fellBack });
}

it('spans the window, from its oldest reading to the newest', () => {
  const counter = readings();
  expect(counter.span()).toBeUndefined();
  expect(counter.take(5, 0)).toBe(true);
  expect(counter.span()).toEqual({ first: 5, last: 5, seconds: 0 });
  expect(counter.take(7, 4000)).toBe(false);
  expect(counter.span()).toEqual({ first: 5, last: 7, seconds: 4 });
  counter.take(9, 12_000);
  expect(counter.span()).toEqual({ first: 7, last: 9, seconds: 8 });
});

it('forgets the life before, and a window in which nothing was read', () => {
  const counter = readings();
  counter.take(5, 0);
  expect(counter.take(2, 5000)).toBe(true);
  expect(counter.span()).toEqual({ first: 2, last: 2, seconds: 0 });
  counter.take(3, 60_000);
  expect(counter.span()).toEqual({ first: 3, last: 3, seconds: 0 });
});

it('lasts no time when the clock went back', () => {
  const counter = readings();
  counter.take(5, 9000);
  counter.take(6, 1000);
  expect(counter.span()).toEqual({ first: 5, last: 6, seconds: 0 });
});

it.each([
  { before: 2, now: 1, fell: true },
  { before: 2, now: 2, fell: false },
  { before: 2, now: undefined, fell: false },
  { before: undefined, now: 1, fell: false },
])('a counter at $before and then at $now has fallen: $fell', ({ before, now, fell }) => {
  expect(fellBack(before, now)).toBe(fell);
});
