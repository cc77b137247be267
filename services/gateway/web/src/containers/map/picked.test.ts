import { expect, it } from '@jest/globals';
import { container, containersSample } from '../../fixtures/samples.ts';
import { rowsOf } from '../rows.ts';
import type { Pick } from './picked.ts';
import { isLit, litNames } from './picked.ts';
import { talkMapOf } from './talk-map.ts';

const sample = containersSample({
  containers: [
    container({ id: '1', name: 'a', networks: ['bus'] }),
    container({ id: '2', name: 'b', networks: ['bus'] }),
    container({ id: '3', name: 'c', networks: ['other'] }),
  ],
  links: [
    { from: 'a', to: 'b', kind: 'observed' },
    { from: 'b', to: 'c', kind: 'observed' },
  ],
});
const map = talkMapOf(sample, rowsOf(sample, []), 0);

const cases: readonly {
  readonly pick: Pick;
  readonly names: readonly string[];
  readonly links: readonly boolean[];
}[] = [
  { pick: { kind: 'nothing' }, names: [], links: [false, false] },
  { pick: { kind: 'node', key: 'a' }, names: ['a', 'b'], links: [true, false] },
  { pick: { kind: 'node', key: 'b' }, names: ['b', 'a', 'c'], links: [true, true] },
  { pick: { kind: 'node', key: 'gone' }, names: ['gone'], links: [false, false] },
  { pick: { kind: 'network', key: 'e1 bus' }, names: ['a', 'b'], links: [true, false] },
  { pick: { kind: 'network', key: 'gone' }, names: [], links: [false, false] },
];

it.each(cases)('what stands out: $pick', ({ pick, names, links }) => {
  const lit = litNames(pick, map);
  expect([...lit]).toEqual(names);
  expect(map.links.map((link) => isLit(link, pick, lit))).toEqual(links);
});

it('shows who could talk where nobody was seen to', () => {
  const unseen = { ...map, links: [] };
  expect([...litNames({ kind: 'node', key: 'b' }, unseen)]).toEqual(['b', 'a']);
  expect([...litNames({ kind: 'node', key: 'c' }, unseen)]).toEqual(['c']);
});
