import { expect, it } from '@jest/globals';
import { container, containersSample } from '../../fixtures/samples.ts';
import { networksOf } from './networks.ts';

const on = (name: string, networks: readonly string[], engine_id = 'e1') =>
  container({ id: `${engine_id} ${name}`, name, engine_id, networks: [...networks] });

it('lists who is in a network, the largest first', () => {
  const sample = containersSample({
    containers: [
      on('b', ['bus', 'trading']),
      on('a', ['trading', 'alone']),
      on('d', ['trading', 'bus']),
      container({ name: 'c' }),
    ],
  });
  expect(networksOf(sample)).toEqual([
    { key: 'e1 trading', name: 'trading', members: ['a', 'b', 'd'] },
    { key: 'e1 bus', name: 'bus', members: ['b', 'd'] },
  ]);
});

it('names the engine of networks that two engines call the same', () => {
  const engines = [
    { id: 'e1', name: 'OrbStack', up: true },
    { id: 'e2', name: 'colima', up: true },
  ];
  const containers = [
    on('a', ['bridge', 'bus']),
    on('b', ['bridge', 'bus']),
    on('a', ['bridge'], 'e2'),
    on('c', ['bridge'], 'e2'),
    on('d', ['bus'], 'e3'),
  ];
  expect(networksOf(containersSample({ engines, containers })).map(({ name }) => name)).toEqual([
    'bridge of OrbStack',
    'bus',
    'bridge of colima',
  ]);
});
