import { expect, it } from '@jest/globals';
import { columnsOf, MOST_COLUMNS } from './columns.ts';
import { CALLED, CALLERS } from './talk-map.ts';

const names = (count: number, prefix = 'n') =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(2, '0')}`);

it('makes a column of each layer, in the order of its names', () => {
  const layers = new Map([
    ['b', 1],
    ['a', 1],
    ['c', 0],
  ]);
  expect(columnsOf(layers, [])).toEqual([['c'], ['a', 'b']]);
  expect(columnsOf(new Map(), [])).toEqual([]);
});

it('leaves no column out that holds nobody', () => {
  expect(
    columnsOf(
      new Map([
        ['a', 0],
        ['b', 4],
      ]),
      [],
    ),
  ).toEqual([['a'], ['b']]);
});

it('joins neighbours of a long chain where the fewest arrows run, never the ends outside', () => {
  const chain = [CALLERS, ...names(6), CALLED];
  const layers = new Map(chain.map((name, layer) => [name, layer]));
  const arrows = chain.slice(1).flatMap((to, index) => {
    const arrow = { from: chain[index] ?? '', to };
    return to === 'n03' ? [arrow] : [arrow, arrow];
  });
  const columns = columnsOf(layers, arrows);
  expect(columns).toHaveLength(MOST_COLUMNS);
  expect(columns.find((column) => column.includes('n03'))).toContain('n02');
  expect([columns[0], columns.at(-1)]).toEqual([[CALLERS], [CALLED]]);
});

it('splits a long column while there is room', () => {
  const layers = new Map([['start', 0], ...names(30).map((name): [string, number] => [name, 1])]);
  const lengths = columnsOf(layers, []).map(({ length }) => length);
  expect(lengths).toEqual([1, 8, 8, 8, 6]);
});
