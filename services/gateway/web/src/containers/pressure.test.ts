import { expect, it } from '@jest/globals';
import { container } from '../fixtures/samples.ts';
import { pressureFacts } from './pressure.ts';

const waiting = (seconds: number, stalled?: number) =>
  container({
    pressure: {
      cpu: {
        waiting_seconds_total: seconds,
        ...(stalled === undefined ? {} : { stalled_seconds_total: stalled }),
      },
    },
  });

it.each([
  { title: 'not read', now: container(), readings: undefined, words: [] },
  {
    title: 'first reading',
    now: waiting(120),
    readings: undefined,
    words: ['2 min since its start'],
  },
  {
    title: 'two readings',
    now: waiting(10.5),
    readings: { before: waiting(10), seconds: 5 },
    words: ['10 % of the time'],
  },
  {
    title: 'stood still for some of it',
    now: waiting(12, 2),
    readings: { before: waiting(10, 1), seconds: 5 },
    words: ['40 % of the time, 20 % all of it'],
  },
  {
    title: 'nothing to wait for',
    now: waiting(10, 1),
    readings: { before: waiting(10, 1), seconds: 5 },
    words: ['0 % of the time'],
  },
  {
    title: 'started anew',
    now: waiting(1),
    readings: { before: waiting(10), seconds: 5 },
    words: ['1.0 s since its start'],
  },
  {
    title: 'not read before',
    now: waiting(1),
    readings: { before: container(), seconds: 5 },
    words: ['1.0 s since its start'],
  },
  {
    title: 'the clock went back',
    now: waiting(11),
    readings: { before: waiting(10), seconds: -5 },
    words: ['11 s since its start'],
  },
  {
    title: 'a reading that came late',
    now: waiting(20),
    readings: { before: waiting(10), seconds: 5 },
    words: ['100 % of the time'],
  },
])('pressure: $title', ({ now, readings, words }) => {
  expect(pressureFacts(now, readings).map(({ value }) => value)).toEqual(words);
});
