import { expect, it } from '@jest/globals';
import { createRecentIds } from './recent-ids.ts';

it('knows at least the last ids again, and in time forgets', () => {
  const ids = createRecentIds(3);
  const areNew = (...given: string[]) => given.map((id) => ids.isNew(id));
  expect(areNew('a', 'a', 'b', 'c')).toEqual([true, false, true, true]);
  expect(areNew('a', 'b', 'c', 'd')).toEqual([false, false, false, true]); // Of the set before.
  expect(areNew('e', 'f', 'd', 'a')).toEqual([true, true, false, true]);
});
