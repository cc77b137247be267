import { expect, it } from '@jest/globals';
import { Inspected } from '../replies/inspected.ts';
import type { Inspection } from './inspection.ts';
import { inspectionOf } from './inspection.ts';
import type { Life } from './life.ts';
import { newLife, runningSince } from './life.ts';
import { reconcile } from './reconcile.ts';

const NINE = '2026-03-02T09:00:00.000000000Z';
const TEN = '2026-03-02T10:00:00.000000000Z';
const NEVER = '0001-01-01T00:00:00Z';

function inspected(state: object, restartCount = 0, policy = 'always'): Inspection {
  const reply = Inspected.parse({
    Id: 'a1',
    Name: '/web',
    RestartCount: restartCount,
    State: { StartedAt: NEVER, FinishedAt: NEVER, ExitCode: 0, OOMKilled: false, ...state },
    HostConfig: { RestartPolicy: { Name: policy } },
  });
  return inspectionOf(reply);
}

const running = (startedAt: string, restartCount = 0) =>
  inspected({ Status: 'running', StartedAt: startedAt }, restartCount);
const exited = (state: object) => inspected({ Status: 'exited', StartedAt: NINE, ...state });

/** A container that runs since nine o'clock. */
const sinceNine: Life = {
  ...newLife('web'),
  run: runningSince(new Date(NINE), true),
};

it.each([
  {
    title: 'created',
    seen: inspected({ Status: 'created' }),
    run: 'never started',
    reason: undefined,
  },
  { title: 'running', seen: running(NINE, 4), run: 'running', reason: undefined },
  {
    title: 'killed for memory',
    seen: exited({ FinishedAt: TEN, ExitCode: 137, OOMKilled: true }),
    run: 'ended',
    reason: 'killed for memory (OOM)',
  },
  {
    title: 'ended by a signal, nobody knows whose',
    seen: exited({ FinishedAt: TEN, ExitCode: 143 }),
    run: 'ended',
    reason: 'ended before it was watched: exit code 143 (SIGTERM)',
  },
  { title: 'finished', seen: exited({ FinishedAt: TEN }), run: 'ended', reason: 'ended by itself' },
])('a first meeting counts nothing: $title', ({ seen, run, reason }) => {
  const { life, meanings } = reconcile(undefined, seen, 0);
  expect(meanings).toEqual([]);
  expect(life?.run.kind).toBe(run);
  expect(life?.exit?.reason).toBe(reason);
  expect(life?.restarts).toEqual({ policy: 0, manual: 0, oom: 0, crash: 0 });
});

const later = '2026-03-02T10:00:01.500000000Z';

it.each([
  { title: 'nothing new', seen: running(NINE), means: [], restarts: {} },
  {
    title: 'a start by hand',
    seen: inspected({ Status: 'running', StartedAt: TEN }, 0, 'no'),
    means: ['restarted_by_hand'],
    restarts: { manual: 1 },
  },
  {
    title: 'a start by an engine that came back',
    seen: running(TEN),
    means: ['restarted_by_policy'],
    restarts: { policy: 1 },
  },
  {
    title: 'three starts by the policy',
    seen: running(TEN, 3),
    means: ['restarted_by_policy'],
    restarts: { policy: 3 },
  },
  {
    title: 'three starts by the policy, which waits for the fourth',
    seen: inspected({ Status: 'restarting', StartedAt: TEN, FinishedAt: later, ExitCode: 1 }, 4),
    means: ['restarted_by_policy', 'crashed'],
    restarts: { policy: 3 },
  },
  {
    title: 'a crash',
    seen: exited({ FinishedAt: TEN, ExitCode: 1 }),
    means: ['crashed'],
    restarts: {},
  },
  {
    title: 'a kill for memory',
    seen: exited({ FinishedAt: TEN, ExitCode: 137, OOMKilled: true }),
    means: ['oom_killed'],
    restarts: {},
  },
  {
    title: 'a whole run by hand, and its crash',
    seen: inspected({ Status: 'exited', StartedAt: TEN, FinishedAt: later, ExitCode: 1 }, 0, 'no'),
    means: ['restarted_by_hand', 'crashed'],
    restarts: { manual: 1 },
  },
  {
    title: 'a run so short that its end is noted before its start',
    seen: inspected({ Status: 'exited', StartedAt: TEN, FinishedAt: NINE, ExitCode: 1 }, 0, 'no'),
    means: ['restarted_by_hand', 'crashed'],
    restarts: { manual: 1 },
  },
  {
    title: 'a reply that is older than the newest start',
    seen: exited({
      StartedAt: '2026-03-02T08:50:00.000000000Z',
      FinishedAt: '2026-03-02T08:59:59.000000000Z',
      ExitCode: 1,
    }),
    means: [],
    restarts: {},
  },
])('a lost event counts when it does not come for 5 s: $title', ({ seen, means, restarts }) => {
  const first = reconcile(sinceNine, seen, 0);
  expect(first.meanings).toEqual([]);
  const second = reconcile(first.life, seen, 4999);
  expect(second.meanings).toEqual([]);
  const third = reconcile(second.life, seen, 5000);
  expect(third.meanings.map(({ what }) => what)).toEqual(means);
  expect(third.life?.restarts).toEqual({ policy: 0, manual: 0, oom: 0, crash: 0, ...restarts });
  const fourth = reconcile(third.life, seen, 60_000);
  expect(fourth.meanings).toEqual([]);
});

it('says of a kill for memory what its event would have said', () => {
  const seen = exited({ FinishedAt: TEN, ExitCode: 137, OOMKilled: true });
  const { life } = reconcile(sinceNine, seen, 0);
  const detail = 'the kernel killed a process of it for memory';
  expect(reconcile(life, seen, 5000).meanings).toEqual([
    { what: 'oom_killed', at: new Date(TEN), detail },
  ]);
});

it('tells once of a container that could not be started, in words of its own', () => {
  const secret = 'exec: "/bin/serve --password=hunter2": no such file';
  const seen = inspected({ Status: 'created', ExitCode: 127, Error: secret });
  const { life, meanings } = reconcile(newLife('web'), seen, 0);
  const reason = 'could not be started: its command was not found';
  expect(meanings).toEqual([{ what: 'start_failed', detail: reason }]);
  expect(life?.exit).toEqual({ code: 127, oom_killed: false, reason });
  expect(reconcile(life, seen, 9000).meanings).toEqual([]);
  expect(reconcile(undefined, seen, 0).life?.exit?.reason).toBe(reason);
});
