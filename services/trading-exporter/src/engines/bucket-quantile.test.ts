import { expect, it } from '@jest/globals';
import { bucketQuantile } from './bucket-quantile.ts';

const bucketsOf = (...counts: readonly number[]) =>
  counts.map((count, index) => ({ upToSeconds: index + 1, count }));

it.each([
  { title: 'no operation', total: 0, counts: [0, 0], quantile: undefined },
  { title: 'no bucket', total: 9, counts: [], quantile: undefined },
  { title: 'all in the first bucket', total: 10, counts: [10, 10], quantile: 0.6 },
  { title: 'an empty bucket in between', total: 10, counts: [4, 4, 10], quantile: 2 + 2 / 6 },
  { title: 'a rank at a bound', total: 10, counts: [6, 10], quantile: 1 },
  { title: 'a rank beyond the last bound', total: 10, counts: [2, 5], quantile: undefined },
  { title: 'a count that seems to fall', total: 20, counts: [10, 8, 20], quantile: 2.2 },
])('the sixtieth percentile of $title', ({ total, counts, quantile }) => {
  const found = bucketQuantile(0.6, total, bucketsOf(...counts));
  expect(found).toEqual(quantile === undefined ? undefined : expect.closeTo(quantile, 9));
});
