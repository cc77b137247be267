import { expect, it } from '@jest/globals';
import { AT, container } from '../fixtures/samples.ts';
import {
  healthInWords,
  probeInWords,
  restartsInWords,
  shareOfLimit,
  upSeconds,
  usageTone,
  whyNone,
} from './words.ts';

const now = new Date(AT);

it.each([
  { restarts: {}, words: '0' },
  { restarts: { oom: 2 }, words: '2\u00a0×\u00a0OOM' },
  { restarts: { manual: 1, crash: 3 }, words: '3\u00a0×\u00a0crash, 1\u00a0×\u00a0by\u00a0hand' },
])('restarts: $words', ({ restarts, words }) => {
  const none = { policy: 0, manual: 0, oom: 0, crash: 0 };
  expect(restartsInWords({ ...none, ...restarts })).toBe(words);
});

it.each([
  { probe: { status: 'healthy', response_seconds: 0.0042 }, words: '4.2 ms' },
  { probe: { status: 'healthy' }, words: 'healthy' },
  { probe: { status: 'degraded', response_seconds: 0.412 }, words: 'degraded, 412 ms' },
  { probe: { status: 'unreachable', response_seconds: 2 }, words: 'unreachable' },
  {
    probe: { status: 'healthy', source: 'endpoint', response_seconds: 0.0042 },
    words: '4.2 ms',
  },
  {
    probe: { status: 'healthy', source: 'health check', response_seconds: 0.062 },
    words: 'check 62 ms',
  },
  { probe: { status: 'healthy', source: 'health check' }, words: 'healthy' },
  { probe: { status: 'healthy', source: 'state' }, words: 'runs' },
] as const)('probe: $words', ({ probe, words }) => {
  expect(probeInWords(probe)).toBe(words);
});

it.each([
  { probe: { status: 'healthy', response_seconds: 0.0042 }, words: 'healthy in 4.2 ms' },
  { probe: { status: 'degraded' }, words: 'degraded' },
  {
    probe: { status: 'degraded', source: 'endpoint', response_seconds: 0.412 },
    words: 'degraded, by its endpoint in 412 ms',
  },
  { probe: { status: 'unreachable', source: 'endpoint' }, words: 'unreachable, by its endpoint' },
  {
    probe: { status: 'healthy', source: 'health check', response_seconds: 0.062 },
    words: 'healthy, by its health check, which took 62 ms',
  },
  { probe: { status: 'healthy', source: 'state' }, words: 'it runs; nothing else was asked' },
  {
    probe: { status: 'unreachable', source: 'state' },
    words: 'unreachable, by its state; nothing else was asked',
  },
] as const)('health: $words', ({ probe, words }) => {
  expect(healthInWords(probe)).toBe(words);
});

it('judges use by its limit, where there is one', () => {
  expect([undefined, 0.5, 0.85, 0.95].map(usageTone)).toEqual([
    'fine',
    'fine',
    'warning',
    'critical',
  ]);
  expect(shareOfLimit(1, 2, undefined)).toBe(0.5);
  expect(shareOfLimit(1, 2, 0.7)).toBe(0.7);
  expect(shareOfLimit(1, 0, undefined)).toBeUndefined();
  expect(shareOfLimit(undefined, 2, undefined)).toBeUndefined();
});

it('counts up time only of what runs', () => {
  const started_at = '2026-01-05T09:00:00.000Z';
  expect(upSeconds(container({ started_at }), now)).toBe(3600);
  expect(upSeconds(container({ started_at, state: 'exited' }), now)).toBeUndefined();
  expect(upSeconds(container(), now)).toBeUndefined();
});

it.each([
  { title: 'nothing is missing', missing: [], why: 'The engine runs no container.' },
  {
    title: 'only other things are missing',
    missing: [{ field: 'trading_engines', reason: 'none is here' }],
    why: 'The engine runs no container.',
  },
  {
    title: 'no engine was found',
    missing: [
      { field: 'trading_engines', reason: 'none is here' },
      { field: 'engines', reason: 'start one' },
    ],
    why: 'start one',
  },
  {
    title: 'the engine does not answer',
    missing: [{ field: 'containers', reason: 'it does not answer' }],
    why: 'it does not answer',
  },
])('why there is no container: $title', ({ missing, why }) => {
  expect(whyNone({ missing })).toBe(why);
});
