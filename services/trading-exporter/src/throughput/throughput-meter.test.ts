import { expect, it } from '@jest/globals';
import { createThroughputMeter } from './throughput-meter.ts';

const START = 1_767_225_600_000;

it('tells messages, bytes, the busiest second and the busiest ten milliseconds', () => {
  const meter = createThroughputMeter(60);
  for (const offset of [0, 1, 2, 500, 1500]) meter.count('bus', 100, START + offset);
  expect(meter.rates(START + 2000)).toEqual([
    { name: 'bus', messages: 5, bytes: 500, peak: 4, burst: 3 },
  ]);
});

it('counts a batch by its messages, but as one entry of a burst', () => {
  const meter = createThroughputMeter(60);
  meter.count('ml', 80, START, 1000);
  meter.count('ml', 80, START + 1);
  expect(meter.rates(START)).toMatchObject([{ messages: 1001, burst: 2 }]);
});

it('forgets a burst with its second', () => {
  const meter = createThroughputMeter(10);
  for (let entry = 0; entry < 50; entry++) meter.count('bus', 1, START);
  meter.count('bus', 1, START + 9000);
  expect(meter.rates(START + 10_000)).toMatchObject([{ burst: 50 }]);
  expect(meter.rates(START + 12_000)).toMatchObject([{ messages: 1, burst: 1 }]);
  expect(meter.rates(START + 60_000)).toEqual([]);
});

it('counts components beyond the bound together', () => {
  const meter = createThroughputMeter(60);
  for (let index = 0; index < 10_000; index++) meter.count(`c${index}`, 1, START);
  const rates = meter.rates(START);
  expect(rates).toHaveLength(65);
  expect(rates.find(({ name }) => name === 'other')?.messages).toBe(10_000 - 64);
  expect(rates.reduce((sum, { messages }) => sum + messages, 0)).toBe(10_000);
});

it('goes on after the clock was set back', () => {
  const meter = createThroughputMeter(60);
  for (let second = 0; second < 61; second++) meter.count('bus', 1, START + second * 1000);
  const now = START - 3_600_000;
  expect(meter.rates(now)).toEqual([]);
  for (let second = 0; second < 5; second++) meter.count('bus', 1, now + second * 1000);
  expect(meter.rates(now + 4000)).toMatchObject([{ messages: 5, burst: 1 }]);
});
