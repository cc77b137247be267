import { expect, it } from '@jest/globals';
import {
  clockTime,
  clockTimeWithSeconds,
  countdown,
  duration,
  secondsSince,
  wholeDuration,
} from './time.ts';

it.each([
  { seconds: -3, words: '0.0 s' },
  { seconds: 0.84, words: '0.8 s' },
  { seconds: 42.4, words: '42 s' },
  { seconds: 89, words: '89 s' },
  { seconds: 660, words: '11 min' },
  { seconds: 3 * 3600, words: '3 h' },
  { seconds: 6 * 86_400, words: '6 d' },
])('duration of $seconds s: $words', ({ seconds, words }) => {
  expect(duration(seconds)).toBe(words);
});

it('tells whole seconds without a decimal', () => {
  expect(wholeDuration(5.2)).toBe('5 s');
  expect(wholeDuration(-1)).toBe('0 s');
  expect(wholeDuration(75)).toBe('75 s');
});

it.each([
  { title: 'ahead', until: '2026-01-05T10:01:12.000Z', words: '1:12' },
  { title: 'a part of a second counts', until: '2026-01-05T10:00:00.200Z', words: '0:01' },
  { title: 'passed', until: '2026-01-05T09:00:00.000Z', words: '0:00' },
  { title: 'far', until: '2026-01-05T12:00:00.000Z', words: '120:00' },
])('countdown: $title', ({ until, words }) => {
  expect(countdown(new Date(until), new Date('2026-01-05T10:00:00.000Z'))).toBe(words);
});

it('takes a clock that went back for no time', () => {
  const earlier = new Date('2026-01-05T10:00:00.000Z');
  const later = new Date('2026-01-05T10:00:05.000Z');
  expect(secondsSince(earlier, later)).toBe(5);
  expect(secondsSince(later, earlier)).toBe(0);
});

it('names the day only where it is another', () => {
  const now = new Date(2026, 0, 5, 14, 2, 9);
  expect(clockTime(new Date(2026, 0, 5, 9, 30), now)).toBe('09:30');
  expect(clockTime(new Date(2026, 0, 4, 9, 30), now)).toBe('4 Jan, 09:30');
  expect(clockTime(new Date('nonsense'), now)).toBe('unknown time');
  expect(clockTimeWithSeconds(now)).toBe('14:02:09');
});
