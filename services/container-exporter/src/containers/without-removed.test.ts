import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { ContainersSample } from '@m4max/contracts';
import { runningContainer } from '../fixtures/running-container.ts';
import { withoutRemoved } from './without-removed.ts';

const base = ContainersSample.parse(
  JSON.parse(readFileSync(new URL('../fixtures/sample.json', import.meta.url), 'utf8')),
);
const container = (id: string, name: string) => runningContainer({ id, name });
const link = (from: string, to: string) => ({ from, to, kind: 'possible' as const });
const sample: ContainersSample = {
  ...base,
  containers: [container('1', 'web'), container('2', 'store'), container('3', 'bus')],
  links: [link('web', 'store'), link('bus', 'store'), link('web', 'bus')],
};

it.each([
  { title: 'none', gone: [], names: ['web', 'store', 'bus'], links: 3 },
  { title: 'one that others are linked to', gone: ['2'], names: ['web', 'bus'], links: 1 },
  { title: 'one that is not in it', gone: ['9'], names: ['web', 'store', 'bus'], links: 3 },
  { title: 'all', gone: ['1', '2', '3'], names: [], links: 0 },
])('removed: $title', ({ gone, names, links }) => {
  const left = withoutRemoved(sample, (id) => gone.includes(id));
  expect(left.containers.map(({ name }) => name)).toEqual(names);
  expect(left.links.length).toBe(links);
});

it('keeps the links of a name that a new container has taken', () => {
  const replaced = { ...sample, containers: [...sample.containers, container('4', 'web')] };
  const left = withoutRemoved(replaced, (id) => id === '1');
  expect(left.containers.map(({ id }) => id)).toEqual(['2', '3', '4']);
  expect(left.links).toEqual(sample.links);
});
