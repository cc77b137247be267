import { it } from '@jest/globals';
import type { Story } from './fixtures/stories.ts';
import { expectStory, START, up } from './fixtures/stories.ts';

it.each<Story>([
  {
    title: 'a first start',
    events: up,
    means: ['started'],
  },
  {
    title: 'a crash with a policy',
    events: [
      ...up,
      { action: 'die', exitCode: 3 },
      { action: 'start', seen: { policyRestarts: 1 } },
    ],
    means: ['started', 'crashed', 'restarted_by_policy'],
    restarts: { crash: 1 },
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
    restarts: { manual: 1 },
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
    restarts: { policy: 1 },
    reason: 'ended by itself',
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
    restarts: { policy: 1 },
    reason: 'stopped by request',
  },
  {
    title: 'the engine comes back, and its end is forgotten',
    events: [...up, { action: 'start', seen: {}, after: 60, isEngineBack: true }],
    means: ['started', 'restarted_by_policy'],
    restarts: { policy: 1 },
  },
  {
    title: 'an end that was lost, without a policy',
    events: [...up, { action: 'start', after: 60, seen: { hasPolicy: false } }],
    means: ['started', 'restarted_by_hand'],
    restarts: { manual: 1 },
  },
  {
    title: 'inspected late: it was started again by hand meanwhile',
    events: [
      ...up,
      { action: 'die', exitCode: 1, seen: { startedAt: new Date(START + 5000), isRunning: true } },
      { action: 'start', seen: { startedAt: new Date(START + 5000) } },
    ],
    means: ['started', 'crashed', 'restarted_by_policy'],
    restarts: { crash: 1 },
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
    restarts: { manual: 1, crash: 2 },
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
    reason: 'crashed: exit code 1',
  },
  {
    title: 'met after its end and before its start, inspected with an end behind it',
    events: [{ action: 'start', seen: { finishedAt: new Date(START - 1000), hasPolicy: false } }],
    means: ['restarted_by_hand'],
    restarts: { manual: 1 },
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
    restarts: { manual: 1 },
    reason: 'crashed: exit code 1',
  },
  {
    title: 'events alone: back within the back-off of a policy',
    events: [...up, { action: 'die', exitCode: 3 }, { action: 'start', after: 51.2 }],
    means: ['started', 'crashed', 'restarted_by_policy'],
    restarts: { crash: 1 },
    reason: 'crashed: exit code 3',
  },
  {
    title: 'events alone: back an hour later',
    events: [...up, { action: 'die', exitCode: 3 }, { action: 'start', after: 3600 }],
    means: ['started', 'crashed', 'restarted_by_hand'],
    restarts: { manual: 1 },
    reason: 'crashed: exit code 3',
  },
])('$title', expectStory);
