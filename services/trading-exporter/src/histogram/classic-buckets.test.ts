import { expect, it } from '@jest/globals';
import { bucketOf } from './buckets.ts';
import { boundsOf, createClassicBuckets, observe } from './classic-buckets.ts';

const bounds = boundsOf([0.0001, 0.001, 0.01]);

it.each([
  { nanoseconds: 1, counts: [1, 0, 0, 0] },
  { nanoseconds: 100_000, counts: [1, 0, 0, 0] },
  { nanoseconds: 100_001, counts: [0, 1, 0, 0] },
  { nanoseconds: 999_999, counts: [0, 1, 0, 0] },
  { nanoseconds: 1_000_000, counts: [0, 1, 0, 0] },
  { nanoseconds: 1_000_001, counts: [0, 0, 1, 0] },
  { nanoseconds: 10_000_001, counts: [0, 0, 0, 1] },
  { nanoseconds: 3600e9, counts: [0, 0, 0, 1] },
])('counts $nanoseconds ns under its bound, to the nanosecond', ({ nanoseconds, counts }) => {
  const classic = createClassicBuckets(bounds);
  observe(classic, bounds, { bucket: bucketOf(nanoseconds), nanoseconds, times: 2 });
  expect([...classic.counts]).toEqual(counts.map((count) => 2 * count));
  expect(classic.sumSeconds).toBeCloseTo((2 * nanoseconds) / 1e9, 12);
});
