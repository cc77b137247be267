import { expect, it } from '@jest/globals';
import type { LatestContainers, Link } from '@m4max/contracts';
import { OUTSIDE } from '@m4max/contracts';
import { AT, container, containersSample } from '../../fixtures/samples.ts';
import { rowsOf } from '../rows.ts';
import { CALLED, CALLERS, talkMapOf } from './talk-map.ts';

const observed = (from: string, to: string, port?: number): Link => ({
  from,
  to,
  kind: 'observed',
  seen_at: AT,
  ...(port === undefined ? {} : { port }),
});

function mapOf(change: Partial<LatestContainers>) {
  const sample = containersSample(change);
  return talkMapOf(sample, rowsOf(sample, []), 0);
}

const named = (...names: readonly string[]) =>
  names.map((name) => container({ id: `id of ${name}`, name }));

it('is empty without containers', () => {
  const map = mapOf({ containers: [] });
  expect([map.nodes.size, map.links.length, map.networks.length]).toEqual([0, 0, 0]);
});

it('draws what was seen, not what is possible', () => {
  const { links, nodes } = mapOf({
    containers: named('a', 'b'),
    links: [observed('a', 'b', 80), { from: 'a', to: 'b', kind: 'possible' }],
  });
  expect(links).toEqual([{ key: 'a → b:80', from: 'a', to: 'b', port: 80, ageSeconds: 0 }]);
  expect(nodes.get('b')).toMatchObject({ ports: [80], rowId: 'id of b', kind: 'container' });
});

it('has two ends outside, so that who calls is not mixed with who is called', () => {
  const { links, nodes } = mapOf({
    containers: named('a'),
    links: [observed(OUTSIDE, 'a', 80), observed('a', OUTSIDE, 443)],
  });
  expect(links.map(({ from, to }) => [from, to])).toEqual([
    [CALLERS, 'a'],
    ['a', CALLED],
  ]);
  expect([nodes.get(CALLERS)?.kind, nodes.get(CALLED)?.ports]).toEqual(['outside', [443]]);
});

it('says of a name that no container has any more that it is gone', () => {
  const { nodes } = mapOf({ containers: named('a'), links: [observed('a', 'old', 80)] });
  expect(nodes.get('old')).toMatchObject({ kind: 'gone', tone: 'off', why: 'no longer here' });
  expect(nodes.get('old')?.rowId).toBeUndefined();
});

it('joins the containers of one name on two engines, the gravest first', () => {
  const { nodes } = mapOf({
    containers: [
      container({ id: '1', engine_id: 'e1', name: 'redis' }),
      container({ id: '2', engine_id: 'e2', name: 'redis', health: 'unhealthy' }),
      container({ id: '3', engine_id: 'e3', name: 'redis' }),
    ],
  });
  expect([...nodes.values()]).toMatchObject([
    { name: 'redis', count: 3, rowId: '2', tone: 'critical' },
  ]);
});

it('lists the ports of a box once, lowest first', () => {
  const { nodes } = mapOf({
    containers: named('a', 'b', 'c'),
    links: [
      observed('a', 'c', 9000),
      observed('b', 'c', 80),
      observed('b', 'c', 9000),
      observed('a', 'c'),
    ],
  });
  expect(nodes.get('c')?.ports).toEqual([80, 9000]);
});

it('knows the networks of a container, that it has none, or that nobody says', () => {
  const { nodes } = mapOf({
    containers: [
      container({ id: '1', name: 'a', networks: ['trading'] }),
      container({ id: '2', name: 'b', networks: [] }),
      container({ id: '3', name: 'c' }),
      container({ id: '4', name: 'd', networks: ['trading', 'alone'] }),
    ],
  });
  expect([...nodes.values()].map(({ networks }) => networks)).toEqual([
    ['e1 trading'],
    [],
    undefined,
    ['e1 trading'],
  ]);
});
