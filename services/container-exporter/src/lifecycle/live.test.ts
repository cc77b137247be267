import { expect, it } from '@jest/globals';
import type { EngineEvent } from '../replies/engine-event.ts';
import type { Inspection } from './inspection.ts';
import type { Life } from './life.ts';
import { newLife, runningSince } from './life.ts';
import { live } from './live.ts';

const START = Date.parse('2026-03-02T09:00:00Z');

type Told = {
  /** Seconds after the event before. */
  readonly after?: number;
  /** What inspecting says then; by default it was started a moment before the newest start. */
  readonly seen?: Partial<Inspection>;
  readonly isEngineBack?: boolean;
} & Partial<EngineEvent> &
  Pick<EngineEvent, 'action'>;

/** Events a tenth of a second apart, unless `after` says otherwise. */
function tell(events: readonly Told[], knew?: Life) {
  let life = knew;
  let at = START;
  let startedAt: Date | undefined;
  const means: string[] = [];
  const details: (string | undefined)[] = [];
  for (const { after = 0.1, seen, isEngineBack = false, ...told } of events) {
    at += after * 1000;
    if (told.action === 'start') startedAt = new Date(at - 2);
    const event: EngineEvent = {
      id: `${at}000000-a1-${told.action}`,
      nanoseconds: `${at}000000`,
      at: new Date(at),
      containerId: 'a1',
      name: 'web',
      argument: undefined,
      exitCode: undefined,
      signal: undefined,
      oldName: undefined,
      ...told,
    };
    const isRunning = told.action !== 'die';
    const inspection = seen && { ...running, startedAt, isRunning, ...seen };
    const step = live(life, event, { seen: inspection, isEngineBack });
    life = step.life;
    means.push(...step.meanings.map(({ what }) => what));
    details.push(...step.meanings.map(({ detail }) => detail));
  }
  return { life, means, details };
}

const running: Inspection = {
  name: 'web',
  isRunning: true,
  startedAt: undefined,
  finishedAt: undefined,
  code: 0,
  oomKilled: false,
  startFailed: false,
  policyRestarts: 0,
  hasPolicy: true,
  stopSignal: 'SIGTERM',
};
const up: readonly Told[] = [
  { action: 'create' },
  { action: 'start', seen: { policyRestarts: 0 } },
];
const none = { policy: 0, manual: 0, oom: 0, crash: 0 };

