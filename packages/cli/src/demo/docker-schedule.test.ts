import { expect, it } from '@jest/globals';
import { happensBetween, lastsAt } from './docker-schedule.ts';

const schedule = { firstAfterSeconds: 10, everySeconds: 5, lastsSeconds: 2 };

it.each([
  { title: 'before the first time', from: 0, to: 9.9, happens: false },
  { title: 'the first time', from: 9.9, to: 10, happens: true },
  { title: 'once only', from: 10, to: 10.25, happens: false },
  { title: 'again', from: 14.9, to: 15.1, happens: true },
  { title: 'twice at once is once', from: 10, to: 30, happens: true },
])('$title', ({ from, to, happens }) => {
  expect(happensBetween(schedule, from, to)).toBe(happens);
});

it('never happens without a schedule', () => {
  expect(happensBetween(undefined, 0, 100)).toBe(false);
  expect(lastsAt(undefined, 100)).toBe(false);
});

it.each([
  { age: 9, goesOn: false },
  { age: 10, goesOn: true },
  { age: 11.9, goesOn: true },
  { age: 12, goesOn: false },
  { age: 16, goesOn: true },
])('at $age s it goes on: $goesOn', ({ age, goesOn }) => {
  expect(lastsAt(schedule, age)).toBe(goesOn);
});
