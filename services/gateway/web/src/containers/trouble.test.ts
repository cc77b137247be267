import { expect, it } from '@jest/globals';
import { alert, container } from '../fixtures/samples.ts';
import { alertsOf, stateInWords, troubleOf } from './trouble.ts';

const exit = { code: 137, oom_killed: false, reason: 'stopped' };

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
  {
    title: 'unreachable',
    probe: { status: 'unreachable' },
    alerts: [],
    tone: 'critical',
    why: 'running · unreachable',
  },
  {
    title: 'degraded',
    probe: { status: 'degraded' },
    alerts: [],
    tone: 'warning',
    why: 'running · degraded',
  },
  {
    title: 'a critical alert',
    probe: undefined,
    alerts: [alert({ severity: 'critical' })],
    tone: 'critical',
    why: 'running · alert',
  },
  {
    title: 'a warning',
    probe: undefined,
    alerts: [alert()],
    tone: 'warning',
    why: 'running · alert',
  },
  {
    title: 'only advice',
    probe: undefined,
    alerts: [alert({ severity: 'info' })],
    tone: 'fine',
    why: 'running · healthy',
  },
  {
    title: 'somebody is on it',
    probe: undefined,
    alerts: [alert({ state: 'acknowledged' })],
    tone: 'fine',
    why: 'running · healthy',
  },
] as const)('trouble from outside: $title', ({ probe, alerts, tone, why }) => {
  expect(troubleOf(container(), probe, alerts)).toEqual({ tone, why });
});

it('finds the alerts of a container by its name or its engine', () => {
  const alerts = [
    alert({ id: '1', labels: { name: 'risk' } }),
    alert({ id: '2', labels: { container: 'risk' } }),
    alert({ id: '3', labels: { name: 'other' } }),
    alert({ id: '4', labels: { name: 'risk' }, state: 'resolved' }),
    alert({ id: '5', labels: { engine: 'risk' } }),
    alert({ id: '6', labels: { name: 'risk', host: 'mac-2' } }),
  ];
  expect(alertsOf({ host: 'mac-1', calledBy: ['risk', 'r'] }, alerts).map(({ id }) => id)).toEqual([
    '1',
    '2',
  ]);
});
