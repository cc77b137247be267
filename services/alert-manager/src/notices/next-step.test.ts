import { expect, it } from '@jest/globals';
import { backOffMs, MAX_TRIES } from './back-off.ts';
import { nextStep } from './next-step.ts';
import type { Outcome } from './outcome.ts';

const retry: Outcome = { kind: 'retry', because: 'HTTP 500', unsure: false };
const patience: Outcome = { ...retry, because: 'HTTP 429', afterSeconds: 3 };
const last = MAX_TRIES - 1;
const at = { channel: 'slack', about: 'firing', triesMade: 0, ageSeconds: 0 } as const;

it.each([
  {
    title: 'delivered',
    after: { ...at, outcome: { kind: 'delivered', detail: '' } as const },
    kind: 'done',
  },
  {
    title: 'rejected',
    after: { ...at, outcome: { kind: 'rejected', because: '404' } as const },
    kind: 'give_up',
  },
  { title: 'a failure', after: { ...at, outcome: retry }, kind: 'back_off' },
  { title: 'the last failure', after: { ...at, outcome: retry, triesMade: last }, kind: 'give_up' },
  { title: 'asked for patience', after: { ...at, outcome: patience }, kind: 'wait' },
  {
    title: 'asked for patience at the last try',
    after: { ...at, outcome: patience, triesMade: last },
    kind: 'wait',
  },
  {
    title: 'asked for patience for an hour',
    after: { ...at, outcome: patience, ageSeconds: 3601 },
    kind: 'back_off',
  },
  {
    title: 'a page that has to end',
    after: { ...at, outcome: retry, channel: 'pagerduty', about: 'resolved', triesMade: 99 },
    kind: 'wait',
  },
  {
    title: 'a page that begins',
    after: { ...at, outcome: retry, channel: 'pagerduty', triesMade: last },
    kind: 'give_up',
  },
] as const)('$title', ({ after, kind }) => {
  expect(nextStep(after).kind).toBe(kind);
});

it.each([
  { tries: 1, mostMs: 2000 },
  { tries: 2, mostMs: 4000 },
  { tries: 8, mostMs: 256_000 },
  { tries: 9, mostMs: 300_000 },
  { tries: 5000, mostMs: 300_000 },
  { tries: 0, mostMs: 2000 },
])('after $tries tries it waits up to $mostMs ms', ({ tries, mostMs }) => {
  expect(backOffMs(tries, 0)).toBe(0);
  expect(backOffMs(tries, 0.5)).toBe(mostMs / 2);
  expect(backOffMs(tries, 1)).toBe(mostMs);
});
