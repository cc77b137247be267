import { expect, it } from '@jest/globals';
import type { Story } from './fixtures/stories.ts';
import { expectStory, START, tell, up } from './fixtures/stories.ts';
import type { Life } from './life.ts';
import { newLife, runningSince } from './life.ts';

it.each<Story>([
  {
    title: 'a start that was lost',
    events: [
      ...up,
      { action: 'die', exitCode: 1 },
      { action: 'die', exitCode: 2, after: 60, seen: { startedAt: new Date(START + 50_000) } },
    ],
    means: ['started', 'crashed', 'crashed'],
    reason: 'crashed: exit code 2',
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
    restarts: { crash: 1 },
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
    restarts: { crash: 1 },
    reason: 'crashed: exit code 1',
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
  },
  {
    title: 'an end told twice',
    events: [...up, { action: 'die', exitCode: 1 }, { action: 'die', exitCode: 1 }],
    means: ['started', 'crashed'],
    reason: 'crashed: exit code 1',
  },
  {
    title: 'met in the middle of its life',
    events: [
      { action: 'die', exitCode: 2 },
      { action: 'start', seen: { policyRestarts: 7 } },
    ],
    means: ['crashed', 'restarted_by_policy'],
    restarts: { crash: 1 },
    reason: 'crashed: exit code 2',
  },
])('$title', expectStory);

it('forgets a container that is removed', () => {
  const { life, means } = tell([...up, { action: 'destroy' }]);
  expect(life).toBeUndefined();
  expect(means).toEqual(['started', 'removed']);
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
