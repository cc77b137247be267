import { expect, it } from '@jest/globals';
import type { GroupBacklog } from './backlog.ts';
import { joinBacklogs, slowestOf } from './backlog.ts';

const group = (
  name: string,
  component: string,
  ageSeconds: number | undefined,
  entries?: number,
): GroupBacklog => ({
  component,
  stream: 'nautilus-risk-streams',
  group: name,
  pendingEntries: 0,
  ...(ageSeconds === undefined ? {} : { ageSeconds }),
  ...(entries === undefined ? {} : { entries }),
});

it.each([
  { title: 'no group', groups: [], slowest: [] },
  {
    title: 'the oldest wait, not the longest queue',
    groups: [group('a', 'risk', 2, 900), group('b', 'risk', 60, 1)],
    slowest: ['b'],
  },
  {
    title: 'the longer queue of one age, as far as it is known',
    groups: [group('a', 'risk', 0), group('b', 'risk', 0, 4), group('c', 'risk', 0, 3)],
    slowest: ['b'],
  },
  {
    title: 'one of unknown age, rather than one that does not wait',
    groups: [group('a', 'risk', 0, 0), group('b', 'risk', undefined), group('c', 'ml', 0, 0)],
    slowest: ['b', 'c'],
  },
  {
    title: 'a known wait, rather than one of unknown age',
    groups: [group('a', 'risk', undefined, 900), group('b', 'risk', 0.001, 1)],
    slowest: ['b'],
  },
  {
    title: 'the longer queue of two that have no age',
    groups: [group('a', 'risk', undefined, 2), group('b', 'risk', undefined, 9)],
    slowest: ['b'],
  },
  {
    title: 'one of each component',
    groups: [group('a', 'risk', 1, 1), group('b', 'ml', 0, 0), group('c', 'risk', 2, 1)],
    slowest: ['c', 'b'],
  },
])('the slowest of $title', ({ groups, slowest }) => {
  expect(slowestOf(groups).map((it) => it.group)).toEqual(slowest);
});

it('joins what waits for one component on several buses', () => {
  const joined = joinBacklogs([
    { component: 'risk', entries: 4, ageSeconds: 1, pendingEntries: 2 },
    { component: 'ml', ageSeconds: 9, pendingEntries: 0 },
    { component: 'risk', ageSeconds: 5, pendingEntries: 3, consumersIdleSeconds: 7 },
  ]);
  expect(joined).toEqual([
    { component: 'risk', ageSeconds: 5, pendingEntries: 5, consumersIdleSeconds: 7 },
    { component: 'ml', ageSeconds: 9, pendingEntries: 0 },
  ]);
});
