import { expect, it } from '@jest/globals';
import { createSampling } from './sampling.ts';

const looks = (parts: readonly (readonly [measured: number, arrived: number | undefined])[]) => {
  const sampling = createSampling(60);
  for (const [index, [measured, arrived]] of parts.entries())
    sampling.add({ measured, arrived, atMilliseconds: 2000 * (index + 1) });
  return sampling;
};

it.each([
  { title: 'no market data', parts: [[0, 0]] as const, ratio: undefined },
  {
    title: 'all of it',
    parts: [
      [10, 10],
      [5, 5],
    ] as const,
    ratio: 1,
  },
  {
    title: 'a part',
    parts: [
      [10, 10],
      [5, 50],
    ] as const,
    ratio: 0.25,
  },
  { title: 'nothing but passed over', parts: [[0, 50]] as const, ratio: 0 },
  {
    title: 'not countable',
    parts: [
      [10, 10],
      [5, undefined],
    ] as const,
    ratio: undefined,
  },
])('ratio: $title', ({ parts, ratio }) => {
  expect(looks(parts).ratio(6000)).toBe(ratio);
});

it('forgets what is older than the window', () => {
  const sampling = looks([
    [0, 100],
    [7, 7],
  ]);
  expect(sampling.ratio(61_999)).toBeCloseTo(7 / 107);
  expect(sampling.ratio(62_000)).toBe(1);
  expect(sampling.ratio(64_000)).toBeUndefined();
});

it('forgets what is from the future when the clock was set back', () => {
  const sampling = looks([[0, 100]]);
  sampling.add({ measured: 5, arrived: 5, atMilliseconds: -3_600_000 });
  expect(sampling.ratio(-3_600_000)).toBe(1);
  expect(sampling.ratio(-3_590_000)).toBe(1);
});
