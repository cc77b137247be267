import { expect, it } from '@jest/globals';
import { missingLinks } from './missing-links.ts';
import type { Reading } from './reading.ts';

const read: Reading = { kind: 'read', at: new Date(0), sockets: [], isCut: false };
const unreadable: Reading = { kind: 'unreadable' };

function reasons(
  readings: Readonly<Record<string, Reading | undefined>>,
  onHost: readonly string[] = [],
): readonly string[] {
  return missingLinks({
    readings: Object.entries(readings).map(([name, reading]) => ({ name, reading })),
    onHost,
    because: 'start it',
  }).map(({ reason }) => reason);
}

it.each([
  { title: 'no container, no sentence', readings: {}, expected: [] },
  { title: 'all are read', readings: { aa: read }, expected: [] },
  {
    title: 'none is read: one sentence for all',
    readings: { aa: unreadable, bb: undefined },
    expected: ['no connection is seen: start it'],
  },
  {
    title: 'none was looked for yet',
    readings: { aa: undefined },
    expected: [
      'no connection is seen: the containers are looked at within a minute of their start',
    ],
  },
  {
    title: 'some are not visible',
    readings: { aa: read, b1: unreadable, b2: unreadable, b3: unreadable, b4: unreadable },
    expected: ['the connections of b1, b2, b3 and 1 more are not seen: start it'],
  },
  {
    title: 'one that was started just now has not been looked for',
    readings: { aa: read, bb: undefined },
    expected: [],
  },
  {
    title: 'more connections than are read',
    readings: { aa: { ...read, isCut: true } },
    expected: ['aa: more connections than are read, so links may be left out'],
  },
])('$title', ({ readings, expected }) => {
  expect(reasons(readings)).toEqual(expected);
});

it('names those on the network of the machine, once anything is seen', () => {
  expect(reasons({ aa: read }, ['hh'])).toEqual([
    "hh: on the machine's own network, where connections cannot be told apart",
  ]);
  expect(reasons({ aa: undefined }, ['hh'])).toHaveLength(1);
});
