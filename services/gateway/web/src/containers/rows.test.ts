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

it('tells two containers of one name apart by their engine', () => {
  const containers = [
    container({ id: '1', name: 'redis', engine_id: 'e1', image: 'redis:7' }),
    container({ id: '2', name: 'redis', engine_id: 'e2', image: 'redis:7' }),
    container({ id: '3', name: 'nginx', engine_id: 'e2', image: 'nginx:1' }),
  ];
  const engines = [{ id: 'e1', name: 'OrbStack', up: true }];
  expect(rowsOf(containersSample({ containers, engines }), []).map(({ title }) => title)).toEqual([
    'OrbStack · redis:7',
    'e2 · redis:7',
    'nginx:1',
  ]);
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
