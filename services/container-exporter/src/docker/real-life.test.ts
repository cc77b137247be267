import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import type { Story } from './fixtures/life-stories.ts';
import {
  eats,
  exited,
  expectStory,
  healthIs,
  heard,
  inFirstRuns,
  liveAll,
} from './fixtures/life-stories.ts';
import type { Observer } from './fixtures/observer.ts';
import { observe } from './fixtures/observer.ts';

jest.setTimeout(180_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;

const stories: readonly Story[] = [
  {
    title: 'in a crash loop until its policy gives up, and again after a start by hand',
    options: ['--restart', 'on-failure:2'],
    script: 'sleep 0.1; exit 3',
    async act({ shown, docker, id }) {
      await shown(({ state, restarts }) => state === 'exited' && restarts.crash === 2);
      await docker('start', id);
      await shown(({ state, restarts }) => state === 'exited' && restarts.crash === 4);
    },
    told: [
      ...['started', 'crashed', 'restarted_by_policy', 'crashed', 'restarted_by_policy', 'crashed'],
      'restarted_by_hand',
      ...['crashed', 'restarted_by_policy', 'crashed', 'restarted_by_policy', 'crashed'],
    ],
    state: 'exited',
    restarts: { crash: 4, manual: 1 },
    exit: { code: 3, reason: 'crashed: exit code 3' },
  },
  {
    title: 'crashing with a back-off, until it runs',
    options: ['--restart', 'always'],
    script: inFirstRuns(4, 'exit 1'),
    act: heard(9),
    told: [
      'started',
      ...Array.from({ length: 4 }, () => ['crashed', 'restarted_by_policy']).flat(),
    ],
    state: 'running',
    restarts: { crash: 4 },
    exit: { code: 1, reason: 'crashed: exit code 1' },
  },
  {
    title: 'ending well under a policy, until it runs',
    options: ['--restart', 'always'],
    script: inFirstRuns(3, 'exit 0'),
    act: heard(7),
    told: [
      'started',
      ...Array.from({ length: 3 }, () => ['stopped', 'restarted_by_policy']).flat(),
    ],
    state: 'running',
    restarts: { policy: 3 },
    exit: { code: 0, reason: 'ended by itself' },
  },
  {
    title: 'killed for memory under a policy, until it runs',
    options: ['--memory', '16m', '--restart', 'on-failure'],
    script: inFirstRuns(2, eats),
    act: heard(5),
    told: [
      'started',
      ...Array.from({ length: 2 }, () => ['oom_killed', 'restarted_by_policy']).flat(),
    ],
    state: 'running',
    restarts: { oom: 2 },
    oomEvents: 2,
    exit: { code: 137, reason: 'killed for memory (OOM)' },
  },
  {
    title: 'paused and unpaused',
    script: 'exec sleep 1000',
    async act({ docker, shown, id }) {
      await docker('pause', id);
      await shown(({ state }) => state === 'paused');
      await docker('unpause', id);
      await shown(({ state }) => state === 'running');
    },
    told: ['started', 'paused', 'unpaused'],
    state: 'running',
  },
  {
    title: 'renamed after a crash',
    options: ['--restart', 'always'],
    script: inFirstRuns(1, 'exit 1'),
    async act(acting) {
      await heard(3)(acting);
      await acting.docker('rename', acting.id, 'quite-another');
      await acting.shown(({ name }) => name === 'quite-another');
    },
    told: ['started', 'crashed', 'restarted_by_policy', 'renamed'],
    state: 'running',
    restarts: { crash: 1 },
    exit: { code: 1 },
  },
  {
    title: 'restarted by hand, killed, and started by hand',
    script: 'exec sleep 1000',
    async act(acting) {
      const { docker, id, shown } = acting;
      await docker('restart', '--time', '0', id);
      await docker('kill', id);
      await exited(acting);
      await docker('start', id);
      await shown(({ state, restarts }) => state === 'running' && restarts.manual === 2);
    },
    told: ['started', 'stopped', 'restarted_by_hand', 'killed', 'restarted_by_hand'],
    state: 'running',
    restarts: { manual: 2 },
    exit: { code: 137, reason: 'killed by request' },
  },
  {
    title: 'restarted by hand although it has a policy, between two crashes',
    options: ['--restart', 'always'],
    script: inFirstRuns(1, 'exit 1'),
    async act(acting) {
      const { docker, id, shown } = acting;
      await heard(3)(acting);
      await docker('restart', '--time', '0', id);
      // Once it sleeps, its shell has counted this run.
      await eventually('it runs on', () => docker('exec', id, 'pidof', 'sleep'), { seconds: 60 });
      await docker('exec', id, 'rm', '/runs');
      await docker('restart', '--time', '0', id);
      await shown(({ state, restarts }) => state === 'running' && restarts.crash === 2);
    },
    told: [
      ...['started', 'crashed', 'restarted_by_policy'],
      ...['stopped', 'restarted_by_hand', 'stopped', 'restarted_by_hand'],
      ...['crashed', 'restarted_by_policy'],
    ],
    state: 'running',
    restarts: { crash: 2, manual: 2 },
    exit: { code: 1, reason: 'crashed: exit code 1' },
  },
  {
    title: 'healthy, unhealthy and healthy again',
    options: [
      ...['--health-cmd', 'test ! -f /ill', '--health-interval', '300ms'],
      ...['--health-retries', '1'],
    ],
    script: 'exec sleep 1000',
    async act(acting) {
      await healthIs(acting, 'healthy');
      await acting.docker('exec', acting.id, 'touch', '/ill');
      await healthIs(acting, 'unhealthy');
      await acting.docker('exec', acting.id, 'rm', '/ill');
      await healthIs(acting, 'healthy');
      await acting.docker('kill', acting.id);
      await exited(acting);
      await healthIs(acting, 'none'); // The engine itself calls it unhealthy now.
    },
    told: ['started', 'healthy', 'unhealthy', 'healthy', 'killed'],
    state: 'exited',
    exit: { code: 137, reason: 'killed by request' },
  },
  {
    title: 'updated while it runs',
    script: 'exec sleep 1000',
    async act({ docker, shown, id }) {
      await docker('update', '--memory', '32m', '--memory-swap', '64m', id);
      await shown(({ limits }) => limits?.memory_bytes === 32 * 1024 * 1024);
    },
    told: ['started'],
    state: 'running',
  },
];

onEngine('the life of a container', () => {
  let engine: DockerEngine;
  let observer: Observer;
  let ids: ReadonlyMap<string, string>;

  const start = (options: readonly string[], ...command: readonly string[]) =>
    engine.run('run', '--detach', ...options, 'busybox', ...command);
  const idOf = (name: string) =>
    observer.events.find((it) => it.name === name)?.container_id ?? 'never heard of';

  beforeAll(async () => {
    engine = await startDockerEngine();
    observer = await observe(engine, engine);
    const shortLived = ['--rm', '--name'];
    [ids] = await Promise.all([
      liveAll(stories, { engine, observer }),
      ...Array.from({ length: 4 }, (_, index) =>
        engine.run('run', ...shortLived, `short-${index}`, 'busybox', 'sh', '-c', 'exit 3'),
      ).map((run) => run.catch(() => undefined)), // The docker command ends with the same code.
      ...Array.from({ length: 4 }, (_, index) =>
        start(['--name', `same-${index}`, '--restart', 'on-failure:1'], 'sh', '-c', 'exit 7'),
      ),
      start(['--name', 'removed'], 'sleep', '1000').then((id) => engine.run('rm', '--force', id)),
      start(['--name', 'never'], 'no-such-command').catch(() => undefined),
    ]);
    await observer.settled();
  });
  afterAll(async () => {
    await observer.stop();
    await engine.stop();
  });

  it.each(stories)('$title', async (story) => {
    await expectStory(story, { observer, id: ids.get(story.title) ?? '' });
  });

  it.each([0, 1, 2, 3])('lived less than a second, and was removed: %i', (index) => {
    expect(observer.told(idOf(`short-${index}`))).toEqual(['started', 'crashed', 'removed']);
  });

  it.each([0, 1, 2, 3])('went through the same as others at the same time: %i', async (index) => {
    const id = idOf(`same-${index}`);
    expect(observer.told(id)).toEqual(['started', 'crashed', 'restarted_by_policy', 'crashed']);
    const { restarts } = await observer.shown(id, () => true);
    expect(restarts).toEqual({ policy: 0, manual: 0, oom: 0, crash: 1 });
  });

  it('was removed while it ran', () => {
    expect(observer.told(idOf('removed'))).toEqual(['started', 'killed', 'removed']);
  });

  it('could not be started', async () => {
    const id = idOf('never');
    expect(observer.told(id)).toEqual(['start_failed']);
    const reason = 'could not be started: its command was not found';
    expect(await observer.shown(id, () => true)).toMatchObject({
      state: 'created',
      exit: { code: 127, reason },
    });
  });

  it('tells each event once, and those of a container in the order in which they happened', () => {
    const { events } = observer;
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    // The engine notes the moment before it queues: events of two containers may change places.
    for (const id of new Set(events.map(({ container_id }) => container_id))) {
      const told = events.filter(({ container_id }) => container_id === id).map(({ at }) => at);
      expect(told).toEqual(told.toSorted());
    }
  });
});
