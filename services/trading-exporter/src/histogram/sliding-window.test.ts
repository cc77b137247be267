import { expect, it } from '@jest/globals';
import { createSlidingWindow } from './sliding-window.ts';

const START = 1_767_225_600_000;

function counters() {
  const window = createSlidingWindow({
    windowSeconds: 60,
    sliceSeconds: 2,
    create: () => ({ count: 0 }),
  });
  return {
    add(seconds: number): boolean {
      const slice = window.at(START + seconds * 1000);
      if (slice !== undefined) slice.count += 1;
      return slice !== undefined;
    },
    total: (seconds: number) =>
      window.within(START + seconds * 1000).reduce((sum, { count }) => sum + count, 0),
  };
}

it.each([
  { title: 'empty', added: [], now: 0, total: 0 },
  { title: 'all within', added: [0, 30, 59], now: 59, total: 3 },
  { title: 'a whole window later', added: [0, 30], now: 60, total: 2 },
  { title: 'the oldest slice has left', added: [0, 30], now: 62, total: 1 },
  { title: 'everything has left', added: [0, 30], now: 1000, total: 0 },
  { title: 'out of order', added: [30, 1, 29], now: 31, total: 3 },
  { title: 'a slice that takes the place of a forgotten one', added: [0, 62], now: 62, total: 1 },
  { title: 'the clock went back', added: [30, 40], now: 35, total: 1 },
])('sliding window: $title', ({ added, now, total }) => {
  const counter = counters();
  for (const seconds of added) counter.add(seconds);
  expect(counter.total(now)).toBe(total);
});

it('takes nothing that is older than what it has forgotten', () => {
  const counter = counters();
  expect(counter.add(62)).toBe(true);
  expect(counter.add(0)).toBe(false);
  expect(counter.total(62)).toBe(1);
});
