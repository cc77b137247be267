import { expect, it } from '@jest/globals';
import { placedAt } from './placed-at.ts';

const now = 1_767_225_600_000;

it.each([
  { title: 'a live entry counts when it was added', entry: now - 5, placed: now - 5 },
  { title: 'so does the last one of the window', entry: now - 59_999, placed: now - 59_999 },
  { title: 'an entry of a recording counts when it is read', entry: now - 60_000, placed: now },
  { title: 'so does one of last year', entry: now - 365 * 86_400_000, placed: now },
  { title: 'and one of a bus whose clock is ahead', entry: now + 3, placed: now },
])('placedAt: $title', ({ entry, placed }) => {
  expect(placedAt({ entryMilliseconds: entry, nowMilliseconds: now, windowSeconds: 60 })).toBe(
    placed,
  );
});
