import { expect, it } from '@jest/globals';
import { pieces } from './marked.ts';
import { groupByReason, whyMissing } from './missing.ts';
import { summaryOf } from './summary.ts';
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

const missing = [
  { field: 'power', reason: 'needs root' },
  { field: 'memory.bandwidth', reason: 'not since macOS 14' },
  { field: 'gpu.active_ratio', reason: 'needs root' },
];

it.each([
  { title: 'the field itself', field: 'memory.bandwidth', why: 'not since macOS 14' },
  { title: 'a group that holds it', field: 'power.cpu_watts', why: 'needs root' },
  { title: 'a part of the group asked for', field: 'gpu', why: 'needs root' },
  {
    title: 'a longer name is another',
    field: 'powerful',
    why: expect.stringContaining('no reason'),
  },
  { title: 'nobody said', field: 'fans', why: expect.stringContaining('no reason') },
])('why missing: $title', ({ field, why }) => {
  expect(whyMissing(missing, field)).toEqual(why);
});

it('tells one reason once', () => {
  expect(groupByReason([...missing, { field: 'power', reason: 'needs root' }])).toEqual([
    { reason: 'needs root', fields: ['power', 'gpu.active_ratio'] },
    { reason: 'not since macOS 14', fields: ['memory.bandwidth'] },
  ]);
});

it('splits a sentence at its commands', () => {
  expect(pieces('run `m4max doctor` first')).toEqual([
    { kind: 'text', text: 'run ' },
    { kind: 'code', text: 'm4max doctor' },
    { kind: 'text', text: ' first' },
  ]);
  expect(pieces('')).toEqual([]);
});

it('sums a chart up, gaps left out', () => {
  const inWords = (value: number) => `${value}`;
  expect(summaryOf([1, null, 5, undefined], inWords)).toBe('now 5, mean 3, highest 5');
  expect(summaryOf([null], inWords)).toBe('no readings');
});
