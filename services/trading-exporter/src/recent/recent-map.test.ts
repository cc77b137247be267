import { expect, it } from '@jest/globals';
import { createRecentMap } from './recent-map.ts';

const keysOf = (map: ReturnType<typeof createRecentMap<number>>) =>
  [...map.entries()].map(([key]) => key).join('');

it.each([
  { title: 'fewer than the limit', does: 'a b', holds: 'ab', forgot: '' },
  { title: 'twice as many less one', does: 'a b c d e', holds: 'abcde', forgot: '' },
  { title: 'one more', does: 'a b c d e f', holds: 'def', forgot: 'abc' },
  { title: 'one that was asked for', does: 'a b c ?a d e', holds: 'ade', forgot: 'bc' },
  { title: 'one that was set again', does: 'a b c a d e', holds: 'ade', forgot: 'bc' },
  { title: 'one that was asked for while it was new', does: 'a ?a b c', holds: 'abc', forgot: '' },
  { title: 'one that was deleted', does: 'a b c -b d', holds: 'acd', forgot: '' },
])('recent map of three: $title', ({ does, holds, forgot }) => {
  const forgotten: string[] = [];
  const map = createRecentMap<number>(3, (key) => forgotten.push(key));
  for (const step of does.split(' ')) {
    if (step.startsWith('?')) expect(map.get(step.slice(1))).toBe(1);
    else if (step.startsWith('-')) map.delete(step.slice(1));
    else map.set(step, 1);
  }
  expect(keysOf(map)).toBe(holds);
  expect(forgotten.join('')).toBe(forgot);
  for (const key of forgotten) expect(map.get(key)).toBeUndefined();
});
