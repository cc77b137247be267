import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Container } from '@m4max/contracts';
import { ContainerEvent, containerEvents } from '@m4max/contracts';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

const suite = requireComponent('docker-engine') ? describe : describe.skip;

suite('a real Docker Engine', () => {
  let store: Awaited<ReturnType<typeof startRedis>>;
  let engine: DockerEngine;
  let reader: Redis;
  let exporter: RunningService | undefined;
  const services: RunningService[] = [];

  const startExporter = async (environment: Readonly<Record<string, string>>) => {
    await exporter?.stop();
    exporter = await startService('container-exporter', {
      REDIS_URL: store.url,
      DOCKER_HOST: `unix://${engine.socketPath}`,
      ...environment,
    });
  };
  /** What the stream of events says of a container, without repeats. */
  const told = async (name: string): Promise<readonly string[]> => {
    const entries = await reader.xrange(containerEvents.key, '-', '+');
    const all = entries.map(([, [, json = '']]) => ContainerEvent.parse(JSON.parse(json)));
    const distinct = new Map(all.map((event) => [event.id, event]));
    return [...distinct.values()].filter((it) => it.name === name).map(({ what }) => what);
  };

  beforeAll(async () => {
    [store, engine] = await Promise.all([startRedis(), startDockerEngine()]);
    reader = new Redis(store.url);
    await startExporter({ COLLECT_INTERVAL_SECONDS: '1' });
    services.push(
      await startService('gateway', {
        REDIS_URL: store.url,
        ALERT_MANAGER_URL: 'http://127.0.0.1:1',
        EXPORTER_URLS: exporter?.url ?? '',
      }),
    );
  }, 120_000);

  afterAll(async () => {
    await exporter?.stop();
    for (const service of services.reverse()) await service.stop();
    reader.disconnect();
    await engine.stop();
    await store.stop();
  }, 90_000);

  /** Waits until the gateway shows a container as wanted. */
  async function shown(
    name: string,
    wanted: (container: Container) => boolean,
  ): Promise<Container> {
    let last: Container | undefined;
    const gateway = services.at(-1)?.url ?? '';
    return eventually(
      `${name} as wanted`,
      async () => {
        const reply = await fetch(`${gateway}/api/v1/monitoring/containers/metrics`);
        const body = (await reply.json()) as { containers?: Container[] };
        last = body.containers?.find((it) => it.name === name);
        if (last !== undefined && wanted(last)) return last;
        throw new Error(JSON.stringify(last));
      },
      { seconds: 45 },
    );
  }

  it('shows a running container with its limits', async () => {
    await engine.run('run', '-d', '--name', 'steady', '--memory', '64m', 'busybox', 'sleep', '600');
    const steady = await shown('steady', (it) => it.memory?.working_set_bytes !== undefined);
    expect(steady).toMatchObject({
      state: 'running',
      memory: { limit_bytes: 64 * 1024 * 1024 },
      restarts: { policy: 0, manual: 0, oom: 0, crash: 0 },
    });
  }, 60_000);

  it('counts a restart by hand', async () => {
    await engine.run('restart', '-t', '0', 'steady');
    const steady = await shown('steady', (it) => it.restarts.manual === 1);
    expect(steady).toMatchObject({ state: 'running', restarts: { policy: 0, crash: 0 } });
  }, 60_000);

  it('counts the restarts of a policy, and how it ended', async () => {
    await engine.run(
      ...['run', '-d', '--name', 'crashing', '--restart', 'on-failure:2'],
      ...['busybox', 'sh', '-c', 'sleep 1; exit 3'],
    );
    const crashing = await shown(
      'crashing',
      (it) => it.state === 'exited' && it.restarts.crash === 2,
    );
    expect(crashing.exit).toMatchObject({ code: 3, oom_killed: false });
    expect(crashing.restarts).toEqual({ policy: 0, manual: 0, oom: 0, crash: 2 });
  }, 60_000);

  it('tells a kill for memory from any other', async () => {
    await engine.run(
      ...['run', '-d', '--name', 'hungry', '--memory', '16m', '--memory-swap', '16m'],
      ...['busybox', 'sh', '-c', 'text=xxxxxxxx; while true; do text=$text$text; done'],
    );
    const hungry = await shown('hungry', (it) => it.state === 'exited' && it.oom_events > 0);
    expect(hungry.exit).toMatchObject({ code: 137, oom_killed: true });
  }, 60_000);

  it('the summary counts them', async () => {
    const gateway = services.at(-1)?.url ?? '';
    const reply = await fetch(`${gateway}/api/v1/monitoring/dashboard/summary`);
    const { containers } = (await reply.json()) as {
      containers: { total: number; by_state: Record<string, number>; oom_events: number };
    };
    expect(containers).toMatchObject({ total: 3, by_state: { running: 1, exited: 2 } });
    expect(containers.oom_events).toBeGreaterThan(0);
  });

  it('lets a removed container leave the metrics before the next round', async () => {
    const metrics = async () => (await fetch(`${exporter?.url}/metrics`)).text();
    await eventually('it is measured', async () => (await metrics()).includes('name="hungry"'));
    await startExporter({ COLLECT_INTERVAL_SECONDS: '300' }); // So that no further round can help.
    await eventually('it is measured', async () => (await metrics()).includes('name="hungry"'));
    await engine.run('rm', '-f', 'hungry');
    await eventually('it is gone', async () => !(await metrics()).includes('name="hungry"'));
    expect(await metrics()).toContain('name="steady"');
  }, 60_000);

  it('tells afterwards what happened while it was not running, once', async () => {
    await exporter?.stop();
    await engine.run('kill', 'steady');
    await engine.run('run', '-d', '--name', 'unseen', 'busybox', 'sh', '-c', 'exit 9');
    await startExporter({ COLLECT_INTERVAL_SECONDS: '1' });
    await eventually('it is told', async () => (await told('unseen')).includes('crashed'));
    await exporter?.stop();
    await startExporter({ COLLECT_INTERVAL_SECONDS: '1' });
    await engine.run('start', 'steady');
    await eventually('more is told', async () => (await told('steady')).length >= 5);
    expect(await told('unseen')).toEqual(['started', 'crashed']);
    expect(await told('steady')).toEqual([
      ...['started', 'stopped', 'restarted_by_hand', 'killed', 'restarted_by_hand'],
    ]);
  }, 90_000);

  it('forgets a container that is removed', async () => {
    await engine.run('rm', '-f', 'crashing');
    const gateway = services.at(-1)?.url ?? '';
    await eventually('it is gone', async () => {
      const reply = await fetch(`${gateway}/api/v1/monitoring/containers/metrics`);
      const { containers } = (await reply.json()) as { containers: Container[] };
      return containers.some(({ name }) => name === 'crashing') ? undefined : true;
    });
  }, 60_000);
});
