import { expect, it } from '@jest/globals';
import { BUCKETS, bucketOf, lowestOf, middleOf } from './buckets.ts';

it('begins each bucket where the one before it ends', () => {
  for (let bucket = 1; bucket < BUCKETS; bucket++) {
    const lowest = lowestOf(bucket);
    expect(bucketOf(lowest)).toBe(bucket);
    expect(bucketOf(lowest * (1 - Number.EPSILON))).toBe(bucket - 1);
  }
});

it.each([1, 2, 3, 127, 128, 129, 254, 255])('tells %i ns exactly', (nanoseconds) => {
  expect(middleOf(bucketOf(nanoseconds))).toBe(nanoseconds);
});

it('is at most 1/256 off', () => {
  for (let nanoseconds = 1; nanoseconds < 3600e9; nanoseconds = Math.ceil(nanoseconds * 1.0007)) {
    const error = Math.abs(middleOf(bucketOf(nanoseconds)) - nanoseconds) / nanoseconds;
    expect(error).toBeLessThanOrEqual(1 / 256);
  }
});

it.each([
  { title: 'zero', nanoseconds: 0, bucket: 0 },
  { title: 'less than a nanosecond', nanoseconds: 0.25, bucket: 0 },
  { title: 'an hour', nanoseconds: 3600e9, bucket: bucketOf(3600e9) },
  { title: 'more than it tells apart', nanoseconds: 1e30, bucket: BUCKETS - 1 },
  { title: 'infinity', nanoseconds: Number.POSITIVE_INFINITY, bucket: BUCKETS - 1 },
  { title: 'no number', nanoseconds: Number.NaN, bucket: BUCKETS - 1 },
  { title: 'negative', nanoseconds: -5, bucket: BUCKETS - 1 },
])('keeps $title within its buckets', ({ nanoseconds, bucket }) => {
  expect(bucketOf(nanoseconds)).toBe(bucket);
  expect(bucket).toBeLessThan(BUCKETS);
});