it.each([
  {
    title: 'a first start',
    events: up,
    means: ['started'],
    restarts: none,
    reason: undefined,
  },
  {
    title: 'a crash with a policy',
    events: [
      ...up,
      { action: 'die', exitCode: 3 },
      { action: 'start', seen: { policyRestarts: 1 } },
    ],
    means: ['started', 'crashed', 'restarted_by_policy'],
    restarts: { ...none, crash: 1 },
    reason: 'crashed: exit code 3',
  },
  {
    title: 'a crash without a policy, started by hand at once',
    events: [
      ...up,
      { action: 'die', exitCode: 3 },
      { action: 'start', seen: { policyRestarts: 0 } },
    ],
    means: ['started', 'crashed', 'restarted_by_hand'],
    restarts: { ...none, manual: 1 },
    reason: 'crashed: exit code 3',
  },
  {
    title: 'a clean end with a policy',
    events: [
      ...up,
      { action: 'die', exitCode: 0 },
      { action: 'start', seen: { policyRestarts: 1 } },
    ],
    means: ['started', 'stopped', 'restarted_by_policy'],
    restarts: { ...none, policy: 1 },
    reason: 'ended by itself',
  },
  {
    title: 'an OOM kill with a policy',
    events: [
      ...up,
      { action: 'oom' },
      { action: 'die', exitCode: 137, seen: { oomKilled: true } },
      { action: 'start', seen: { policyRestarts: 1 } },
    ],
    means: ['started', 'oom_killed', 'restarted_by_policy'],
    restarts: { ...none, oom: 1 },
    reason: 'killed for memory (OOM)',
  },
  {
    title: 'an OOM kill told after the end',
    events: [...up, { action: 'die', exitCode: 137 }, { action: 'oom' }],
    means: ['started', 'crashed', 'oom_killed'],
    restarts: none,
    reason: 'killed for memory (OOM)',
  },
  {
    title: 'an OOM kill whose event was lost',
    events: [...up, { action: 'die', exitCode: 137, seen: { oomKilled: true } }],
    means: ['started', 'oom_killed'],
    restarts: none,
    reason: 'killed for memory (OOM)',
  },
  {
    title: 'a child killed for memory, then a crash of another kind',
    events: [...up, { action: 'oom' }, { action: 'die', exitCode: 1, after: 60 }],
    means: ['started', 'oom_killed', 'crashed'],
    restarts: none,
    reason: 'crashed: exit code 1',
  },
  {
    title: 'docker kill, started again',
    events: [
      ...up,
      { action: 'kill', signal: '9' },
      { action: 'die', exitCode: 137 },
      { action: 'start', seen: { policyRestarts: 0 } },
    ],
    means: ['started', 'killed', 'restarted_by_hand'],
    restarts: { ...none, manual: 1 },
    reason: 'killed by request',
  },
  {
    title: 'docker restart that needed a KILL',
    events: [
      ...up,
      { action: 'kill', signal: '15' },
      { action: 'kill', signal: '9', after: 10 },
      { action: 'die', exitCode: 137 },
      { action: 'stop' },
      { action: 'start', seen: { policyRestarts: 0 } },
      { action: 'restart' },
    ],
    means: ['started', 'stopped', 'restarted_by_hand'],
    restarts: { ...none, manual: 1 },
    reason: 'stopped by request',
  },
  {
    title: 'a stop that takes minutes',
    events: [
      ...up,
      { action: 'kill', signal: 'SIGTERM' },
      { action: 'die', exitCode: 0, after: 300 },
      { action: 'stop' },
    ],
    means: ['started', 'stopped'],
    restarts: none,
    reason: 'stopped by request',
  },
  {
    title: 'a reload by HUP, and a crash long after',
    events: [
      ...up,
      { action: 'kill', signal: '1' },
      { action: 'die', exitCode: 1, after: 3600 },
      { action: 'start', seen: { policyRestarts: 4 } },
    ],
    means: ['started', 'crashed', 'restarted_by_policy'],
    restarts: { ...none, crash: 1 },
    reason: 'crashed: exit code 1',
  },
  {
    title: 'a reload by HUP that made it crash',
    events: [...up, { action: 'kill', signal: '1' }, { action: 'die', exitCode: 1 }],
    means: ['started', 'crashed'],
    restarts: none,
    reason: 'crashed: exit code 1',
  },
  {
    title: 'killed by a HUP',
    events: [...up, { action: 'kill', signal: '1' }, { action: 'die', exitCode: 129 }],
    means: ['started', 'killed'],
    restarts: none,
    reason: 'killed by request',
  },
  {
    title: 'a TERM that was ignored, and a crash long after',
    events: [...up, { action: 'kill', signal: '15' }, { action: 'die', exitCode: 1, after: 3600 }],
    means: ['started', 'crashed'],
    restarts: none,
    reason: 'crashed: exit code 1',
  },
  {
    title: 'a TERM that was ignored, and a KILL long after',
    events: [
      ...up,
      { action: 'kill', signal: '15' },
      { action: 'kill', signal: '9', after: 3600 },
      { action: 'die', exitCode: 137 },
    ],
    means: ['started', 'killed'],
    restarts: none,
    reason: 'killed by request',
  },
  {
    title: 'stopped by a signal of its own, with a KILL at last',
    events: [
      ...up,
      { action: 'kill', signal: '28', seen: { stopSignal: 'WINCH' } },
      { action: 'kill', signal: '9', after: 10, seen: { stopSignal: 'WINCH' } },
      { action: 'die', exitCode: 137 },
      { action: 'stop' },
    ],
    means: ['started', 'stopped'],
    restarts: none,
    reason: 'stopped by request',
  },
  {
    title: 'stopped by a signal of its own that is not known',
    events: [
      ...up,
      { action: 'kill', signal: '28' },
      { action: 'die', exitCode: 0 },
      { action: 'stop' },
    ],
    means: ['started', 'stopped'],
    restarts: none,
    reason: 'stopped by request',
  },
  {
    title: 'a child killed for memory, and a crash of it',
    events: [...up, { action: 'oom' }, { action: 'die', exitCode: 1, seen: { oomKilled: true } }],
    means: ['started', 'oom_killed', 'crashed'],
    restarts: none,
    reason: 'crashed: exit code 1',
  },
  {
    title: 'a crash by a signal',
    events: [...up, { action: 'die', exitCode: 139 }],
    means: ['started', 'crashed'],
    restarts: none,
    reason: 'crashed: exit code 139 (SIGSEGV)',
  },
  {
    title: 'a shell without its command',
    events: [...up, { action: 'die', exitCode: 127 }],
    means: ['started', 'crashed'],
    restarts: none,
    reason: 'crashed: exit code 127 (command not found)',
  },
  {
    title: 'the engine comes back: it ends what runs, and starts it by policy',
    events: [
      ...up,
      { action: 'kill', signal: '15', after: 60, isEngineBack: true },
      { action: 'die', exitCode: 0, isEngineBack: true },
      { action: 'stop', isEngineBack: true },
      { action: 'start', seen: {}, isEngineBack: true },
    ],
    means: ['started', 'stopped', 'restarted_by_policy'],
    restarts: { ...none, policy: 1 },
    reason: 'stopped by request',
  },
  {
    title: 'the engine comes back, and its end is forgotten',
    events: [...up, { action: 'start', seen: {}, after: 60, isEngineBack: true }],
    means: ['started', 'restarted_by_policy'],
    restarts: { ...none, policy: 1 },
    reason: undefined,
  },
  {
    title: 'an end that was lost, without a policy',
    events: [...up, { action: 'start', after: 60, seen: { hasPolicy: false } }],
    means: ['started', 'restarted_by_hand'],
    restarts: { ...none, manual: 1 },
    reason: undefined,
  },
  {
    title: 'a start that was lost',
    events: [
      ...up,
      { action: 'die', exitCode: 1 },
      { action: 'die', exitCode: 2, after: 60, seen: { startedAt: new Date(START + 50_000) } },
    ],
    means: ['started', 'crashed', 'crashed'],
    restarts: none,
    reason: 'crashed: exit code 2',
  },
  {
    title: 'inspected late: it was started again by hand meanwhile',
    events: [
      ...up,
      { action: 'die', exitCode: 1, seen: { startedAt: new Date(START + 5000), isRunning: true } },
      { action: 'start', seen: { startedAt: new Date(START + 5000) } },
    ],
    means: ['started', 'crashed', 'restarted_by_policy'],
    restarts: { ...none, crash: 1 },
    reason: 'crashed: exit code 1',
  },
  {
    title: 'the clock of the engine set back by an hour',
    events: [
      ...up,
      { action: 'die', exitCode: 1, after: -3600, seen: {} },
      { action: 'start', seen: { policyRestarts: 1 } },
      { action: 'die', exitCode: 1, seen: {} },
    ],
    means: ['started', 'crashed', 'restarted_by_policy', 'crashed'],
    restarts: { ...none, crash: 1 },
    reason: 'crashed: exit code 1',
  },
  {
    title: 'the clock of the engine set on by a day',
    events: [
      ...up,
      { action: 'die', exitCode: 1, after: 86_400, seen: {} },
      { action: 'start', seen: { policyRestarts: 1 } },
    ],
    means: ['started', 'crashed', 'restarted_by_policy'],
    restarts: { ...none, crash: 1 },
    reason: 'crashed: exit code 1',
  },
  {
    title: 'started by hand after its policy gave up, and counted from 0 again',
    events: [
      ...up,
      { action: 'die', exitCode: 1, seen: {} },
      { action: 'start', seen: { policyRestarts: 1 } },
      { action: 'die', exitCode: 1, seen: { policyRestarts: 1 } },
      { action: 'start', seen: { policyRestarts: 0 } },
      { action: 'die', exitCode: 1, seen: {} },
      { action: 'start', seen: { policyRestarts: 1 } },
    ],
    means: [
      ...['started', 'crashed', 'restarted_by_policy', 'crashed', 'restarted_by_hand'],
      ...['crashed', 'restarted_by_policy'],
    ],
    restarts: { ...none, manual: 1, crash: 2 },
    reason: 'crashed: exit code 1',
  },
  {
    title: 'a first start that is over when it is inspected',
    events: [
      { action: 'create' },
      {
        action: 'start',
        seen: { isRunning: false, finishedAt: new Date(START + 190) },
      },
      { action: 'die', exitCode: 1, seen: {} },
    ],
    means: ['started', 'crashed'],
    restarts: none,
    reason: 'crashed: exit code 1',
  },
  {
    title: 'met after its end and before its start, inspected with an end behind it',
    events: [{ action: 'start', seen: { finishedAt: new Date(START - 1000), hasPolicy: false } }],
    means: ['restarted_by_hand'],
    restarts: { ...none, manual: 1 },
    reason: undefined,
  },
  {
    title: 'stopped while the policy waited',
    events: [
      ...up,
      { action: 'die', exitCode: 1 },
      { action: 'stop' },
      { action: 'start', after: 5, seen: { policyRestarts: 0 } },
    ],
    means: ['started', 'crashed', 'restarted_by_hand'],
    restarts: { ...none, manual: 1 },
    reason: 'crashed: exit code 1',
  },
  {
    title: 'events alone: back within the back-off of a policy',
    events: [...up, { action: 'die', exitCode: 3 }, { action: 'start', after: 51.2 }],
    means: ['started', 'crashed', 'restarted_by_policy'],
    restarts: { ...none, crash: 1 },
    reason: 'crashed: exit code 3',
  },
  {
    title: 'events alone: back an hour later',
    events: [...up, { action: 'die', exitCode: 3 }, { action: 'start', after: 3600 }],
    means: ['started', 'crashed', 'restarted_by_hand'],
    restarts: { ...none, manual: 1 },
    reason: 'crashed: exit code 3',
  },
  {
    title: 'health, pause and rename',
    events: [
      ...up,
      { action: 'health_status', argument: 'unhealthy' },
      { action: 'health_status', argument: 'starting' },
      { action: 'pause' },
      { action: 'unpause' },
      { action: 'rename', name: 'web-2', oldName: 'web' },
    ],
    means: ['started', 'unhealthy', 'paused', 'unpaused', 'renamed'],
    restarts: none,
    reason: undefined,
  },
  {
    title: 'an end told twice',
    events: [...up, { action: 'die', exitCode: 1 }, { action: 'die', exitCode: 1 }],
    means: ['started', 'crashed'],
    restarts: none,
    reason: 'crashed: exit code 1',
  },
  {
    title: 'met in the middle of its life',
    events: [
      { action: 'die', exitCode: 2 },
      { action: 'start', seen: { policyRestarts: 7 } },
    ],
    means: ['crashed', 'restarted_by_policy'],
    restarts: { ...none, crash: 1 },
    reason: 'crashed: exit code 2',
  },
])('$title', ({ events, means, restarts, reason }) => {
  const told = tell(events);
  expect(told.means).toEqual(means);
  expect(told.life?.restarts).toEqual(restarts);
  expect(told.life?.exit?.reason).toBe(reason);
});

