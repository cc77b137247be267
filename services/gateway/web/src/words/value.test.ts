import { expect, it } from '@jest/globals';
import { valueInWords } from './value.ts';

it.each([
  { value: 0.95, unit: 'percent', words: '95 %' },
  { value: 6 * 1024 ** 3, unit: 'bytes', words: '6 GB' },
  { value: 0.0184, unit: 'seconds', words: '18.4 ms' },
  { value: 75, unit: 'seconds', words: '75 s' },
  { value: 63.4, unit: 'watts', words: '63.4 W' },
  { value: 2, unit: 'count', words: '2' },
  { value: 2, unit: undefined, words: '2' },
  { value: 1.5, unit: 'cores', words: '1.5 cores' },
])('$value as $unit: $words', ({ value, unit, words }) => {
  expect(valueInWords(value, unit)).toBe(words);
});
