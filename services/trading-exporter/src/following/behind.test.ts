import { expect, it } from '@jest/globals';
import { behindSeconds, isAhead } from './behind.ts';
import { placeBeforeAll } from './place.ts';

const NOW = 1_000_000;
const NEVER = Number.NEGATIVE_INFINITY;

it.each([
  { title: 'read to its end', position: '999000-0', last: '999000-0', unreadSince: 1, seconds: 0 },
  {
    title: 'an entry after a pause of its producer, all having been read until then',
    position: '10000-0',
    last: '999990-0',
    unreadSince: undefined,
    seconds: 0,
  },
  {
    title: 'a backlog from before the start: by the ids',
    position: '940000-0',
    last: '999000-0',
    unreadSince: NEVER,
    seconds: 59,
  },
  {
    title: 'a live stream that is not kept up with',
    position: '997000-0',
    last: '999900-0',
    unreadSince: 995_000,
    seconds: 2.9,
  },
  {
    title: 'a recording played at a hundred times its speed',
    position: '100000-0',
    last: '150000-0',
    unreadSince: 999_500,
    seconds: 0.5,
  },
  {
    title: 'ids that stand still in the future',
    position: '99000000-5',
    last: '99000000-900',
    unreadSince: 996_000,
    seconds: 4,
  },
  {
    title: 'ids from the future that were there before the start: nobody knows',
    position: '99000000-5',
    last: '99000000-900',
    unreadSince: NEVER,
    seconds: undefined,
  },
  {
    title: 'our clock went back',
    position: '997000-0',
    last: '999900-0',
    unreadSince: NOW + 5000,
    seconds: 0,
  },
])('behindSeconds: $title', ({ position, last, unreadSince, seconds }) => {
  const stream = 'trader-A:stream:data.x';
  const seen = {
    ...{ stream, lastId: last, firstId: '1-0', length: 9, added: 9, groups: 0 },
  };
  const place = { ...placeBeforeAll(stream), position, seen };
  expect(behindSeconds(place, { unreadSince, nowMilliseconds: NOW, busMilliseconds: NOW })).toBe(
    seconds,
  );
});

it('is not behind a stream that is gone', () => {
  const reader = { unreadSince: NEVER, nowMilliseconds: NOW, busMilliseconds: NOW };
  expect(behindSeconds(placeBeforeAll('trader-A:stream:data.x'), reader)).toBe(0);
});

it.each([
  { id: '1000900-0', ahead: false },
  { id: '1001001-0', ahead: true },
  { id: '5-0', ahead: false },
])('isAhead $id: $ahead', ({ id, ahead }) => {
  expect(isAhead(id, NOW)).toBe(ahead);
});
