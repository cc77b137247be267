import { expect, it } from '@jest/globals';
import { chooseHost } from './choose-host.ts';

const reported = [
  { host: 'mac-b', age_seconds: 5 },
  { host: 'mac-a', age_seconds: 1 },
  { host: 'mac-b', age_seconds: 2 },
];

it.each([
  {
    title: 'the one asked for',
    asked: 'mac-b',
    own: 'x',
    list: reported,
    choice: { kind: 'chosen', host: 'mac-b' },
  },
  {
    title: 'one that never reported',
    asked: 'mac-z',
    own: 'x',
    list: reported,
    choice: { kind: 'unknown', known: ['mac-a', 'mac-b'] },
  },
  {
    title: 'its own',
    asked: undefined,
    own: 'mac-b',
    list: reported,
    choice: { kind: 'chosen', host: 'mac-b' },
  },
  {
    title: 'the one heard last',
    asked: undefined,
    own: 'x',
    list: reported,
    choice: { kind: 'chosen', host: 'mac-a' },
  },
  { title: 'nobody yet', asked: undefined, own: 'x', list: [], choice: { kind: 'none' } },
])('chooseHost: $title', ({ asked, own, list, choice }) => {
  expect(chooseHost(asked, own, list)).toEqual(choice);
});
