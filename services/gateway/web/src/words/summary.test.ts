import { expect, it } from '@jest/globals';
import { summaryOf } from './summary.ts';

it('sums a chart up, gaps left out', () => {
  const inWords = (value: number) => `${value}`;
  expect(summaryOf([1, null, 5, undefined], inWords)).toBe('now 5, mean 3, highest 5');
  expect(summaryOf([null], inWords)).toBe('no readings');
});
