import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Container } from '@m4max/contracts';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import type { Observer } from './fixtures/observer.ts';
import { observe } from './fixtures/observer.ts';

jest.setTimeout(180_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;
const waits = 'trap "exit 0" TERM; while :; do sleep 0.1; done';
/** Ends once the test says so, which the engine does not live to see; its next run goes on. */
const endsWhileAway = (code: number) =>
  `[ -f /once ] || { touch /once; until [ -f /shared/end ]; do sleep 0.1; done; touch /shared/$0; exit ${code}; }; ${waits}`;

type Expected = {
  readonly title: string;
  readonly told: readonly string[];
  readonly restarts?: Partial<Container['restarts']>;
  readonly state: Container['state'];
  readonly reason?: string;
};

/** What the engine had ended before, or did not see end. */
const inBothWays: readonly Expected[] = [
  {
    title: 'stopped',
    told: ['started', 'stopped', 'restarted_by_policy'],
    restarts: { policy: 1 },
    state: 'running',
    reason: 'stopped by request',
  },
  {
    title: 'ended-always',
    told: ['started', 'restarted_by_policy'],
    restarts: { policy: 1 },
    state: 'running',
  },
  {
    title: 'ended-none',
    told: ['started', 'crashed'],
    state: 'exited',
    reason: 'crashed: exit code 9',
  },
];

onEngine.each<{ title: string; liveRestore: boolean; expected: readonly Expected[] }>([
  {
    title: 'ends its containers as it comes back',
    liveRestore: false,
    expected: [
      {
        title: 'always',
        told: ['started', 'stopped', 'restarted_by_policy'],
        restarts: { policy: 1 },
        state: 'running',
        reason: 'stopped by request',
      },
      {
        title: 'crashed',
        told: ['started', 'crashed', 'restarted_by_policy', 'stopped', 'restarted_by_policy'],
        restarts: { crash: 1, policy: 1 },
        state: 'running',
        reason: 'stopped by request',
      },
      {
        title: 'none',
        told: ['started', 'stopped'],
        state: 'exited',
        reason: 'stopped by request',
      },
      ...inBothWays,
    ],
  },
  {
    title: 'lets its containers live on',
    liveRestore: true,
    expected: [
      { title: 'always', told: ['started'], state: 'running' },
      {
        title: 'crashed',
        told: ['started', 'crashed', 'restarted_by_policy'],
        restarts: { crash: 1 },
        state: 'running',
        reason: 'crashed: exit code 1',
      },
      { title: 'none', told: ['started'], state: 'running' },
      ...inBothWays,
    ],
  },
])('an engine that is killed, and that $title', ({ liveRestore, expected }) => {
  let engine: DockerEngine;
  let observer: Observer;
  let shared: string;
  const ids = new Map<string, string>();
  const idOf = (name: string) => ids.get(name) ?? 'never started';

  beforeAll(async () => {
    shared = await mkdtemp(join(tmpdir(), 'm4max-shared-'));
    engine = await startDockerEngine({ liveRestore });
    observer = await observe(engine, engine);
    const start = async (name: string, options: readonly string[], script: string) => {
      const named = ['--detach', '--name', name, '--volume', `${shared}:/shared`];
      const command = ['busybox', 'sh', '-c', script, name];
      ids.set(name, await engine.run('run', ...named, ...options, ...command));
    };
    const always = ['--restart', 'always'];
    await Promise.all([
      start('always', always, waits),
      start('crashed', always, `[ -f /once ] || { touch /once; exit 1; }; ${waits}`),
      start('none', [], waits),
      start('stopped', always, waits).then(() => engine.run('stop', 'stopped')),
      start('ended-always', always, endsWhileAway(7)),
      start('ended-none', [], endsWhileAway(9)),
    ]);
    await observer.shown(idOf('crashed'), ({ restarts }) => restarts.crash === 1);
    await observer.shown(idOf('stopped'), ({ state }) => state === 'exited');
    for (const id of ids.values())
      await observer.shown(id, ({ started_at: at }) => at !== undefined);
  });
  afterAll(async () => {
    await observer.stop();
    await engine.stop();
    await rm(shared, { recursive: true });
  });

  it('keeps them as stale while it is away', async () => {
    await engine.kill();
    await writeFile(join(shared, 'end'), '');
    const ends = ['ended-always', 'ended-none'];
    await eventually('they end', () => ends.every((it) => existsSync(join(shared, it))));
    await eventually('it is seen to be away', () => observer.round()?.up === false);
    const containers = observer.round()?.found.map(({ container }) => container) ?? [];
    expect(containers.length).toBe(6);
    expect(containers.every(({ stale }) => stale === true)).toBe(true);
  });

  it('counts and tells each thing once when it is back', async () => {
    await engine.startAgain();
    await eventually('it is seen to be back', () => observer.round()?.up);
    for (const { title, told } of expected)
      await eventually(
        title,
        () => {
          if (observer.told(idOf(title)).length >= told.length) return true;
          throw new Error(observer.told(idOf(title)).join(', '));
        },
        { seconds: 60 },
      );
    await observer.settled();
    for (const { title, told, restarts = {}, state, reason } of expected) {
      const container = await observer.shown(idOf(title), () => true);
      expect({
        title,
        told: observer.told(idOf(title)),
        state: container.state,
        restarts: container.restarts,
        reason: container.exit?.reason,
        stale: container.stale,
      }).toEqual({
        title,
        told,
        state,
        restarts: { policy: 0, manual: 0, oom: 0, crash: 0, ...restarts },
        reason,
        stale: undefined,
      });
    }
  });

  it('goes on counting where it was', async () => {
    const { restarts } = await observer.shown(idOf('always'), () => true);
    await engine.run('exec', 'always', 'sh', '-c', 'kill -TERM 1');
    const { exit } = await observer.shown(
      idOf('always'),
      (it) => it.restarts.policy === restarts.policy + 1,
    );
    expect(exit).toMatchObject({ code: 0, reason: 'ended by itself' });
  });
});
