import { expect, it } from '@jest/globals';
import { container, containersSample } from '../../fixtures/samples.ts';
import { rowsOf } from '../rows.ts';
import { drawnOf } from './drawn.ts';
import { talkMapOf } from './talk-map.ts';

const mapOf = (names: readonly string[], pairs: readonly (readonly [string, string])[]) => {
  const sample = containersSample({
    containers: names.map((name) => container({ id: name, name })),
    links: pairs.map(([from, to]) => ({ from, to, kind: 'observed' })),
  });
  return talkMapOf(sample, rowsOf(sample, []), 0);
};

it('draws whoever was seen to talk, and whoever already has a place and is still here', () => {
  const map = mapOf(['a', 'b', 'quiet', 'placed'], [['a', 'b']]);
  const previous = new Map([
    ['placed', { column: 0, row: 0 }],
    ['gone', { column: 0, row: 1 }],
    ['a', { column: 0, row: 2 }],
  ]);
  expect(drawnOf(map, undefined)).toEqual({ names: ['a', 'b'], left: 0 });
  expect(drawnOf(map, previous)).toEqual({ names: ['a', 'b', 'placed'], left: 0 });
});

it('draws no more than can be followed, those with the most links first', () => {
  const many = Array.from({ length: 200 }, (_, index) => `n${index}`);
  const { names, left } = drawnOf(
    mapOf(
      many,
      many.map((name) => [name, 'redis']),
    ),
    undefined,
  );
  expect([names.length, left, names[0]]).toEqual([80, 121, 'redis']);
});
