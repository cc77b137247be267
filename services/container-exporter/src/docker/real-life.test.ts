import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Container } from '@m4max/contracts';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import type { Observer } from './fixtures/observer.ts';
import { observe } from './fixtures/observer.ts';

jest.setTimeout(180_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;

type Acting = {
  readonly id: string;
  /** The docker command. */
  readonly docker: DockerEngine['run'];
  readonly shown: (wanted: (container: Container) => boolean) => Promise<Container>;
  readonly told: () => readonly string[];
};

type Story = {
  readonly title: string;
  /** What is run, and with what options. */
  readonly options?: readonly string[];
  readonly script: string;
  /** What is done to it, until it has come to its end. */
  readonly act: (acting: Acting) => Promise<unknown>;
  readonly told: readonly string[];
  readonly state: Container['state'];
  readonly restarts?: Partial<Container['restarts']>;
  readonly oomEvents?: number;
  readonly exit?: Partial<NonNullable<Container['exit']>>;
};

const exited = ({ shown }: Acting) => shown(({ state, exit }) => state === 'exited' && !!exit);
const waits = 'echo ready; while :; do sleep 0.1; done';
/** What it does at a signal is not sure before. */
const ready = ({ docker, id }: Acting) =>
  eventually('it is ready', async () => (await docker('logs', id)) === 'ready', { seconds: 60 });
const eats = 'x=a; while :; do x=$x$x; done';
/** Ends in this way in its first runs, and lives on in the one after them. */
const inFirstRuns = (count: number, end: string) =>
  `echo >> /runs; if [ $(wc -l < /runs) -le ${count} ]; then ${end}; fi; exec sleep 1000`;
const memory = ['--memory', '16m'];
const heard = (count: number) => async (acting: Acting) => {
  await acting.shown(({ state }) => state === 'running' && acting.told().length >= count);
};
const healthIs = ({ shown }: Acting, wanted: Container['health']) =>
  shown(({ health }) => health === wanted);

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
    title: 'killed for memory',
    options: memory,
    script: eats,
    act: exited,
    told: ['started', 'oom_killed'],
    state: 'exited',
    oomEvents: 1,
    exit: { code: 137, signal: 'SIGKILL', reason: 'killed for memory (OOM)', oom_killed: true },
  },
  {
    title: 'killed for memory under a policy, until it runs',
    options: [...memory, '--restart', 'on-failure'],
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
    title: 'with a child that is killed for memory',
    options: memory,
    script: `(${eats}); exec sleep 1000`,
    act: heard(2),
    told: ['started', 'oom_killed'],
    state: 'running',
    oomEvents: 1,
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
  const ids = new Map<string, string>();

  const start = (options: readonly string[], ...command: readonly string[]) =>
    engine.run('run', '--detach', ...options, 'busybox', ...command);
  const live = async ({ title, options = [], script, act }: Story) => {
    const id = await start(options, 'sh', '-c', script);
    ids.set(title, id);
    const shown = (wanted: (container: Container) => boolean) => observer.shown(id, wanted);
    const docker = (...args: readonly string[]) => engine.run(...args);
    await act({ id, docker, shown, told: () => observer.told(id) }).catch((cause: unknown) => {
      throw new Error(`story: ${title}`, { cause });
    });
  };
  const idOf = (name: string) =>
    observer.events.find((it) => it.name === name)?.container_id ?? 'never heard of';

  beforeAll(async () => {
    engine = await startDockerEngine();
    observer = await observe(engine, engine);
    const shortLived = ['--rm', '--name'];
    await Promise.all([
      ...stories.map(live),
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
    const { title, told, state, restarts = {}, oomEvents = 0, exit } = story;
    const id = ids.get(title) ?? '';
    expect(observer.told(id)).toEqual(told);
    const container = await observer.shown(id, () => true);
    expect(container).toMatchObject({
      state,
      restarts: { policy: 0, manual: 0, oom: 0, crash: 0, ...restarts },
      oom_events: oomEvents,
      ...(exit === undefined ? {} : { exit }),
    });
    expect(container.exit === undefined).toBe(exit === undefined);
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
