import { afterAll, beforeAll, describe, it, jest } from '@jest/globals';
import type { DockerEngine } from '@m4max/test-kit';
import { requireComponent, startDockerEngine } from '@m4max/test-kit';
import type { Story } from './fixtures/life-stories.ts';
import {
  eats,
  exited,
  expectStory,
  heard,
  liveAll,
  ready,
  waits,
} from './fixtures/life-stories.ts';
import type { Observer } from './fixtures/observer.ts';
import { observe } from './fixtures/observer.ts';

jest.setTimeout(180_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;

const stories: readonly Story[] = [
  {
    title: 'stopped within its grace',
    script: `trap "exit 0" TERM; ${waits}`,
    async act(acting) {
      await ready(acting);
      await acting.docker('stop', acting.id);
      await exited(acting);
    },
    told: ['started', 'stopped'],
    state: 'exited',
    exit: { code: 0, reason: 'stopped by request' },
  },
  {
    title: 'stopped, and its grace was too short',
    script: 'exec sleep 1000',
    async act(acting) {
      await acting.docker('stop', '--time', '1', acting.id);
      await exited(acting);
    },
    told: ['started', 'stopped'],
    state: 'exited',
    exit: { code: 137, signal: 'SIGKILL', reason: 'stopped by request', oom_killed: false },
  },
  {
    title: 'stopped by a signal of its own',
    options: ['--stop-signal', 'WINCH'],
    script: `trap "exit 0" WINCH; ${waits}`,
    async act(acting) {
      await ready(acting);
      await acting.shown(({ limits }) => limits !== undefined);
      await acting.docker('stop', acting.id);
      await exited(acting);
    },
    told: ['started', 'stopped'],
    state: 'exited',
    exit: { code: 0, reason: 'stopped by request' },
  },
  {
    title: 'killed',
    script: 'exec sleep 1000',
    async act(acting) {
      await acting.docker('kill', acting.id);
      await exited(acting);
    },
    told: ['started', 'killed'],
    state: 'exited',
    exit: { code: 137, signal: 'SIGKILL', reason: 'killed by request', oom_killed: false },
  },
  {
    title: 'sent a TERM that it obeys in its own way',
    script: `trap "exit 5" TERM; ${waits}`,
    async act(acting) {
      await ready(acting);
      await acting.docker('kill', '--signal', 'TERM', acting.id);
      await exited(acting);
    },
    told: ['started', 'stopped'],
    state: 'exited',
    exit: { code: 5, reason: 'stopped by request' },
  },
  {
    title: 'sent a TERM, a HUP and a USR1 that it ignores or handles',
    script: `trap "" TERM USR1; trap : HUP; ${waits}`,
    async act(acting) {
      const { docker, id } = acting;
      await ready(acting);
      for (const signal of ['TERM', 'HUP', 'USR1']) await docker('kill', '--signal', signal, id);
    },
    told: ['started'],
    state: 'running',
  },
  {
    title: 'ended by a HUP',
    script: `trap "exit 129" HUP; ${waits}`,
    async act(acting) {
      await ready(acting);
      await acting.docker('kill', '--signal', 'HUP', acting.id);
      await exited(acting);
    },
    told: ['started', 'killed'],
    state: 'exited',
    exit: { code: 129, signal: 'SIGHUP', reason: 'killed by request' },
  },
  {
    title: 'crashed as it was told to read its configuration again',
    script: `trap "exit 4" HUP; ${waits}`,
    async act(acting) {
      await ready(acting);
      await acting.docker('kill', '--signal', 'HUP', acting.id);
      await exited(acting);
    },
    told: ['started', 'crashed'],
    state: 'exited',
    exit: { code: 4, reason: 'crashed: exit code 4' },
  },
  {
    title: 'crashed by a signal',
    script: "sh -c 'kill -SEGV $$'; exit $?",
    act: exited,
    told: ['started', 'crashed'],
    state: 'exited',
    exit: { code: 139, signal: 'SIGSEGV', reason: 'crashed: exit code 139 (SIGSEGV)' },
  },
  {
    title: 'ended without its command',
    script: 'no-such-command',
    act: exited,
    told: ['started', 'crashed'],
    state: 'exited',
    exit: { code: 127, reason: 'crashed: exit code 127 (command not found)' },
  },
  {
    title: 'ended by itself',
    script: 'exit 0',
    act: exited,
    told: ['started', 'stopped'],
    state: 'exited',
    exit: { code: 0, reason: 'ended by itself' },
  },
  {
    title: 'killed for memory',
    options: ['--memory', '16m'],
    script: eats,
    act: exited,
    told: ['started', 'oom_killed'],
    state: 'exited',
    oomEvents: 1,
    exit: { code: 137, signal: 'SIGKILL', reason: 'killed for memory (OOM)', oom_killed: true },
  },
  {
    title: 'with a child that is killed for memory',
    options: ['--memory', '16m'],
    script: `(${eats}); exec sleep 1000`,
    act: heard(2),
    told: ['started', 'oom_killed'],
    state: 'running',
    oomEvents: 1,
  },
];

onEngine('the end of a container', () => {
  let engine: DockerEngine;
  let observer: Observer;
  let ids: ReadonlyMap<string, string>;

  beforeAll(async () => {
    engine = await startDockerEngine();
    observer = await observe(engine, engine);
    [ids] = await Promise.all([
      liveAll(stories, { engine, observer }),
      engine
        .run('create', '--name', 'never', 'busybox', 'no-such-command')
        .then(() => engine.run('start', 'never'))
        .catch(() => undefined),
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
});
