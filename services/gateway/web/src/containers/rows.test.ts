import { expect, it } from '@jest/globals';
import { container, containersSample } from '../fixtures/samples.ts';
import { enginesNotHere, matching, rowsOf } from './rows.ts';

const named = (...names: readonly string[]) =>
  containersSample({ containers: names.map((name) => container({ id: name, name })) });

it('joins engines with their containers and lists those without one', () => {
  const sample = containersSample({
    trading_engines: [
      { name: 'r', title: 'Risk', container_id: 'c1', probe: { status: 'degraded' } },
      { name: 'native', probe: { status: 'healthy' } },
      { name: 'unprobed' },
    ],
  });
  expect(rowsOf(sample, []).map(({ id, title, trouble }) => [id, title, trouble.tone])).toEqual([
    ['c1', 'Risk', 'warning'],
    ['engine:native', 'engine without a container', 'fine'],
  ]);
  expect(enginesNotHere(sample)).toEqual(['unprobed']);
});

it.each([
  { search: '', found: ['alpha', 'beta'] },
  { search: 'ALP', found: ['alpha'] },
  { search: 'risk:1 bet', found: ['beta'] },
  { search: 'unhealthy', found: [] },
])('search "$search"', ({ search, found }) => {
  const rows = rowsOf(named('alpha', 'beta'), []);
  expect(matching(rows, search).map(({ name }) => name)).toEqual(found);
});
