import { expect, it } from '@jest/globals';
import { Alert } from '@m4max/contracts';
import type { StoreAbsence } from './store-emergency.ts';
import { afterTelling, observeStore, storeAlert, storeNotices } from './store-emergency.ts';

const start = Date.parse('2026-03-02T12:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1000);
const since = at(0);
const announced: StoreAbsence = { kind: 'announced', since, told: { a: 'yes' } };
const back: StoreAbsence = { ...announced, kind: 'back', backAt: at(60) };

it.each([
  {
    title: 'it answers',
    absence: { kind: 'present' } as const,
    answers: true,
    seconds: 0,
    next: { kind: 'present' },
  },
  {
    title: 'it does not',
    absence: { kind: 'present' } as const,
    answers: false,
    seconds: 0,
    next: { kind: 'missing', since },
  },
  {
    title: 'a restart takes less',
    absence: { kind: 'missing', since } as const,
    answers: false,
    seconds: 14.9,
    next: { kind: 'missing', since },
  },
  {
    title: 'back in time',
    absence: { kind: 'missing', since } as const,
    answers: true,
    seconds: 14.9,
    next: { kind: 'present' },
  },
  {
    title: 'gone for 15 s',
    absence: { kind: 'missing', since } as const,
    answers: false,
    seconds: 15,
    next: { kind: 'announced', since, told: {} },
  },
  { title: 'still gone', absence: announced, answers: false, seconds: 600, next: announced },
  { title: 'back after all', absence: announced, answers: true, seconds: 60, next: back },
  { title: 'back, and not everybody knows', absence: back, answers: true, seconds: 61, next: back },
  { title: 'gone again meanwhile', absence: back, answers: false, seconds: 61, next: announced },
  {
    title: 'everybody knows',
    absence: { ...back, told: {} } as const,
    answers: true,
    seconds: 61,
    next: { kind: 'present' },
  },
  {
    title: 'nobody cares any more',
    absence: back,
    answers: true,
    seconds: 3700,
    next: { kind: 'present' },
  },
])('$title', ({ absence, answers, seconds, next }) => {
  expect(observeStore(absence, answers, at(seconds))).toEqual(next);
});

it('asks for what is still untold', () => {
  expect(storeNotices({ kind: 'missing', since }, ['a'])).toBeUndefined();
  expect(storeNotices(announced, ['a', 'b'])).toEqual({ about: 'firing', targets: ['b'] });
  expect(storeNotices(back, ['a', 'b'])).toEqual({ about: 'resolved', targets: ['a'] });
});

it('owes an end to whoever may have heard of the beginning', () => {
  const maybe = afterTelling(announced, { target: 'b', about: 'firing', answer: 'maybe' });
  const returned = observeStore(maybe, true, at(60));
  expect(storeNotices(returned, [])?.targets).toEqual(['a', 'b']);
  const late = afterTelling(back, { target: 'c', about: 'firing', answer: 'yes' });
  expect(storeNotices(late, [])?.targets).toEqual(['a', 'c']);
  const done = afterTelling(returned, { target: 'a', about: 'resolved', answer: 'yes' });
  expect(storeNotices(done, [])?.targets).toEqual(['b']);
  expect(afterTelling(returned, { target: 'a', about: 'resolved', answer: 'maybe' })).toBe(
    returned,
  );
});

it('is an alert like any other', () => {
  expect(storeAlert({ kind: 'present' }, 'studio', at(0))).toBeUndefined();
  expect(() => Alert.parse(storeAlert(announced, 'studio', at(20)))).not.toThrow();
  expect(storeAlert(back, 'studio', at(61))).toMatchObject({
    state: 'resolved',
    ended_at: at(60).toISOString(),
  });
});
