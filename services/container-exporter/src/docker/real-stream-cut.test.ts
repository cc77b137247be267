import { request } from 'node:http';
import type { Server, Socket } from 'node:net';
import { createConnection, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import type { Observer } from './fixtures/observer.ts';
import { observe } from './fixtures/observer.ts';

jest.setTimeout(180_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;

/** Stands between the exporter and the engine, and cuts its stream of events. */
class Cutter {
  isCut = false;
  readonly path: string;
  private readonly streams = new Set<Socket>();
  private readonly server: Server;

  constructor(target: string) {
    this.path = `${target}.cutter`;
    this.server = createServer((client) => {
      const engine = createConnection(target);
      client.on('data', (bytes: Buffer) => {
        if (!bytes.toString('latin1').startsWith('GET /events')) return;
        if (this.isCut) client.destroy();
        this.streams.add(client);
      });
      for (const [from, to] of [
        [client, engine],
        [engine, client],
      ] as const) {
        from.pipe(to);
        from.on('error', () => to.destroy()).on('close', () => to.destroy());
      }
    }).listen(this.path);
  }

  cut(): void {
    this.isCut = true;
    for (const stream of this.streams) stream.destroy();
    this.streams.clear();
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}

const waits = 'while :; do sleep 0.1; done';
/** Ends in this way when it is told to, and lives on in its next run. */
const endsWhenTold = (end: string) =>
  `[ -f /once ] || { until [ -f /end ]; do sleep 0.1; done; touch /once; ${end}; }; ${waits}`;
const eats = 'x=a; while :; do x=$x$x; done';

onEngine('an engine whose stream of events is cut', () => {
  let engine: DockerEngine;
  let cutter: Cutter;
  let observer: Observer;
  const ids = new Map<string, string>();
  const idOf = (name: string) => ids.get(name) ?? 'never started';
  const start = async (name: string, options: readonly string[], script: string) => {
    const id = await engine.run(
      ...['run', '--detach', '--name', name, ...options],
      ...['busybox', 'sh', '-c', script],
    );
    ids.set(name, id);
    await observer.shown(id, (it) => it.started_at !== undefined);
  };
  const end = (name: string) => engine.run('exec', name, 'touch', '/end');
  const startedAgain = (name: string) =>
    eventually(`${name} runs again`, async () => {
      const format = '{{.RestartCount}} {{.State.Status}}';
      return (await engine.run('inspect', '--format', format, name)) === '1 running';
    });
  const rename = (id: string, name: string) =>
    new Promise<void>((resolve, reject) => {
      const path = `/containers/${id}/rename?name=${name}`;
      request({ socketPath: engine.socketPath, method: 'POST', path }, (reply) => {
        reply.resume().on('end', resolve);
      })
        .on('error', reject)
        .end();
    });

  beforeAll(async () => {
    engine = await startDockerEngine();
    ids.set('before', await engine.run('run', '--detach', 'busybox', 'sleep', '1000'));
    await engine.run('stop', '--time', '0', idOf('before'));
    cutter = new Cutter(engine.socketPath);
    observer = await observe(engine, { socketPath: cutter.path });
  });
  afterAll(async () => {
    await observer.stop();
    cutter.close();
    await engine.stop();
  });

  it('is asked why a container ended before anybody watched', async () => {
    const { exit, restarts } = await observer.shown(idOf('before'), () => true);
    expect(exit).toMatchObject({ code: 137, reason: 'stopped by request' });
    expect(restarts).toEqual({ policy: 0, manual: 0, oom: 0, crash: 0 });
    expect(observer.told(idOf('before'))).toEqual([]);
  });

  it('is told of all that happened meanwhile, once and in order', async () => {
    const always = ['--restart', 'always'];
    await Promise.all([
      start('crash', always, endsWhenTold('exit 3')),
      start('oom', [...always, '--memory', '16m'], endsWhenTold(eats)),
      start('handled', always, waits),
      start('removed', [], waits),
    ]);
    cutter.cut();
    const before = observer.events.length;
    await end('crash');
    await startedAgain('crash');
    await end('oom');
    await startedAgain('oom');
    await engine.run('restart', '--time', '0', 'handled');
    await engine.run('rm', '--force', 'removed');
    await engine.run('run', '--rm', '--name', 'short', 'busybox', 'true');
    await observer.settled();
    expect(observer.events.length).toBe(before); // What inspecting shows is not counted beside them.

    cutter.isCut = false;
    await eventually('all is told', () => observer.told(idOf('removed')).includes('removed'), {
      seconds: 60,
    });
    await observer.settled();
    expect(observer.events.slice(before).map(({ name, what }) => `${name} ${what}`)).toEqual([
      ...['crash crashed', 'crash restarted_by_policy'],
      ...['oom oom_killed', 'oom restarted_by_policy'],
      ...['handled stopped', 'handled restarted_by_hand'],
      ...['removed killed', 'removed removed'],
      ...['short started', 'short stopped', 'short removed'],
    ]);
    const counted = { policy: 0, manual: 0, oom: 0, crash: 0 };
    for (const [name, restarts, oomEvents] of [
      ['crash', { crash: 1 }, 0],
      ['oom', { oom: 1 }, 1],
      ['handled', { manual: 1 }, 0],
    ] as const)
      expect(await observer.shown(idOf(name), () => true)).toMatchObject({
        restarts: { ...counted, ...restarts },
        oom_events: oomEvents,
      });
  });

  it('is believed on inspection where it has forgotten what happened', async () => {
    await Promise.all([
      start('lost', ['--restart', 'always'], endsWhenTold('exit 3')),
      start('ended', [], endsWhenTold('exit 4')),
      start('busy', [], waits),
    ]);
    cutter.cut();
    const before = observer.events.length;
    await end('lost');
    await startedAgain('lost');
    await end('ended');
    await eventually(
      'it has ended',
      async () =>
        (await engine.run('inspect', '--format', '{{.State.Status}}', 'ended')) === 'exited',
    );
    for (let index = 0; index < 260; index += 1) await rename(idOf('busy'), `busy-${index}`);
    cutter.isCut = false;
    await eventually('the renames are told', () => observer.events.at(-1)?.name === 'busy-259', {
      seconds: 60,
    });
    await eventually('the rest is seen', () => observer.told(idOf('ended')).length > 1);
    await observer.settled();
    const told = observer.events.slice(before).filter(({ what }) => what !== 'renamed');
    expect(told.map(({ name, what, detail }) => `${name} ${what} ${detail}`).toSorted()).toEqual([
      'ended crashed exit code 4',
      'lost restarted_by_policy seen afterwards: its event was lost',
    ]);
    const { restarts } = await observer.shown(idOf('lost'), () => true);
    expect(restarts).toEqual({ policy: 1, manual: 0, oom: 0, crash: 0 });
  });
});
