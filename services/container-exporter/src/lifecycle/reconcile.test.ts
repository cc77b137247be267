import { expect, it } from '@jest/globals';
import { Inspected } from '../replies/inspected.ts';
import type { Life } from './life.ts';
import { newLife } from './life.ts';
import { reconcile } from './reconcile.ts';

const NINE = '2026-03-02T09:00:00.000000000Z';
const TEN = '2026-03-02T10:00:00.000000000Z';
const NEVER = '0001-01-01T00:00:00Z';

function inspected(state: object, restartCount = 0): Inspected {
  return Inspected.parse({
    Id: 'a1',
    Name: '/web',
    RestartCount: restartCount,
    State: { StartedAt: NEVER, FinishedAt: NEVER, ExitCode: 0, OOMKilled: false, ...state },
    HostConfig: {},
  });
}

const running = (startedAt: string, restartCount = 0) =>
  inspected({ Status: 'running', StartedAt: startedAt }, restartCount);
const exited = (state: object) => inspected({ Status: 'exited', StartedAt: NINE, ...state });

/** A container that runs since nine o'clock. */
const sinceNine: Life = {
  ...newLife('web'),
  run: { kind: 'running', since: new Date(NINE), asked: undefined, oom: false },
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
  const { life, meanings } = reconcile(undefined, seen);
  expect(meanings).toEqual([]);
  expect(life?.run.kind).toBe(run);
  expect(life?.exit?.reason).toBe(reason);
  expect(life?.restarts).toEqual({ policy: 0, manual: 0, oom: 0, crash: 0 });
});

it.each([
  { title: 'nothing new', seen: running(NINE), means: [], restarts: {} },
  {
    title: 'the start of the known run, noted a moment apart',
    seen: running('2026-03-02T09:00:01.500000000Z'),
    means: [],
    restarts: {},
  },
  {
    title: 'a start by hand',
    seen: running(TEN),
    means: ['restarted_by_hand'],
    restarts: { manual: 1 },
  },
  {
    title: 'three starts by the policy',
    seen: running(TEN, 3),
    means: ['restarted_by_policy'],
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
    title: 'a reply that is older than the newest start',
    seen: exited({ FinishedAt: '2026-03-02T08:59:59.000000000Z', ExitCode: 1 }),
    means: [],
    restarts: {},
  },
])('a lost event counts when it is seen twice: $title', ({ seen, means, restarts }) => {
  const first = reconcile(sinceNine, seen);
  expect(first.meanings).toEqual([]);
  const second = reconcile(first.life, seen);
  expect(second.meanings.map(({ what }) => what)).toEqual(means);
  expect(second.life?.restarts).toEqual({ policy: 0, manual: 0, oom: 0, crash: 0, ...restarts });
  const third = reconcile(second.life, seen);
  expect(third.meanings).toEqual([]);
});
