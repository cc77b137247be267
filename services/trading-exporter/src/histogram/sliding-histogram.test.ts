import { describe, expect, it } from '@jest/globals';
import { bucketOf } from './buckets.ts';
import { seeded } from './fixtures/mixtures.ts';
import { createHistogram, quantile } from './histogram.ts';
import { createSlidingHistogram, mergeWithin, recordAt } from './sliding-histogram.ts';

const START = 1_767_225_600_000;

/** A window of a minute, and all that was recorded, for comparison. */
function recorded() {
  let over = 0;
  const window = createSlidingHistogram(60, (slice) => {
    over += slice.count;
  });
  return {
    window,
    over: () => over,
    add(seconds: number, nanoseconds = 1000, times = 1) {
      const at = START + seconds * 1000;
      return recordAt(window, bucketOf(nanoseconds), nanoseconds, times, at);
    },
    at(seconds: number) {
      const histogram = createHistogram();
      mergeWithin(histogram, window, START + seconds * 1000);
      return histogram;
    },
  };
}

it.each([
  { title: 'empty', added: [], now: 0, count: 0 },
  { title: 'all within', added: [0, 30, 59], now: 59, count: 3 },
  { title: 'a whole window later', added: [0, 30], now: 60, count: 2 },
  { title: 'the oldest slice has left', added: [0, 30], now: 62, count: 1 },
  { title: 'everything has left at once', added: [0, 30], now: 1000, count: 0 },
  { title: 'out of order', added: [30, 1, 29, 31, 1], now: 31, count: 5 },
  { title: 'a slice in the place of a forgotten one', added: [0, 62], now: 62, count: 1 },
  { title: 'too late', added: [62, 0], now: 62, count: 1 },
  { title: 'a little ahead of its reader', added: [30, 31], now: 29.9, count: 2 },
  { title: 'the clock was set back', added: [30, 400], now: 35, count: 1 },
])('window: $title', ({ added, now, count }) => {
  const minute = recorded();
  for (const seconds of added) minute.add(seconds);
  const histogram = minute.at(now);
  expect(histogram.count).toBe(count);
  expect(histogram.buckets.counts.reduce((sum, it) => sum + it, 0)).toBe(count);
});

it('tells the smallest and largest of the window, not of all time', () => {
  const minute = recorded();
  for (const [seconds, value] of [
    [0, 5],
    [0, 9e9],
    [40, 700],
    [50, 800],
  ] as const)
    minute.add(seconds, value);
  expect(minute.at(50)).toMatchObject({ count: 4, min: 5, max: 9e9 });
  expect(minute.at(70)).toMatchObject({ count: 2, min: 700, max: 800, sum: 1500 });
  expect(quantile(minute.at(70), 1)).toBe(800);
});

it('records on after the clock was set back', () => {
  const minute = recorded();
  for (let second = 0; second < 60; second++) minute.add(3600 + second);
  expect(minute.at(0).count).toBe(0);
  for (let second = 0; second < 10; second++) minute.add(second);
  expect(minute.at(10).count).toBe(10);
});

it('holds no memory of a series that has fallen silent', () => {
  const minute = recorded();
  for (let entry = 0; entry < 5000; entry++) minute.add(entry / 100, 1000 + entry);
  expect(minute.at(50).count).toBe(5000);
  expect(minute.at(500).count).toBe(0);
  expect(minute.window.slices).toHaveLength(0);
  expect(minute.window.over.counts).toHaveLength(0);
});

describe('against a list of all that was recorded', () => {
  const random = seeded(11);
  const entries = Array.from({ length: 60_000 }, (_, index) => ({
    // A slow hour, then a fast minute: notes, counts and both in one slice; a few entries late by up to 50 s.
    seconds:
      index < 3000 ? index : 3000 + (index - 3000) / 500 - (random() < 0.01 ? 50 * random() : 0),
    nanoseconds: Math.ceil(10 ** (1 + 8 * random())),
    times: random() < 0.001 ? 300_000 : 1 + Math.floor(3 * random()),
  }));

  it('tells what a list tells, at any moment', () => {
    const minute = recorded();
    let late = 0;
    entries.forEach((entry, index) => {
      if (!minute.add(entry.seconds, entry.nanoseconds, entry.times)) late += entry.times;
      if (index % 4999 !== 0) return;
      const now = index < 3000 ? index : 3000 + (index - 3000) / 500;
      const newest = Math.floor(now / 2);
      const held = entries
        .slice(0, index + 1)
        .filter(({ seconds }) => Math.floor(seconds / 2) > newest - 31);
      const histogram = minute.at(now);
      expect(histogram).toMatchObject({
        count: held.reduce((sum, { times }) => sum + times, 0),
        sum: held.reduce((sum, { nanoseconds, times }) => sum + nanoseconds * times, 0),
        min: Math.min(...held.map(({ nanoseconds }) => nanoseconds)),
        max: Math.max(...held.map(({ nanoseconds }) => nanoseconds)),
      });
      const counted = histogram.buckets.counts.reduce((sum, count) => sum + count, 0);
      expect(counted).toBe(histogram.count);
    });
    const all = entries.reduce((sum, { times }) => sum + times, 0);
    expect(minute.over() + late + minute.window.open.count).toBe(all);
  });
});
