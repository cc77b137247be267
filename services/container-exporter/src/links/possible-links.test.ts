import { expect, it } from '@jest/globals';
import { Listed } from '../replies/listed.ts';
import { possibleLinks } from './possible-links.ts';

function on(name: string, networks: readonly string[], state = 'running'): Listed {
  return Listed.parse({
    Id: name,
    Names: [`/${name}`],
    State: state,
    NetworkSettings: { Networks: Object.fromEntries(networks.map((network) => [network, {}])) },
  });
}

const bus = [
  on('b', ['bus', 'web']),
  on('a', ['bus', 'web']),
  on('c', ['bus']),
  on('gone', ['bus'], 'exited'),
  on('h1', ['host']),
  on('h2', ['host']),
];

it('joins running containers that share a network, each pair once', () => {
  expect(possibleLinks([bus], [])).toEqual([
    { from: 'a', to: 'b', kind: 'possible' },
    { from: 'a', to: 'c', kind: 'possible' },
    { from: 'b', to: 'c', kind: 'possible' },
  ]);
});

it('leaves out pairs that were seen, in whichever direction', () => {
  const links = possibleLinks(
    [bus],
    [
      { from: 'b', to: 'a', port: 80, kind: 'observed' },
      { from: 'b', to: 'c', port: 80, kind: 'observed' },
    ],
  );
  expect(links).toEqual([{ from: 'a', to: 'c', kind: 'possible' }]);
});

it('joins nobody over two engines, whose networks may have one name', () => {
  const links = possibleLinks([[on('a', ['bridge'])], [on('b', ['bridge'])]], []);
  expect(links).toEqual([]);
});

it('ends at 200 pairs', () => {
  const many = Array.from({ length: 30 }, (_, index) => on(`c${index}`, ['bus']));
  expect(possibleLinks([many], [])).toHaveLength(200);
});

it('is quick with thousands of containers on one network', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => on(`c${index}`, ['bus']));
  const begin = performance.now();
  expect(possibleLinks([many], [])).toHaveLength(200);
  expect(performance.now() - begin).toBeLessThan(2000);
});

it('is empty without containers', () => {
  expect(possibleLinks([], [])).toEqual([]);
});
