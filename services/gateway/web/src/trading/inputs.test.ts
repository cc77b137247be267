import { expect, it } from '@jest/globals';
import { tradingSample } from '../fixtures/samples.ts';
import { inputTable, inputTrouble } from './inputs.ts';

const input = { name: 'bus', up: true, rejected: {} };

it.each([
  { title: 'that is well', change: { behind_seconds: 0.2, sampling_ratio: 1 }, words: undefined },
  { title: 'that says nothing of it', change: {}, words: undefined },
  { title: 'that once lost something', change: { lost_entries_total: 9 }, words: undefined },
  {
    title: 'that does not keep up',
    change: { behind_seconds: 7.4, sampling_ratio: 0.21 },
    words: '7.4 s behind, 21 % of its market data measured',
  },
])('an input $title', ({ change, words }) => {
  expect(inputTrouble({ ...input, ...change })).toBe(words);
});

it('shows what did not get into the figures, and why', () => {
  const { rows } = inputTable(
    tradingSample({
      inputs: [
        {
          ...input,
          streams: 24,
          entries_per_second: 3900,
          behind_seconds: 7.4,
          sampling_ratio: 0.21,
          lost_entries_total: 1204,
          rejected: { parse: 3, historical: 372, zero: 0, clock_skew: 20, a: 4, b: 2, c: 1 },
        },
        { name: 'other', up: false, detail: 'nothing answers', rejected: {} },
        { name: 'http', up: true, rejected: { parse: 1 } },
      ],
    }),
  );
  expect(rows).toEqual([
    {
      key: 'bus',
      name: 'bus',
      note: 'left out: 372 historical, 20 clock skew, 4 a, 3 parse, 2 more reasons',
      tone: 'warning',
      cells: ['24', '3,900', '7.4 s', '21 %', '1,204', '402'],
    },
    {
      key: 'other',
      name: 'other',
      note: 'nothing answers',
      tone: 'critical',
      cells: [undefined, undefined, undefined, undefined, undefined, undefined],
    },
    {
      key: 'http',
      name: 'http',
      note: 'left out: 1 parse',
      tone: 'fine',
      cells: [undefined, undefined, undefined, undefined, undefined, '1'],
    },
  ]);
});
