import { expect, it } from '@jest/globals';
import type { Heartbeat } from './heartbeat.ts';
import { isSilent, listen } from './heartbeat.ts';

const begin: Heartbeat = { beat: undefined, changedAt: 1000, hasMoved: false };

it('believes a beat once it has changed: the first may be left over', () => {
  const first = listen(begin, 'a-1', 2000);
  expect(first).toEqual({ beat: 'a-1', changedAt: 2000, hasMoved: false });
  expect(listen(first, 'a-1', 7000)).toEqual(first);
  const second = listen(first, 'a-2', 12_000);
  expect(second).toEqual({ beat: 'a-2', changedAt: 12_000, hasMoved: true });
  expect(listen(second, 'b-1', 20_000).hasMoved).toBe(true);
});

it.each([
  { title: 'three rounds', pauseSeconds: 5, at: 26_000, expected: false },
  { title: 'more than three rounds and ten seconds', pauseSeconds: 5, at: 26_001, expected: true },
  { title: 'a longer pause', pauseSeconds: 60, at: 180_000, expected: false },
])('silent after $title: $expected', ({ pauseSeconds, at, expected }) => {
  expect(isSilent(begin, pauseSeconds, at)).toBe(expected);
});
