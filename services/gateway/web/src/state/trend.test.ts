import { expect, it } from '@jest/globals';
import type { Trend } from './trend.ts';
import { columnTimes, recordReading, STEPS, seedTrend, trendColumn } from './trend.ts';

const start = new Date('2026-01-05T10:00:00.000Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const record = (readings: readonly { at: number; value: number }[]): Trend =>
  readings.reduce<Trend>((trend, { at, value }) => recordReading(trend, after(at), value), []);

it('averages the readings of a step', () => {
  const trend = record([
    { at: 0, value: 1 },
    { at: 1, value: 3 },
    { at: 9.9, value: 5 },
    { at: 10, value: 7 },
  ]);
  expect(trend.map(({ mean, count }) => ({ mean, count }))).toEqual([
    { mean: 3, count: 3 },
    { mean: 7, count: 1 },
  ]);
});

it('drops a reading that comes late, and starts anew when the clock was set back', () => {
  const trend = record([{ at: 1000, value: 1 }]);
  expect(recordReading(trend, after(985), 9)).toBe(trend);
  expect(recordReading(trend, after(-3600), 9)).toHaveLength(1);
  expect(recordReading(trend, after(-3600), 9)[0]?.mean).toBe(9);
});

it('keeps a quarter of an hour', () => {
  const readings = Array.from({ length: 200 }, (_, n) => ({ at: n * 10, value: n }));
  const trend = record(readings);
  expect(trend).toHaveLength(STEPS);
  expect(trend.at(-1)?.mean).toBe(199);
});

it('leaves what was not read out of the column', () => {
  const trend = record([
    { at: 0, value: 1 },
    { at: 20, value: 3 },
  ]);
  expect(trendColumn(trend, after(25)).slice(-3)).toEqual([1, undefined, 3]);
  expect(trendColumn(trend, after(5000)).every((value) => value === undefined)).toBe(true);
  expect(trendColumn([], start)).toHaveLength(STEPS);
  expect(columnTimes(after(25)).slice(-2)).toEqual([
    after(10).getTime() / 1000,
    after(20).getTime() / 1000,
  ]);
});

it('puts history under what was seen live', () => {
  const live = record([{ at: 30, value: 9 }]);
  const timestamps = [0, 10, 20, 30].map((seconds) => after(seconds).toISOString());
  const seeded = seedTrend(live, { timestamps, means: [1, null, 3, 4] });
  expect(trendColumn(seeded, after(30)).slice(-4)).toEqual([1, undefined, 3, 9]);
  expect(seedTrend([], { timestamps: ['nonsense'], means: [1] })).toEqual([]);
});
