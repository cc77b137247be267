import { expect, it } from '@jest/globals';
import { container, containersSample } from '../../fixtures/samples.ts';
import { rowsOf } from '../rows.ts';
import { captionOf, countsOf, linkInWords, nodeInWords, reasonsOf } from './map-words.ts';
import { talkMapOf } from './talk-map.ts';

const containers = [
  container({ id: '1', name: 'a', networks: ['bus'] }),
  container({ id: '2', name: 'b', networks: ['bus'] }),
];
const seen = { from: 'a', to: 'b', port: 80, kind: 'observed' } as const;

function mapOf(change: Parameters<typeof containersSample>[0], ageSeconds = 0) {
  const sample = containersSample(change);
  return talkMapOf(sample, rowsOf(sample, []), ageSeconds);
}

it.each([
  { title: 'seen', map: mapOf({ containers, links: [seen] }), words: /^Connections are sampled/ },
  {
    title: 'nothing seen',
    map: mapOf({ containers }),
    words: /^No connection was seen: these are only the networks/,
  },
  { title: 'nothing known', map: mapOf({}), words: /^No connection was seen, and no network/ },
])('the caption says what the map is: $title', ({ map, words }) => {
  expect(captionOf(map)).toMatch(words);
});

it('explains dashes only where there are some', () => {
  const links = [{ ...seen, seen_at: '2026-01-05T09:57:00.000Z' }];
  expect(captionOf(mapOf({ containers, links }))).toContain('dashed');
  expect(captionOf(mapOf({ containers, links: [seen] }))).not.toContain('dashed');
});

it('gives the reasons why links are not known, each once and at most three', () => {
  const missing = ['links', 'links', 'links.bytes', 'links', 'links', 'linksomething', 'power'].map(
    (field, index) => ({ field, reason: `reason ${index === 1 ? 0 : index}` }),
  );
  expect(reasonsOf({ missing })).toEqual(['reason 0', 'reason 2', 'reason 3']);
  expect(reasonsOf({ missing: [] })).toEqual([]);
});

it.each([
  { map: mapOf({ containers: [] }), words: '0 containers · no link seen' },
  { map: mapOf({ containers, links: [seen] }), words: '2 containers · 1 link · 1 network' },
])('counts: $words', ({ map, words }) => {
  expect(countsOf(map)).toBe(words);
});

it('reads out a link and a box', () => {
  const { nodes, links } = mapOf({
    containers: [...containers, container({ id: '3', engine_id: 'e2', name: 'b' })],
    links: [seen, { ...seen, port: 81 }, { from: 'a', to: 'a', kind: 'observed' }],
  });
  const [first] = links.filter(({ to }) => to === 'b');
  expect(first && linkInWords({ ...first, ageSeconds: 3 }, (key) => key.toUpperCase())).toEqual({
    target: 'B',
    port: ':80',
    seen: 'seen 3 s ago',
  });
  expect([...nodes.values()].map((node) => nodeInWords(node, links))).toEqual([
    'a, running · healthy, talks to 2, heard by 1',
    'b, 2 of this name, running · healthy, talks to 0, heard by 1',
  ]);
});
