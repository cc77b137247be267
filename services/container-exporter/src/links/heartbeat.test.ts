import { expect, it } from '@jest/globals';
import { isSilent, listen } from './heartbeat.ts';

it('does not believe what lies there at first, and all that comes after', () => {
  const first = listen(undefined, 'a-1', 2000);
  expect(first).toEqual({ beat: 'a-1', changedAt: 2000, hasMoved: false });
  expect(listen(first, 'a-1', 7000)).toEqual(first);
  const second = listen(first, 'a-2', 12_000);
  expect(second).toEqual({ beat: 'a-2', changedAt: 12_000, hasMoved: true });
  expect(listen(second, 'b-1', 20_000)).toMatchObject({ changedAt: 20_000, hasMoved: true });
});

it('believes the first beat where there was none before', () => {
  const none = listen(undefined, undefined, 1000);
  expect(none).toEqual({ beat: undefined, changedAt: 1000, hasMoved: false });
  expect(listen(none, 'a-1', 2000)).toEqual({ beat: 'a-1', changedAt: 2000, hasMoved: true });
});

it('hears no beat in a file that is gone or half written, and forgets none', () => {
  const known = { beat: 'a-1', changedAt: 2000, hasMoved: true };
  expect(listen(known, undefined, 9000)).toEqual(known);
});

it.each([
  { title: 'three rounds', pauseSeconds: 5, at: 26_000, expected: false },
  { title: 'more than three rounds and ten seconds', pauseSeconds: 5, at: 26_001, expected: true },
  { title: 'a longer pause', pauseSeconds: 60, at: 180_000, expected: false },
])('silent after $title: $expected', ({ pauseSeconds, at, expected }) => {
  const begin = { beat: undefined, changedAt: 1000, hasMoved: false };
  expect(isSilent(begin, pauseSeconds, at)).toBe(expected);
});
