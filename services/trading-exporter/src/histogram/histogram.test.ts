import { describe, expect, it } from '@jest/globals';
import type { Histogram } from './histogram.ts';
import { createHistogram, merge, quantile, record } from './histogram.ts';

/** Mulberry32: the same numbers at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Latencies as they are: most around a middle, a few twenty times as long, over six orders of magnitude. */
function latencies(seed: number, count: number): readonly number[] {
  const random = seeded(seed);
  const middle = 10 ** (3 + 6 * random());
  return Array.from({ length: count }, () => {
    const spread = Math.exp((random() + random() + random() - 1.5) * 2);
    return Math.max(1, Math.round(middle * spread * (random() < 0.005 ? 20 : 1)));
  });
}

function nearestRank(values: readonly number[], ratio: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(ratio * sorted.length) - 1)] ?? Number.NaN;
}

function histogramOf(values: readonly number[]): Histogram {
  const histogram = createHistogram();
  for (const value of values) record(histogram, value);
  return histogram;
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed + 1);

describe('quantile', () => {
  it.each(seeds)('is within 0.5 % of the nearest rank (seed %i)', (seed) => {
    const values = latencies(seed, 1 + seed * 53);
    const histogram = histogramOf(values);
    for (const ratio of [0, 0.5, 0.95, 0.99, 0.999, 1]) {
      const exact = nearestRank(values, ratio);
      expect(Math.abs((quantile(histogram, ratio) ?? 0) - exact) / exact).toBeLessThan(0.005);
    }
  });

  it.each([
    { title: 'nothing', values: [], ratio: 0.5, value: undefined },
    { title: 'one value', values: [4_240_000], ratio: 0.99, value: 4_240_000 },
    { title: 'small values, one by one', values: [1, 2, 3], ratio: 0.5, value: 2 },
    {
      title: 'the last small and the first shared bucket',
      values: [127, 128],
      ratio: 1,
      value: 128,
    },
    { title: 'an hour', values: [3600e9], ratio: 0.5, value: 3600e9 },
    { title: 'the largest exact number', values: [2 ** 53 - 1], ratio: 0.5, value: 2 ** 53 - 1 },
  ])('of $title', ({ values, ratio, value }) => {
    expect(quantile(histogramOf(values), ratio)).toBe(value);
  });
});

it('merges exactly, in any order', () => {
  const parts = seeds.slice(0, 5).map((seed) => latencies(seed, 300));
  const whole = histogramOf(parts.flat());
  for (const order of [parts, [...parts].reverse()]) {
    const merged = createHistogram();
    for (const part of order) merge(merged, histogramOf(part));
    expect(merged).toEqual(whole);
    for (const ratio of [0.01, 0.5, 0.99])
      expect(quantile(merged, ratio)).toBe(quantile(whole, ratio));
  }
});

it('leaves a source alone that it was merged from', () => {
  const source = histogramOf([100]);
  const target = createHistogram();
  merge(target, source);
  record(target, 100);
  expect(source.count).toBe(1);
  expect(quantile(source, 1)).toBe(100);
});

it('counts a batch as often as it stands for', () => {
  const histogram = histogramOf([1000]);
  record(histogram, 50, 3);
  expect(histogram).toMatchObject({ count: 4, sum: 1150, min: 50, max: 1000 });
  expect(quantile(histogram, 0.75)).toBe(50);
});
