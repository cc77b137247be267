import { expect, it } from '@jest/globals';
import { entryIds } from './trading-entry-ids.ts';

it.each([
  { title: 'later moments', moments: [5.9, 6.1, 8], ids: ['5-0', '6-0', '8-0'] },
  { title: 'the same moment', moments: [5.1, 5.9], ids: ['5-0', '5-1'] },
  { title: 'an earlier moment', moments: [5, 3, 4, 6], ids: ['5-0', '5-1', '5-2', '6-0'] },
])('gives ids that rise for $title', ({ moments, ids }) => {
  const made = entryIds();
  expect(moments.map((moment) => made.next('s', moment))).toEqual(ids);
  expect(made.next('other', 1)).toBe('1-0');
});
