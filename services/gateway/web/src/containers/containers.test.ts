import { expect, it } from '@jest/globals';
import { AT, alert, container, containersSample } from '../fixtures/samples.ts';
import { rowCharts, rowFacts } from './details.ts';
import { orderRows } from './order.ts';
import { enginesNotHere, matching, rowsOf } from './rows.ts';
import { alertsOf, stateInWords, troubleOf } from './trouble.ts';
import { probeInWords, restartsInWords, shareOfLimit, upSeconds, usageTone } from './words.ts';

const now = new Date(AT);
const exit = { code: 137, oom_killed: false, reason: 'stopped' };
const named = (...names: readonly string[]) =>
  containersSample({ containers: names.map((name) => container({ id: name, name })) });

it.each([
  { title: 'well', change: {}, tone: 'fine', words: 'running · healthy' },
  { title: 'without a health check', change: { health: 'none' }, tone: 'fine', words: 'running' },
  {
    title: 'unhealthy',
    change: { health: 'unhealthy' },
    tone: 'critical',
    words: 'running · unhealthy',
  },
  { title: 'restarting', change: { state: 'restarting' }, tone: 'critical', words: 'restarting' },
  { title: 'paused', change: { state: 'paused' }, tone: 'warning', words: 'paused' },
  {
    title: 'ended by itself',
    change: { state: 'exited', exit: { ...exit, code: 0 } },
    tone: 'off',
    words: 'exited (0)',
  },
  {
    title: 'stopped',
    change: { state: 'exited', exit: { ...exit, signal: 'SIGKILL' } },
    tone: 'off',
    words: 'exited (137)',
  },
  {
    title: 'failed',
    change: { state: 'exited', exit: { ...exit, code: 1 } },
    tone: 'critical',
    words: 'exited (1)',
  },
  {
    title: 'out of memory',
    change: { state: 'exited', exit: { ...exit, oom_killed: true } },
    tone: 'critical',
    words: 'exited (137)',
  },
  { title: 'not started', change: { state: 'created' }, tone: 'off', words: 'created' },
] as const)('$title: $tone', ({ change, tone, words }) => {
  expect(troubleOf(container(change), undefined, []).tone).toBe(tone);
  expect(stateInWords(container(change))).toBe(words);
});

it.each([
  { title: 'unreachable', probe: { status: 'unreachable' }, alerts: [], tone: 'critical' },
  { title: 'degraded', probe: { status: 'degraded' }, alerts: [], tone: 'warning' },
  {
    title: 'a critical alert',
    probe: undefined,
    alerts: [alert({ severity: 'critical' })],
    tone: 'critical',
  },
  { title: 'a warning', probe: undefined, alerts: [alert()], tone: 'warning' },
  { title: 'only advice', probe: undefined, alerts: [alert({ severity: 'info' })], tone: 'fine' },
  {
    title: 'somebody is on it',
    probe: undefined,
    alerts: [alert({ state: 'acknowledged' })],
    tone: 'fine',
  },
] as const)('trouble from outside: $title', ({ probe, alerts, tone }) => {
  expect(troubleOf(container(), probe, alerts).tone).toBe(tone);
});

it('finds the alerts of a container by its name or its engine', () => {
  const alerts = [
    alert({ id: '1', labels: { name: 'risk' } }),
    alert({ id: '2', labels: { container: 'risk' } }),
    alert({ id: '3', labels: { name: 'other' } }),
    alert({ id: '4', labels: { name: 'risk' }, state: 'resolved' }),
    alert({ id: '5', labels: { engine: 'risk' } }),
  ];
  expect(alertsOf(['risk', 'r'], alerts).map(({ id }) => id)).toEqual(['1', '2']);
});

it('joins engines with their containers and lists those without one', () => {
  const sample = containersSample({
    trading_engines: [
      { name: 'r', title: 'Risk', container_id: 'c1', probe: { status: 'degraded' } },
      { name: 'native', probe: { status: 'healthy' } },
      { name: 'unprobed' },
    ],
  });
  expect(rowsOf(sample, []).map(({ id, title, trouble }) => [id, title, trouble.tone])).toEqual([
    ['c1', 'Risk', 'warning'],
    ['engine:native', 'engine without a container', 'fine'],
  ]);
  expect(enginesNotHere(sample)).toEqual(['unprobed']);
});

it.each([
  { search: '', found: ['alpha', 'beta'] },
  { search: 'ALP', found: ['alpha'] },
  { search: 'risk:1 bet', found: ['beta'] },
  { search: 'unhealthy', found: [] },
])('search "$search"', ({ search, found }) => {
  const rows = rowsOf(named('alpha', 'beta'), []);
  expect(matching(rows, search).map(({ name }) => name)).toEqual(found);
});

it('puts trouble first, then goes by name', () => {
  const sample = named('b', 'a', 'c');
  const rows = rowsOf(sample, [alert({ labels: { name: 'c' } })]);
  expect(orderRows([], rows, false).map(({ name }) => name)).toEqual(['c', 'a', 'b']);
});

it('moves nothing while somebody points at it', () => {
  const rows = rowsOf(named('d', 'a', 'b', 'c'), [alert({ labels: { name: 'c' } })]);
  const held = orderRows(['b', 'gone', 'a', 'c'], rows, true);
  expect(held.map(({ name }) => name)).toEqual(['b', 'a', 'c', 'd']);
});

it.each([
  { restarts: {}, words: '0' },
  { restarts: { oom: 2 }, words: '2 × OOM' },
  { restarts: { manual: 1, crash: 3 }, words: '3 × crash, 1 × by hand' },
])('restarts: $words', ({ restarts, words }) => {
  const none = { policy: 0, manual: 0, oom: 0, crash: 0 };
  expect(restartsInWords({ ...none, ...restarts })).toBe(words);
});

it.each([
  { probe: { status: 'healthy', response_seconds: 0.0042 }, words: '4.2 ms' },
  { probe: { status: 'healthy' }, words: 'healthy' },
  { probe: { status: 'degraded', response_seconds: 0.412 }, words: 'degraded, 412 ms' },
  { probe: { status: 'unreachable', response_seconds: 2 }, words: 'unreachable' },
] as const)('probe: $words', ({ probe, words }) => {
  expect(probeInWords(probe)).toBe(words);
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

it('tells in the dialog what is known, and draws up to the limit', () => {
  const sample = containersSample({
    containers: [container({ cpu: { limit_cores: 2 }, exit: { ...exit, at: AT } })],
    links: [{ from: 'risk', to: 'redis', kind: 'observed' }],
  });
  const row = rowsOf(sample, [])[0];
  if (row === undefined) throw new Error('one container is one row');
  expect(rowFacts(row, sample, now).map(({ name }) => name)).toEqual([
    'State',
    'Image',
    'Restarts',
    'Last end',
    'Talks to',
  ]);
  expect(rowCharts(row)).toEqual([
    { title: 'CPU', unit: 'cores', full: 2, series: 'container_cpu_cores_used:risk' },
    { title: 'Memory', unit: 'bytes', series: 'container_memory_working_set_bytes:risk' },
  ]);
});
