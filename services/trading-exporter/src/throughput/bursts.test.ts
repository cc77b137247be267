import { expect, it } from '@jest/globals';
import { burstAt, createBursts } from './bursts.ts';

const START = 1_767_225_600_000;

it.each([
  { title: 'one', offsets: [0], largest: 1 },
  { title: 'all in ten milliseconds', offsets: [0, 1, 5, 9.9], largest: 4 },
  { title: 'over the border of a bin', offsets: [8, 9, 10, 11, 12], largest: 3 },
  { title: 'evenly spread', offsets: [0, 10, 20, 30], largest: 1 },
  { title: 'two streams, read one after the other', offsets: [0, 1, 500, 501, 2, 3], largest: 4 },
  { title: 'the same place of the ring later', offsets: [0, 0, 1280], largest: 2 },
  { title: 'too late to be counted', offsets: [1280, 0, 0, 0], largest: 1 },
  {
    title: 'a straggler does not end the count of now',
    offsets: [1280, 1281, 0, 1282],
    largest: 3,
  },
  { title: 'the clock was set back an hour', offsets: [3_600_000, 0, 1, 2], largest: 3 },
])('bursts: $title', ({ offsets, largest }) => {
  const bursts = createBursts();
  expect(Math.max(...offsets.map((offset) => burstAt(bursts, START + offset)))).toBe(largest);
});
