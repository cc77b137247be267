import { expect, it } from '@jest/globals';
import { spreadEvenly } from './spread-evenly.ts';

it.each([
  { title: 'none', entries: 0, from: 0, to: 2000, slices: 0 },
  { title: 'fewer than slices', entries: 3, from: 0, to: 2000, slices: 3 },
  { title: 'many', entries: 20_001, from: 1000, to: 3000, slices: 200 },
  { title: 'in no time', entries: 7, from: 1000, to: 1000, slices: 1 },
  { title: 'a clock that went back', entries: 7, from: 1000, to: 500, slices: 1 },
])('spreadEvenly: $title', ({ entries, from, to, slices }) => {
  const spread = spreadEvenly({ entries, fromMilliseconds: from, toMilliseconds: to });
  expect(spread).toHaveLength(slices);
  expect(spread.reduce((sum, slice) => sum + slice.entries, 0)).toBe(entries);
  for (const slice of spread) {
    expect(slice.entries).toBeLessThanOrEqual(Math.ceil(entries / slices));
    expect(slice.atMilliseconds).toBeGreaterThanOrEqual(from);
    expect(slice.atMilliseconds).toBeLessThanOrEqual(Math.max(from, to));
  }
});
