import { expect, it } from '@jest/globals';
import type { Story } from './fixtures/stories.ts';
import { expectStory, tell, up } from './fixtures/stories.ts';

it.each<Story>([
  {
    title: 'an OOM kill with a policy',
    events: [
      ...up,
      { action: 'oom' },
      { action: 'die', exitCode: 137, seen: { oomKilled: true } },
      { action: 'start', seen: { policyRestarts: 1 } },
    ],
    means: ['started', 'oom_killed', 'restarted_by_policy'],
    restarts: { oom: 1 },
    reason: 'killed for memory (OOM)',
  },
  {
    title: 'an OOM kill whose event was lost',
    events: [...up, { action: 'die', exitCode: 137, seen: { oomKilled: true } }],
    means: ['started', 'oom_killed'],
    reason: 'killed for memory (OOM)',
  },
  {
    title: 'a child killed for memory, then a crash of another kind',
    events: [...up, { action: 'oom' }, { action: 'die', exitCode: 1, after: 60 }],
    means: ['started', 'oom_killed', 'crashed'],
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
    restarts: { manual: 1 },
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
    restarts: { manual: 1 },
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
    restarts: { crash: 1 },
    reason: 'crashed: exit code 1',
  },
  {
    title: 'a reload by HUP that made it crash',
    events: [...up, { action: 'kill', signal: '1' }, { action: 'die', exitCode: 1 }],
    means: ['started', 'crashed'],
    reason: 'crashed: exit code 1',
  },
  {
    title: 'killed by a HUP',
    events: [...up, { action: 'kill', signal: '1' }, { action: 'die', exitCode: 129 }],
    means: ['started', 'killed'],
    reason: 'killed by request',
  },
  {
    title: 'killed by a signal that is not named',
    events: [...up, { action: 'kill' }, { action: 'die', exitCode: 137, after: 3600 }],
    means: ['started', 'killed'],
    reason: 'killed by request',
  },
  {
    title: 'a signal that is not named, and a crash',
    events: [...up, { action: 'kill' }, { action: 'die', exitCode: 1 }],
    means: ['started', 'crashed'],
    reason: 'crashed: exit code 1',
  },
  {
    title: 'a TERM that was ignored, and a crash long after',
    events: [...up, { action: 'kill', signal: '15' }, { action: 'die', exitCode: 1, after: 3600 }],
    means: ['started', 'crashed'],
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
    reason: 'stopped by request',
  },
  {
    title: 'a child killed for memory, and a crash of it',
    events: [...up, { action: 'oom' }, { action: 'die', exitCode: 1, seen: { oomKilled: true } }],
    means: ['started', 'oom_killed', 'crashed'],
    reason: 'crashed: exit code 1',
  },
  {
    title: 'a crash by a signal',
    events: [...up, { action: 'die', exitCode: 139 }],
    means: ['started', 'crashed'],
    reason: 'crashed: exit code 139 (SIGSEGV)',
  },
  {
    title: 'a shell without its command',
    events: [...up, { action: 'die', exitCode: 127 }],
    means: ['started', 'crashed'],
    reason: 'crashed: exit code 127 (command not found)',
  },
])('$title', expectStory);

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
  const reason = 'killed for memory (OOM)';
  expect(life).toMatchObject({ oomEvents: 1, exit: { oom_killed: true, reason } });
});
