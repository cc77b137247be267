import { expect, it } from '@jest/globals';
import type { Load } from './overload.ts';
import { isFalling, nextLoad, shareOf } from './overload.ts';

const keeping: Load = { kind: 'keeping_up', behindSeconds: 0 };
const overloaded = (share: number): Load => ({ kind: 'overloaded', behindSeconds: 2, share });
const busy = 1;

it.each([
  { title: 'first look', before: undefined, now: 50, falling: false },
  { title: 'a backlog that shrinks', before: 50, now: 49.9, falling: false },
  { title: 'a backlog that stands', before: 50, now: 50, falling: true },
  { title: 'grows', before: 1.5, now: 2.1, falling: true },
  { title: 'grows, but is close', before: 0.5, now: 1.9, falling: false },
  { title: 'after a sleep of the machine', before: 0, now: 3600, falling: false },
  { title: 'not known', before: 3, now: undefined, falling: false },
])('isFalling: $title', ({ before, now, falling }) => {
  expect(isFalling(before, now)).toBe(falling);
});

it.each([
  {
    title: 'keeps up',
    load: keeping,
    seen: { behindSeconds: 0.1, isFallingBehind: false, busyRatio: busy },
    next: { kind: 'keeping_up', behindSeconds: 0.1 },
  },
  {
    title: 'falls behind: as little as possible is measured at once',
    load: keeping,
    seen: { behindSeconds: 3, isFallingBehind: true, busyRatio: busy },
    next: { kind: 'overloaded', behindSeconds: 3, share: 1 / 16 },
  },
  {
    title: 'there is room: twice as much',
    load: overloaded(1 / 16),
    seen: { behindSeconds: 1.9, isFallingBehind: false, busyRatio: 0.3 },
    next: { kind: 'overloaded', behindSeconds: 1.9, share: 1 / 8 },
  },
  {
    title: 'the sample is kept up with: twice as much',
    load: overloaded(1 / 4),
    seen: { behindSeconds: 0.2, isFallingBehind: false, busyRatio: 0.8 },
    next: { kind: 'overloaded', behindSeconds: 0.2, share: 1 / 2 },
  },
  {
    title: 'all of it again',
    load: overloaded(1 / 2),
    seen: { behindSeconds: 0.2, isFallingBehind: false, busyRatio: 0.4 },
    next: { kind: 'keeping_up', behindSeconds: 0.2 },
  },
  {
    title: 'neither room nor trouble: stays',
    load: overloaded(1 / 4),
    seen: { behindSeconds: 1.8, isFallingBehind: false, busyRatio: 0.8 },
    next: { kind: 'overloaded', behindSeconds: 1.8, share: 1 / 4 },
  },
  {
    title: 'full again: half as much',
    load: overloaded(1 / 4),
    seen: { behindSeconds: 4, isFallingBehind: true, busyRatio: 0.99 },
    next: { kind: 'overloaded', behindSeconds: 4, share: 1 / 8 },
  },
  {
    title: 'never less than a sixteenth',
    load: overloaded(1 / 16),
    seen: { behindSeconds: 9, isFallingBehind: true, busyRatio: 0.99 },
    next: { kind: 'overloaded', behindSeconds: 9, share: 1 / 16 },
  },
  {
    title: 'not known how far behind, and no room',
    load: overloaded(1 / 8),
    seen: { behindSeconds: undefined, isFallingBehind: false, busyRatio: 0.95 },
    next: { kind: 'overloaded', behindSeconds: undefined, share: 1 / 8 },
  },
])('nextLoad: $title', ({ load, seen, next }) => {
  expect(nextLoad(load, seen)).toEqual(next);
});

it('measures all while it keeps up', () => {
  expect(shareOf(keeping)).toBe(1);
  expect(shareOf(overloaded(1 / 8))).toBe(1 / 8);
});
