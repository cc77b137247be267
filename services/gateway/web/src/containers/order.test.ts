import { expect, it } from '@jest/globals';
import { alert, container, containersSample } from '../fixtures/samples.ts';
import { orderRows } from './order.ts';
import { rowsOf } from './rows.ts';

const named = (...names: readonly string[]) =>
  containersSample({ containers: names.map((name) => container({ id: name, name })) });

it('puts trouble first, then goes by name', () => {
  const sample = named('b', 'a', 'c');
  const rows = rowsOf(sample, [alert({ labels: { name: 'c' } })]);
  expect(orderRows([], rows, false).map(({ name }) => name)).toEqual(['c', 'a', 'b']);
});

it('moves nothing while somebody points at it', () => {
  const rows = rowsOf(named('d', 'a', 'b', 'c'), [alert({ labels: { name: 'c' } })]);
  const held = orderRows(['b', 'gone', 'a', 'c'], rows, true);
  expect(held.map(({ name }) => name)).toEqual(['b', 'a', 'c', 'd']);
});
