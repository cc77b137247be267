import { expect, it } from '@jest/globals';
import type { ContainerHealth, Probe } from '@m4max/contracts';
import { candidate } from './fixtures/candidates.ts';
import { saidByHealthCheck } from './health-check.ts';

const run = (ExitCode: number | null, at = '09:05:00', took = '.250') => ({
  Start: `2026-03-02T${at}.000000000Z`,
  End: `2026-03-02T${at}${took}Z`,
  ExitCode,
  Output: 'password: secret',
});

const said = (status: ContainerHealth, checked: object | undefined) =>
  saidByHealthCheck(status, candidate(checked === undefined ? {} : { checked }).inspected?.State);

const probes: readonly {
  readonly title: string;
  readonly status: ContainerHealth;
  readonly checked: object | undefined;
  readonly expected: Omit<Probe, 'source'>;
}[] = [
  {
    title: 'passed, with how long it took',
    status: 'healthy',
    checked: { Status: 'healthy', FailingStreak: 0, Log: [run(1, '09:01:00', '.900'), run(0)] },
    expected: { status: 'healthy', response_seconds: 0.25 },
  },
  {
    title: 'failed once, which the engine still tolerates',
    status: 'healthy',
    checked: { Status: 'healthy', FailingStreak: 1, Log: [run(0, '09:01:00'), run(7)] },
    expected: {
      status: 'healthy',
      response_seconds: 0.25,
      detail: 'its last health check failed: exit code 7',
    },
  },
  {
    title: 'failed again and again',
    status: 'unhealthy',
    checked: { Status: 'unhealthy', FailingStreak: 3, Log: [run(0, '09:01:00'), run(1)] },
    expected: {
      status: 'degraded',
      response_seconds: 0.25,
      detail: 'its health check failed 3 times in a row: exit code 1',
    },
  },
  {
    title: 'failed with retries of one',
    status: 'unhealthy',
    checked: { Status: 'unhealthy', FailingStreak: 1, Log: [run(1)] },
    expected: {
      status: 'degraded',
      response_seconds: 0.25,
      detail: 'its health check failed once: exit code 1',
    },
  },
  {
    title: 'took too long',
    status: 'unhealthy',
    checked: { Status: 'unhealthy', FailingStreak: 2, Log: [run(-1)] },
    expected: {
      status: 'degraded',
      response_seconds: 0.25,
      detail: 'its health check failed 2 times in a row: it took too long, or could not be started',
    },
  },
  {
    title: 'is listed newest first',
    status: 'healthy',
    checked: { FailingStreak: 0, Log: [run(0, '09:02:00', '.100'), run(0, '09:01:00')] },
    expected: { status: 'healthy', response_seconds: 0.1 },
  },
  {
    title: 'ended before it began, by a clock that was set back',
    status: 'healthy',
    checked: { Log: [{ Start: '2026-03-02T09:05:01Z', End: '2026-03-02T09:05:00Z', ExitCode: 0 }] },
    expected: { status: 'healthy' },
  },
  {
    title: 'is told without a run',
    status: 'unhealthy',
    checked: { Status: 'unhealthy', FailingStreak: null, Log: null },
    expected: { status: 'degraded', detail: 'its health check fails' },
  },
  {
    title: 'is told by the list only',
    status: 'healthy',
    checked: undefined,
    expected: { status: 'healthy' },
  },
  {
    title: 'ran with a time zone of its own',
    status: 'healthy',
    checked: {
      Log: [
        {
          Start: '2026-03-02T19:05:00.000000001+10:00',
          End: '2026-03-02T19:05:00.040000001+10:00',
          ExitCode: 0,
        },
      ],
    },
    expected: { status: 'healthy', response_seconds: 0.04 },
  },
];
it.each(probes)('$title', ({ status, checked, expected }) => {
  const answer = said(status, checked);
  expect(answer).toEqual({ kind: 'known', probe: { source: 'health check', ...expected } });
  expect(JSON.stringify(answer)).not.toContain('secret');
});

it('is nothing where there is no health check', () => {
  expect(said('none', { Status: 'none', Log: [] })).toBeUndefined();
});

it.each([
  { title: 'no run', Log: [], yet: 'has not run since it was started' },
  {
    title: 'runs of before its last start',
    Log: [run(1, '08:59:00')],
    yet: 'has not run since it was started',
  },
  {
    title: 'only runs that failed while it starts',
    Log: [run(1)],
    yet: 'has not passed since it was started: exit code 1',
  },
])('is not known yet: $title', ({ Log, yet }) => {
  expect(said('starting', { Status: 'starting', FailingStreak: 0, Log })).toEqual({
    kind: 'missing',
    reason: `its health check ${yet}`,
  });
});
