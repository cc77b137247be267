import { expect, it } from '@jest/globals';
import { checkPosition, compareIds } from './reader-position.ts';

const stream = (
  firstId: string | undefined,
  lastId: string,
  length: number,
  entriesAdded?: number,
) => ({
  firstId,
  lastId,
  length,
  entriesAdded,
});
const at = (cursor: string, ordinal?: number) => ({ cursor, ordinal });

it.each([
  { title: 'no stream yet', state: undefined, position: at('0-0'), kind: 'fine', next: at('0-0') },
  {
    title: 'caught up',
    state: stream('1-0', '9-0', 5, 5),
    position: at('9-0'),
    kind: 'fine',
    next: at('9-0', 5),
  },
  {
    title: 'caught up, then trimmed to nothing',
    state: stream(undefined, '9-0', 0, 5),
    position: at('9-0', 5),
    kind: 'fine',
    next: at('9-0', 5),
  },
  {
    title: 'behind but whole',
    state: stream('1-0', '9-0', 5, 5),
    position: at('4-0', 3),
    kind: 'fine',
    next: at('4-0', 3),
  },
  {
    title: 'trimmed up to what was read',
    state: stream('5-0', '9-0', 2, 5),
    position: at('4-0', 3),
    kind: 'fine',
    next: at('4-0', 3),
  },
  {
    title: 'trimmed under us',
    state: stream('9-0', '9-0', 1, 5),
    position: at('4-0', 3),
    kind: 'trimmed',
    lost: 1,
    next: at('4-0', 4),
  },
  {
    title: 'all trimmed under us',
    state: stream(undefined, '9-0', 0, 5),
    position: at('4-0', 3),
    kind: 'trimmed',
    lost: 2,
    next: at('4-0', 5),
  },
  {
    title: 'from the start of a trimmed stream',
    state: stream('8-0', '9-0', 2, 50),
    position: at('0-0'),
    kind: 'fine',
    next: at('0-0', 48),
  },
  {
    title: 'a stored cursor within the stream',
    state: stream('2-0', '9-0', 5, 50),
    position: at('4-0'),
    kind: 'fine',
    next: at('4-0'),
  },
  {
    title: 'a stored cursor before the stream',
    state: stream('6-0', '9-0', 3, 50),
    position: at('4-0'),
    kind: 'trimmed',
    lost: undefined,
    next: at('4-0', 47),
  },
  {
    title: 'a stored cursor, never trimmed',
    state: stream('6-0', '9-0', 3, 3),
    position: at('4-0'),
    kind: 'fine',
    next: at('4-0'),
  },
  {
    title: 'deleted',
    state: undefined,
    position: at('4-0', 3),
    kind: 'recreated',
    next: at('0-0', 0),
  },
  {
    title: 'made anew with a clock behind',
    state: stream('2-0', '3-0', 2, 2),
    position: at('4-0', 3),
    kind: 'recreated',
    next: at('0-0', 0),
  },
  {
    title: 'made anew with newer ids',
    state: stream('7-0', '8-0', 2, 2),
    position: at('4-0', 3),
    kind: 'recreated',
    next: at('0-0', 0),
  },
  {
    title: 'a store that counts nothing (Redis 6)',
    state: stream('7-0', '8-0', 2),
    position: at('4-0'),
    kind: 'fine',
    next: at('4-0'),
  },
])('checkPosition: $title', ({ state, position, kind, lost, next }) => {
  const expected = { kind, position: next, ...(kind === 'trimmed' ? { lost } : {}) };
  expect(checkPosition(state, position)).toEqual(expected);
});

it.each([
  { one: '1-0', other: '1-0', sign: 0 },
  { one: '9-0', other: '10-0', sign: -1 },
  { one: '5-10', other: '5-9', sign: 1 },
  { one: '0-0', other: '0-1', sign: -1 },
])('compareIds: $one, $other', ({ one, other, sign }) => {
  expect(Math.sign(compareIds(one, other))).toBe(sign);
});
