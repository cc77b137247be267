import { expect, it } from '@jest/globals';
import { STEPS } from '../state/trend.ts';
import { scoreChange, scoreTone } from './score.ts';

const column = (before: number | undefined, now: number | undefined) => {
  const values = Array.from<undefined, number | undefined>({ length: STEPS }, () => undefined);
  values[STEPS - 61] = before;
  values[STEPS - 1] = now;
  return values;
};

it.each([
  { title: 'fell', before: 85, now: 68, words: 'down 17 in 10 min' },
  { title: 'rose', before: 68, now: 85, words: 'up 17 in 10 min' },
  { title: 'hardly moved', before: 85, now: 84, words: undefined },
  { title: 'was not known', before: undefined, now: 84, words: undefined },
  { title: 'is not known', before: undefined, now: undefined, words: undefined },
])('score that $title', ({ before, now, words }) => {
  expect(scoreChange(column(before, now))).toBe(words);
});

it('judges a score as the rules do', () => {
  expect([49, 50, 69, 70, 100].map(scoreTone)).toEqual([
    'critical',
    'warning',
    'warning',
    'fine',
    'fine',
  ]);
});
