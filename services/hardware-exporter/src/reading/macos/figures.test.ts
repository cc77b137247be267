import { expect, it } from '@jest/globals';
import { bytesOf, countOf, ratioOfPercent } from './figures.ts';

it.each([
  { text: '0', count: 0 },
  { text: '9007199254740991', count: 9_007_199_254_740_991 },
  { text: '9007199254740993', count: undefined },
  { text: '18446744073709551000', count: undefined },
  { text: '-1', count: undefined },
  { text: '1e3', count: undefined },
  { text: ' 1', count: undefined },
  { text: '', count: undefined },
  { text: undefined, count: undefined },
])('countOf: $text', ({ text, count }) => {
  expect(countOf(text)).toBe(count);
});

it.each([
  { text: '0', ratio: 0 },
  { text: '47', ratio: 0.47 },
  { text: '100', ratio: 1 },
  { text: '101', ratio: undefined },
  { text: '-3', ratio: undefined },
])('ratioOfPercent: $text', ({ text, ratio }) => {
  expect(ratioOfPercent(text)).toBe(ratio);
});

it.each([
  { amount: '6144.00', unit: 'M', bytes: 6_442_450_944 },
  { amount: '6144,00', unit: 'M', bytes: 6_442_450_944 },
  { amount: '1.5', unit: 'G', bytes: 1_610_612_736 },
  { amount: '8', unit: 'K', bytes: 8192 },
  { amount: '12', unit: '', bytes: 12 },
  { amount: '1.2.3', unit: 'M', bytes: undefined },
  { amount: '9999999999', unit: 'T', bytes: undefined },
  { amount: '1', unit: 'X', bytes: undefined },
  { amount: undefined, unit: 'M', bytes: undefined },
])('bytesOf: $amount$unit', ({ amount, unit, bytes }) => {
  expect(bytesOf(amount, unit)).toBe(bytes);
});
