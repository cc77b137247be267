import { expect, it } from '@jest/globals';
import { createBacklog } from './backlog.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000);

function drained(backlog: { first(): number | undefined; shift(): void }): number[] {
  const items: number[] = [];
  for (let item = backlog.first(); item !== undefined; item = backlog.first()) {
    items.push(item);
    backlog.shift();
  }
  return items;
}

it.each([
  { title: 'nothing', seconds: [], kept: [], dropped: 0 },
  { title: 'in order', seconds: [1, 2, 3], kept: [1, 2, 3], dropped: 0 },
  { title: 'a minute to the second', seconds: [0, 1, 60, 61], kept: [1, 60, 61], dropped: 1 },
  { title: 'a long silence', seconds: [0, 1, 3600], kept: [3600], dropped: 2 },
  { title: 'too many at once', seconds: [1, 1, 1, 1, 1, 1], kept: [1, 1, 1, 1, 1], dropped: 1 },
  {
    title: 'a clock set back drops nothing',
    seconds: [100, 10, 11],
    kept: [100, 10, 11],
    dropped: 0,
  },
])('createBacklog: $title', ({ seconds, kept, dropped }) => {
  const backlog = createBacklog<number>({ seconds: 60, count: 5 });
  for (const second of seconds) backlog.push(second, at(second));
  expect(backlog.size()).toBe(kept.length);
  expect(drained(backlog)).toEqual(kept);
  expect([backlog.takeDropped(), backlog.takeDropped()]).toEqual([dropped, 0]);
});

it('createBacklog: forgets what is not wanted without counting it', () => {
  const backlog = createBacklog<number>({ seconds: 60, count: 5 });
  for (const second of [1, 2, 3]) backlog.push(second, at(second));
  backlog.forgetBefore(at(2));
  expect(backlog.takeDropped()).toBe(0);
  expect(drained(backlog)).toEqual([2, 3]);
});
