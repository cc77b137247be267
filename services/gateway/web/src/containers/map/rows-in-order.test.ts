import { expect, it } from '@jest/globals';
import { rowsInOrder } from './rows-in-order.ts';

const arrowsOf = (...pairs: readonly string[]) =>
  pairs.map((pair) => ({ from: pair.slice(0, 1), to: pair.slice(1) }));

it.each([
  { title: 'nothing', columns: [], arrows: [], ordered: [] },
  { title: 'nobody talks', columns: [['a', 'b']], arrows: [], ordered: [['a', 'b']] },
  {
    title: 'arrows that cross',
    columns: [
      ['a', 'b'],
      ['x', 'y'],
    ],
    arrows: arrowsOf('ay', 'bx'),
    ordered: [
      ['a', 'b'],
      ['y', 'x'],
    ],
  },
  {
    title: 'past a column',
    columns: [['a', 'b'], ['m'], ['x', 'y']],
    arrows: arrowsOf('ay', 'bx', 'am'),
    ordered: [['a', 'b'], ['m'], ['y', 'x']],
  },
  {
    title: 'an arrow to nobody here',
    columns: [['a'], ['b']],
    arrows: arrowsOf('az'),
    ordered: [['a'], ['b']],
  },
])('rows: $title', ({ columns, arrows, ordered }) => {
  expect(rowsInOrder(columns, arrows)).toEqual(ordered);
});