it('forgets a container that is removed', () => {
  const { life, means } = tell([...up, { action: 'destroy' }]);
  expect(life).toBeUndefined();
  expect(means).toEqual(['started', 'removed']);
});

it('counts kills for memory once each', () => {
  const { life } = tell([
    ...up,
    { action: 'oom' },
    { action: 'die', exitCode: 137, seen: { oomKilled: true } },
    { action: 'start', seen: { policyRestarts: 1 } },
    { action: 'oom' },
    { action: 'oom' },
  ]);
  expect(life?.oomEvents).toBe(3);
});

it('tells of a kill for memory once, when inspecting shows it before its event', () => {
  const { life, means } = tell([
    ...up,
    { action: 'die', exitCode: 137, seen: { oomKilled: true } },
    { action: 'oom' },
  ]);
  expect(means).toEqual(['started', 'oom_killed']);
  expect(life).toMatchObject({ oomEvents: 1, exit: { reason: 'killed for memory (OOM)' } });
});

it('calls an end a kill for memory when its event comes after it', () => {
  const { life, means } = tell([...up, { action: 'die', exitCode: 137 }, { action: 'oom' }]);
  expect(means).toEqual(['started', 'crashed', 'oom_killed']);
  expect(life).toMatchObject({ oomEvents: 1, exit: { oom_killed: true } });
});

it.each([
  { title: 'rename', action: 'rename', oldName: 'old', means: ['renamed'] },
  { title: 'stop', action: 'stop', means: [] },
  { title: 'update', action: 'update', means: [] },
  { title: 'destroy', action: 'destroy', means: ['removed'] },
])('makes up no life of a container that is first heard of by $title', ({ means, ...event }) => {
  expect(tell([event])).toMatchObject({ life: undefined, means });
});

it('takes no event for news that inspecting has shown before', () => {
  const since = new Date(START + 10_000);
  const knew: Life = { ...newLife('web'), run: runningSince(since, false) };
  const older = { action: 'die', exitCode: 1, seen: { isRunning: true, startedAt: since } };
  const same = { action: 'start', after: 10, seen: { startedAt: since, policyRestarts: 1 } };
  expect(tell([older, same], knew)).toMatchObject({ means: [], life: { run: { told: true } } });
});
