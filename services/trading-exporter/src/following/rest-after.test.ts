import { expect, it } from '@jest/globals';
import { restAfter } from './rest-after.ts';

it.each([
  { title: 'a quick look', took: 3, rest: 2000 },
  { title: 'a large Redis', took: 250, rest: 5000 },
  { title: 'a machine that slept during it', took: 3_600_000, rest: 300_000 },
])('$title', ({ took, rest }) => {
  expect(restAfter(took)).toBe(rest);
});
