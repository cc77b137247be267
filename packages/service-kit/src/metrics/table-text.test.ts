import { expect, it } from '@jest/globals';
import type { MetricRow, MetricValue } from '@m4max/contracts';
import { tableText } from './table-text.ts';

function textOf(type: 'gauge' | 'counter', values: readonly MetricValue[]): string {
  const row: MetricRow<object> = {
    type,
    name: 'it',
    help: 'It.',
    labels: ['a'],
    unit: 'count',
    read: () => values,
  };
  return tableText([row], { sample: {}, host: 'mac' }).split('\n').slice(2).join('\n');
}

it.each([
  { title: 'no labels', values: [{ value: 1 }], text: 'it{host="mac"} 1\n' },
  { title: 'none', values: [], text: '' },
  {
    title: 'its values as numbers are written',
    values: [1e-9, 1e21, 0.1 + 0.2, -0].map((value, at) => ({ labels: { a: `${at}` }, value })),
    text: 'it{host="mac",a="0"} 1e-9\nit{host="mac",a="1"} 1e+21\nit{host="mac",a="2"} 0.30000000000000004\nit{host="mac",a="3"} 0\n',
  },
  {
    title: 'what no number writes',
    values: [Number.NaN, Infinity, -Infinity].map((value, at) => ({
      labels: { a: `${at}` },
      value,
    })),
    text: 'it{host="mac",a="0"} NaN\nit{host="mac",a="1"} +Inf\nit{host="mac",a="2"} -Inf\n',
  },
])('writes $title', ({ values, text }) => {
  expect(textOf('gauge', values)).toBe(text);
});

it.each([
  { type: 'gauge', value: 3 },
  { type: 'counter', value: 5 },
] as const)('writes one series of a label set that is told twice: $type', ({ type, value }) => {
  const twice = [2, 3].map((it) => ({ labels: { a: 'x' }, value: it }));
  expect(textOf(type, twice)).toBe(`it{host="mac",a="x"} ${value}\n`);
});

it('writes the heads of all families without a sample', () => {
  const row = { help: 'It.', labels: [], unit: 'count', read: () => [{ value: 1 }] } as const;
  const table: readonly MetricRow<object>[] = [
    { ...row, type: 'gauge', name: 'one' },
    { ...row, type: 'counter', name: 'two_total' },
  ];
  expect(tableText(table, { sample: undefined, host: 'mac' })).toBe(
    '# HELP one It.\n# TYPE one gauge\n\n# HELP two_total It.\n# TYPE two_total counter\n',
  );
});
