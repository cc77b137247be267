import { expect, it } from '@jest/globals';
import type { Link } from '@m4max/contracts';
import { AT, containersSample } from '../fixtures/samples.ts';
import { heardBy, isOld, linkAge, OUTSIDE, portInWords, seenInWords, talksTo } from './talks.ts';

const age = { sample: containersSample(), ageSeconds: 1 };
const secondsBefore = (seconds: number) =>
  new Date(new Date(AT).getTime() - seconds * 1000).toISOString();

it.each([
  { title: 'seen in this round', seen_at: AT, seconds: 1, words: 'seen just now', old: false },
  {
    title: 'seen before',
    seen_at: secondsBefore(4),
    seconds: 5,
    words: 'seen 5 s ago',
    old: false,
  },
  {
    title: 'between two looks of a slow sidecar',
    seen_at: secondsBefore(75),
    seconds: 76,
    words: 'seen 76 s ago',
    old: false,
  },
  {
    title: 'over two minutes ago',
    seen_at: secondsBefore(155),
    seconds: 156,
    words: 'seen 3 min ago',
    old: true,
  },
  {
    title: 'later than its sample',
    seen_at: secondsBefore(-9),
    seconds: 1,
    words: 'seen just now',
    old: false,
  },
  { title: 'nobody says when', seen_at: undefined, seconds: undefined, words: 'seen', old: false },
])('the age of a link: $title', ({ seen_at, seconds, words, old }) => {
  const link = seen_at === undefined ? {} : { seen_at };
  expect(linkAge(link, age)).toBe(seconds);
  expect(seenInWords(seconds)).toBe(words);
  expect(isOld(seconds)).toBe(old);
});

it('tells both directions of a container, by name and port', () => {
  const links: readonly Link[] = [
    { from: 'risk', to: 'redis', port: 6380, kind: 'observed', seen_at: AT },
    { from: 'risk', to: 'redis', port: 6379, kind: 'observed', seen_at: secondsBefore(9) },
    { from: 'risk', to: OUTSIDE, kind: 'observed' },
    { from: 'risk', to: 'postgres', kind: 'possible' },
    { from: 'backend', to: 'risk', port: 8200, kind: 'observed', seen_at: AT },
  ];
  expect(talksTo('risk', links, age)).toEqual([
    { name: OUTSIDE, port: '', seen: 'seen' },
    { name: 'redis', port: ':6379', seen: 'seen 10 s ago' },
    { name: 'redis', port: ':6380', seen: 'seen just now' },
  ]);
  expect(heardBy('risk', links, age)).toEqual([
    { name: 'backend', port: ':8200', seen: 'seen just now' },
  ]);
  expect(talksTo('nobody', links, age)).toEqual([]);
});

it('writes a port only where there is one', () => {
  expect([80, undefined].map(portInWords)).toEqual([':80', '']);
});
