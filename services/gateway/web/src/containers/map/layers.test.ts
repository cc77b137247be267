import { expect, it } from '@jest/globals';
import { layersOf } from './layers.ts';
import { CALLED, CALLERS } from './talk-map.ts';

/** `a b` is an arrow from a to b. */
const arrowsOf = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([from, to]) => ({ from, to }));

const cases: readonly {
  readonly title: string;
  readonly arrows: readonly (readonly [string, string])[];
  readonly alone?: readonly string[];
  readonly layers: Readonly<Record<string, number>>;
}[] = [
  { title: 'nothing', arrows: [], layers: {} },
  { title: 'one alone', arrows: [], alone: ['a'], layers: { a: 0 } },
  { title: 'who talks to itself', arrows: [['a', 'a']], layers: { a: 0 } },
  {
    title: 'the longest way counts',
    arrows: [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ],
    layers: { a: 0, b: 1, c: 2 },
  },
  {
    title: 'a circle begins with whoever is called from elsewhere',
    arrows: [
      ['c', 'b'],
      ['b', 'c'],
      ['start', 'b'],
    ],
    layers: { start: 0, b: 1, c: 2 },
  },
  {
    title: 'a circle without a beginning goes by name',
    arrows: [
      ['b', 'a'],
      ['a', 'b'],
    ],
    layers: { a: 0, b: 1 },
  },
  {
    title: 'two parts that never meet',
    arrows: [
      ['a', 'b'],
      ['x', 'y'],
    ],
    layers: { a: 0, b: 1, x: 0, y: 1 },
  },
  {
    title: 'whom nobody calls stands right before whom it calls',
    arrows: [
      ['a', 'b'],
      ['b', 'store'],
      ['exporter', 'store'],
    ],
    layers: { a: 0, b: 1, exporter: 1, store: 2 },
  },
  {
    title: 'the ends outside stand first and last',
    arrows: [
      [CALLERS, 'c'],
      ['a', 'b'],
      ['b', 'c'],
      ['a', CALLED],
    ],
    layers: { [CALLERS]: 0, a: 0, b: 1, c: 2, [CALLED]: 2 },
  },
];

it.each(cases)('layers: $title', ({ arrows, alone = [], layers }) => {
  const names = [...new Set([...arrows.flat(), ...alone])];
  const found = layersOf(names, arrowsOf(arrows));
  expect(Object.fromEntries(found)).toEqual(layers);
  const other = layersOf(names.toReversed(), arrowsOf(arrows.toReversed()));
  expect(Object.fromEntries(other)).toEqual(layers);
});
