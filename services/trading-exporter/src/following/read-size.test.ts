import { expect, it } from '@jest/globals';
import { FIRST_COUNT, nextCount } from './read-size.ts';

it.each([
  { title: 'nothing came', count: 20, entries: 0, bytes: 0, isFull: false, next: 20 },
  { title: 'all was read', count: 20, entries: 30, bytes: 9000, isFull: false, next: 20 },
  { title: 'one stream is busy', count: 20, entries: 20, bytes: 6000, isFull: true, next: 40 },
  { title: 'at its best', count: 1000, entries: 1000, bytes: 600_000, isFull: true, next: 1000 },
  {
    title: 'many streams became busy at once',
    count: 1000,
    entries: 50_000,
    bytes: 15_000_000,
    isFull: true,
    next: 20,
  },
  {
    title: 'payloads of five megabytes',
    count: 20,
    entries: 20,
    bytes: 100_000_000,
    isFull: true,
    next: 1,
  },
])('nextCount: $title', ({ count, next, ...size }) => {
  expect(nextCount(count, size)).toBe(next);
});

it('is as large as it may be after a few reads', () => {
  let count = FIRST_COUNT;
  for (let read = 0; read < 8; read += 1)
    count = nextCount(count, { entries: count, bytes: 300 * count, isFull: true });
  expect(count).toBe(1000);
});
