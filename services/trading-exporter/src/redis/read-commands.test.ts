import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import { connectBus, disconnect } from './bus-connection.ts';
import { createCommandReader } from './read-commands.ts';
import { watchBusCommands } from './watch-bus-commands.ts';

const log = createLogger('trading-exporter', 'error');
log.silent = true;

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('what a Redis counts of its commands', () => {
  let server: Awaited<ReturnType<typeof startRedis>>;
  let producer: Redis;

  beforeAll(async () => {
    server = await startRedis();
    producer = new Redis(server.url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
    producer.on('error', () => undefined);
  });
  afterAll(async () => {
    producer.disconnect();
    await server.stop();
  });

  /** What an engine does whose group was evicted and that never makes it anew. */
  async function readWithoutGroup(times: number): Promise<void> {
    for (let time = 0; time < times; time++)
      await producer
        .xreadgroup('GROUP', 'gone', 'engine', 'STREAMS', 'nautilus-risk-streams', '>')
        .catch(() => undefined);
  }

  it('tells a storm of failed reads, and how long commands took', async () => {
    const reader = createCommandReader(60);
    const client = await connectBus(server.url);
    await readWithoutGroup(3);
    const first = await reader.read(client, 0);
    expect(first).toMatchObject({
      commands: [{ command: 'xreadgroup', failed_calls_total: 3 }],
      missing: [],
    });
    expect(first.commands[0]).not.toHaveProperty('calls_per_second');
    await readWithoutGroup(50);
    for (let entry = 0; entry < 120; entry++) await producer.xadd('prices', '*', 'price', entry);
    const { commands } = await reader.read(client, 5000);
    expect(commands).toEqual([
      {
        command: 'xadd',
        calls_per_second: 24,
        failed_calls_total: 0,
        failed_per_second: 0,
        rejected_calls_total: 0,
        p50: expect.any(Number),
        p99: expect.any(Number),
      },
      {
        command: 'xreadgroup',
        calls_per_second: 10,
        failed_calls_total: 53,
        failed_per_second: 10,
        rejected_calls_total: 0,
        p50: expect.any(Number),
      },
    ]);
    const [xadd] = commands;
    expect(xadd?.p50).toBeGreaterThan(0);
    expect(xadd?.p99).toBeGreaterThanOrEqual(xadd?.p50 ?? 1);
    expect(xadd?.p50).toBeLessThan(0.1);
    disconnect(client);
  });

  it('begins anew with a server whose counters were set to nought', async () => {
    const reader = createCommandReader(60);
    const client = await connectBus(server.url);
    await readWithoutGroup(5);
    await reader.read(client, 0);
    await producer.config('RESETSTAT');
    await readWithoutGroup(1);
    const { commands } = await reader.read(client, 5000);
    expect(commands).toMatchObject([{ command: 'xreadgroup', failed_calls_total: 1 }]);
    expect(commands[0]).not.toHaveProperty('failed_per_second');
    disconnect(client);
  });

  it('says once what its user may not ask, and does not ask that again', async () => {
    await producer.call('ACL', 'SETUSER', 'watcher', 'on', '>watch', '~*', '+ping', '+info');
    const client = new Redis(server.url, { username: 'watcher', password: 'watch', protocol: 2 });
    const reader = createCommandReader(60);
    await producer.xadd('prices', '*', 'price', 1);
    const refused = async () => {
      const stats = await producer.info('commandstats');
      return /cmdstat_latency\|histogram:.*rejected_calls=(\d+)/.exec(stats)?.[1];
    };
    const { commands, missing } = await reader.read(client, 0);
    expect(missing).toEqual([
      'its user may not read how long commands take: allow LATENCY HISTOGRAM',
    ]);
    expect(commands.map(({ command }) => command)).toContain('xadd');
    expect(commands.every(({ p50 }) => p50 === undefined)).toBe(true);
    const before = await refused();
    await reader.read(client, 5000);
    expect(await refused()).toBe(before);

    await producer.call('ACL', 'SETUSER', 'watcher', '+latency|histogram', '-info');
    const later = await reader.read(client, 301_000);
    expect(later).toEqual({
      commands: [],
      missing: ['its user may not read how commands fare: allow INFO'],
    });
    await producer.call('ACL', 'SETUSER', 'watcher', '+info');
    const mended = await reader.read(client, 602_000);
    expect(mended.missing).toEqual([]);
    expect(mended.commands.map(({ command }) => command)).toContain('xadd');
    client.disconnect();
  });

  it('knows no times from a server that is too old to tell them', async () => {
    const old = await startRedis({ args: ['--rename-command', 'LATENCY', ''] });
    const client = await connectBus(old.url);
    await client.xadd('prices', '*', 'price', 1);
    expect(await createCommandReader(60).read(client, 0)).toEqual({
      commands: [{ command: 'xadd', failed_calls_total: 0, rejected_calls_total: 0 }],
      missing: ['it does not tell how long commands take: Redis does from version 7 on'],
    });
    disconnect(client);
    await old.stop();
  });

  it('forgets a server that was killed, and finds the next one', async () => {
    const watcher = watchBusCommands({
      bus: { url: server.url, isExpected: true },
      windowSeconds: 60,
      log,
    });
    await readWithoutGroup(2);
    await watcher.start();
    await eventually('its commands are known', () => watcher.commands());
    await server.kill();
    await eventually('it has gone', () => watcher.commands() === undefined, { seconds: 30 });
    await server.restart();
    const found = await eventually('it is back', () => watcher.commands(), { seconds: 30 });
    expect(found.missing).toEqual([]);
    await watcher.stop();
  }, 90_000);

  it('stops while a server does not answer', async () => {
    const watcher = watchBusCommands({
      bus: { url: server.url, isExpected: true },
      windowSeconds: 60,
      log,
    });
    await watcher.start();
    await eventually('its commands are known', () => watcher.commands());
    process.kill(server.pid, 'SIGSTOP');
    await watcher.stop();
    process.kill(server.pid, 'SIGCONT');
    expect(await producer.ping()).toBe('PONG');
  }, 30_000);
});

it('knows nothing of a Redis that is not there', async () => {
  const watcher = watchBusCommands({
    bus: { url: 'redis://127.0.0.1:1', isExpected: false },
    windowSeconds: 60,
    log,
  });
  await watcher.start();
  await watcher.stop();
  expect(watcher.commands()).toBeUndefined();
});
