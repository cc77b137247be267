import { expect, it } from '@jest/globals';
import type { CounterWindow } from './counter-window.ts';
import { addReading, increaseOf } from './counter-window.ts';

const after = (readings: readonly (readonly [second: number, value: number])[]) => {
  let window: CounterWindow | undefined;
  for (const [second, value] of readings)
    window = addReading(window, {
      value,
      at: new Date(second * 1000).toISOString(),
      windowSeconds: 600,
    });
  return window;
};

it.each([
  { title: 'first reading: what was before is unknown', readings: [[0, 7]], increase: 0 },
  {
    title: 'stands still',
    readings: [
      [0, 7],
      [60, 7],
      [900, 7],
    ],
    increase: 0,
  },
  {
    title: 'grows',
    readings: [
      [0, 7],
      [60, 8],
      [120, 10],
    ],
    increase: 3,
  },
  {
    title: 'reset to 0',
    readings: [
      [0, 7],
      [60, 0],
    ],
    increase: 0,
  },
  {
    title: 'reset and grown again',
    readings: [
      [0, 7],
      [60, 9],
      [120, 1],
    ],
    increase: 3,
  },
  {
    title: 'growth leaves the window',
    readings: [
      [0, 0],
      [60, 5],
      [700, 5],
    ],
    increase: 0,
  },
  {
    title: 'half of it leaves',
    readings: [
      [0, 0],
      [60, 5],
      [500, 6],
      [700, 6],
    ],
    increase: 1,
  },
  {
    title: 'grows after a long rest',
    readings: [
      [0, 0],
      [60, 5],
      [7000, 6],
    ],
    increase: 1,
  },
] as const)('increaseOf: $title', ({ readings, increase }) => {
  const window = after(readings);
  expect(window && increaseOf(window)).toBe(increase);
});

it('holds no more points however fast it grows', () => {
  const window = after(Array.from({ length: 5000 }, (_, second) => [second, second * 3] as const));
  expect(window?.points.length).toBeLessThanOrEqual(62);
  expect(window && increaseOf(window)).toBeGreaterThanOrEqual(1800);
  expect(window && increaseOf(window)).toBeLessThanOrEqual(1860);
});
