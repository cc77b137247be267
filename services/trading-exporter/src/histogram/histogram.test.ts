import { describe, expect, it } from '@jest/globals';
import { addCounts, addTimes, createBucketCounts } from './bucket-counts.ts';
import { bucketOf } from './buckets.ts';
import { mixture, nearestRank } from './fixtures/mixtures.ts';
import type { Histogram } from './histogram.ts';
import { createHistogram, quantile } from './histogram.ts';
import { createSlidingHistogram, mergeWithin, recordAt } from './sliding-histogram.ts';

const NOW = 1_767_623_400_000;
const RATIOS = [0, 0.5, 0.9, 0.95, 0.99, 0.999, 1];

/** By the way that every sample takes. */
function histogramOf(values: readonly number[], times = 1): Histogram {
  const window = createSlidingHistogram(60, () => undefined);
  for (const value of values) recordAt(window, bucketOf(value), value, times, NOW);
  const histogram = createHistogram();
  mergeWithin(histogram, window, NOW);
  return histogram;
}

function countsOf(values: readonly number[]) {
  const counts = createBucketCounts();
  for (const value of values) addTimes(counts, bucketOf(value), 1);
  return counts;
}

it('is within 1/256 of the value of nearest rank, for a thousand mixtures', () => {
  for (let seed = 1; seed <= 1000; seed++) {
    const values = mixture(seed);
    const histogram = histogramOf(values);
    for (const ratio of RATIOS) {
      const exact = nearestRank(values, ratio);
      const told = quantile(histogram, ratio) ?? Number.NaN;
      const isClose = Math.abs(told - exact) <= exact / 256;
      expect({ seed, ratio, exact, told, isClose }).toMatchObject({ isClose: true });
    }
  }
});

describe('quantile', () => {
  it.each([
    { title: 'nothing', values: [], ratio: 0.5, value: undefined },
    { title: 'one value', values: [4_240_000], ratio: 0.99, value: 4_240_000 },
    { title: 'small values, one by one', values: [1, 2, 3], ratio: 0.5, value: 2 },
    { title: 'neighbours', values: [127, 128], ratio: 1, value: 128 },
    { title: 'an hour', values: [3600e9], ratio: 0.5, value: 3600e9 },
  ])('of $title', ({ values, ratio, value }) => {
    expect(quantile(histogramOf(values), ratio)).toBe(value);
  });

  it('counts a batch as often as it stands for', () => {
    const window = createSlidingHistogram(60, () => undefined);
    recordAt(window, bucketOf(1000), 1000, 1, NOW);
    recordAt(window, bucketOf(50), 50, 3, NOW);
    const histogram = createHistogram();
    expect(mergeWithin(histogram, window, NOW)).toBe(4);
    expect(histogram).toMatchObject({ count: 4, sum: 1150, min: 50, max: 1000 });
    expect([0.75, 0.76].map((ratio) => quantile(histogram, ratio))).toEqual([50, 1000]);
  });

  it('counts batches of a million for hours in one bucket', () => {
    const window = createSlidingHistogram(3600, () => undefined);
    for (let entry = 0; entry < 20_000; entry++) recordAt(window, bucketOf(500), 500, 1e6, NOW);
    const histogram = createHistogram();
    expect(mergeWithin(histogram, window, NOW)).toBe(2e10);
    expect(quantile(histogram, 0.999)).toBe(500);
  });
});

describe('counts', () => {
  const parts = [1, 2, 3, 4, 5].map((seed) => mixture(seed * 9 - 1));
  const [first = [], second = [], third = []] = parts;

  it('add up to the same in any order and grouping', () => {
    const left = countsOf(first);
    addCounts(left, countsOf(second), 1);
    addCounts(left, countsOf(third), 1);
    const inner = countsOf(second);
    addCounts(inner, countsOf(third), 1);
    const right = countsOf(first);
    addCounts(right, inner, 1);
    const reversed = countsOf(third);
    addCounts(reversed, countsOf(second), 1);
    addCounts(reversed, countsOf(first), 1);
    const whole = countsOf([...first, ...second, ...third]);
    for (const counts of [left, right, reversed]) expect(counts).toEqual(whole);
  });

  it('leave nothing behind when what was added is taken out', () => {
    const counts = countsOf(first);
    for (const values of parts.slice(1)) addCounts(counts, countsOf(values), 1);
    for (const values of parts.slice(1)) addCounts(counts, countsOf(values), -1);
    const { first: lowest, counts: left } = counts;
    const alone = countsOf(first);
    const offset = alone.first - lowest;
    expect([...left.subarray(offset, offset + alone.counts.length)]).toEqual([...alone.counts]);
    expect(left.reduce((sum, count) => sum + Math.abs(count), 0)).toBe(first.length);
  });
});
