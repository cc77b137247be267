import { expect, it } from '@jest/globals';
import { timeOf } from './time-of.ts';

it.each([
  { text: 'Sat Nov  8 15:54:21 2025 +0900', time: '2025-11-08T06:54:21.000Z' },
  { text: 'Fri Sep 11 13:41:46 2026 -0700', time: '2026-09-11T20:41:46.000Z' },
  { text: 'Thu Jan 01 00:15:00 2026 +0530', time: '2025-12-31T18:45:00.000Z' },
  { text: 'Thu Foo 01 00:15:00 2026 +0530', time: undefined },
  { text: 'yesterday', time: undefined },
])('timeOf: $text', ({ text, time }) => {
  expect(timeOf(text)?.toISOString()).toBe(time);
});
