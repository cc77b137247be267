import { expect, it } from '@jest/globals';
import type { EngineEvent } from '../replies/engine-event.ts';
import type { Life } from './life.ts';
import type { Inspection } from './live.ts';
import { live } from './live.ts';

const START = Date.parse('2026-03-02T09:00:00Z');

type Told = {
  readonly after?: number;
  readonly seen?: Partial<Inspection>;
} & Partial<EngineEvent> &
  Pick<EngineEvent, 'action'>;

/** Events a tenth of a second apart, unless `after` says otherwise (seconds). */
function tell(events: readonly Told[]) {
  let life: Life | undefined;
  let at = START;
  const means: string[] = [];
  for (const { after = 0.1, seen, ...told } of events) {
    at += after * 1000;
    const event: EngineEvent = {
      id: `${at}000000-a1`,
      at: new Date(at),
      containerId: 'a1',
      name: 'web',
      argument: undefined,
      exitCode: undefined,
      signal: undefined,
      oldName: undefined,
      ...told,
    };
    const inspection = seen && { policyRestarts: undefined, oomKilled: undefined, ...seen };
    const step = live(life, event, inspection);
    life = step.life;
    means.push(...step.meanings.map(({ what }) => what));
  }
  return { life, means };
}

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
