import { expect, it } from '@jest/globals';
import { container, containersSample } from '../fixtures/samples.ts';
import { enginesNotHere, matching, rowsOf } from './rows.ts';

it('joins engines with their containers and lists those without one', () => {
  const sample = containersSample({
    trading_engines: [
      { name: 'r', title: 'Risk', container_id: 'c1', probe: { status: 'degraded' } },
      { name: 'native', probe: { status: 'healthy' } },
      { name: 'unprobed' },
    ],
  });
  expect(rowsOf(sample, []).map(({ id, title, trouble }) => [id, title, trouble])).toEqual([
    ['c1', 'Risk', { tone: 'warning', why: 'running · degraded' }],
    ['engine:native', 'engine without a container', { tone: 'fine', why: 'healthy' }],
  ]);
  expect(enginesNotHere(sample)).toEqual(['unprobed']);
});

it.each([
  { search: '', found: ['alpha', 'beta'] },
  { search: 'ALP', found: ['alpha'] },
  { search: 'risk:1 bet', found: ['beta'] },
  { search: 'unhealthy', found: [] },
  { search: 'trading', found: ['beta'] },
])('search "$search"', ({ search, found }) => {
  const containers = [
    container({ id: '1', name: 'alpha' }),
    container({ id: '2', name: 'beta', networks: ['bus', 'trading'] }),
  ];
  const rows = rowsOf(containersSample({ containers }), []);
  expect(matching(rows, search).map(({ name }) => name)).toEqual(found);
});
