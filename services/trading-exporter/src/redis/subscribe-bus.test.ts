import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import type { BusSubscriber } from './subscribe-bus.ts';
import { subscribeBus } from './subscribe-bus.ts';

jest.setTimeout(60_000); // It connects anew after two seconds, more than once.

const log = createLogger('trading-exporter', 'error');
log.silent = true;

const CHANNEL = 'nautilus-neural_gpu_bus-ml_prediction';

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('the channels of a real Redis', () => {
  let server: Awaited<ReturnType<typeof startRedis>>;
  let producer: Redis;
  const subscribers: BusSubscriber[] = [];

  beforeAll(async () => {
    server = await startRedis();
    producer = new Redis(server.url, { maxRetriesPerRequest: null });
    producer.on('error', () => undefined);
  });
  afterEach(async () => {
    for (const subscriber of subscribers.splice(0)) await subscriber.stop();
    await eventually('nobody listens', async () => (await producer.call('PUBSUB', 'NUMPAT')) === 0);
  });
  afterAll(async () => {
    producer.disconnect();
    await server.stop();
  });

  async function subscribe(url = server.url) {
    const heard: { channel: string; message: string | undefined }[] = [];
    const subscriber = subscribeBus({
      bus: { url, isExpected: true },
      onMessage: (_input, { channel, message, isRead }) => {
        heard.push({ channel, message: isRead ? message.toString('utf8') : undefined });
      },
      log,
    });
    subscribers.push(subscriber);
    await subscriber.start();
    return { subscriber, heard };
  }

  /** Publishes until somebody listens. */
  const isHeard = (message: string) =>
    eventually(`${message} is heard`, async () => (await producer.publish(CHANNEL, message)) > 0);

  it('hears what engines publish, and nothing else', async () => {
    const { subscriber, heard } = await subscribe();
    expect(subscriber.state()).toBeUndefined();
    await isHeard('first');
    await producer.publish('nautilus-alerts', 'not of a bus');
    await producer.publish('nautilus-marketdata_bus-price_update', 'second');
    await eventually('both are heard', () => heard.length >= 2);
    expect(heard).toEqual([
      { channel: CHANNEL, message: 'first' },
      { channel: 'nautilus-marketdata_bus-price_update', message: 'second' },
    ]);
    expect(subscriber.state()).toEqual({
      kind: 'bus',
      name: `127.0.0.1:${server.port} channels`,
      up: true,
    });
    expect(subscriber.refusal()).toBeUndefined();
  });

  it('says when its Redis is killed, and hears again when it is back', async () => {
    const { subscriber, heard } = await subscribe();
    await isHeard('before');
    await eventually('it is heard', () => heard.length > 0);
    await server.kill();
    const away = await eventually('the channels are away', () => {
      const state = subscriber.state();
      return state?.up === false && state.detail?.includes('nothing listens') ? state : undefined;
    });
    expect(away.detail).toContain('TRADING_BUS_URLS');
    await server.restart();
    await isHeard('after');
    await eventually('it is heard', () => heard.some(({ message }) => message === 'after'));
    expect(subscriber.state()).toMatchObject({ up: true });
  });

  it('counts a flood rather than fall behind, and reads again after it', async () => {
    const { heard } = await subscribe();
    await isHeard('before');
    await producer.eval(
      "for i = 1, 50000 do redis.call('PUBLISH', ARGV[1], 'x') end",
      ...([0, CHANNEL] as const),
    );
    await eventually('all are counted', () => heard.length > 50_000);
    await isHeard('after');
    await eventually('it is read', () => heard.at(-1)?.message === 'after');
    expect(heard.length).toBe(50_002);
    expect(new Set(heard.map(({ channel }) => channel))).toEqual(new Set([CHANNEL]));
    const read = heard.filter(({ message }) => message === 'x').length;
    expect(read).toBeGreaterThanOrEqual(2000 - 1);
    expect(read).toBeLessThan(50_000);
  });

  it('says what may have cut it off, and hears again', async () => {
    const { subscriber, heard } = await subscribe();
    await isHeard('before');
    await eventually('it is heard', () => heard.length > 0);
    await producer.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    const detail = await eventually('it is cut off', () => subscriber.state()?.detail);
    expect(detail).toContain('client-output-buffer-limit pubsub');
    await isHeard('after');
    await eventually('it is heard', () => heard.at(-1)?.message === 'after');
    expect(subscriber.state()?.detail).toBeUndefined();
  });

  it('hands on a message of any size', async () => {
    const { heard } = await subscribe();
    await isHeard('before');
    await producer.publish(CHANNEL, 'x'.repeat(5 << 20));
    await eventually('it is heard', () => heard.length >= 2);
    expect(heard[1]?.message?.length).toBe(5 << 20);
  });

  it('says what to allow when its user may not listen, and hears as soon as it may', async () => {
    const user = [
      'ACL',
      'SETUSER',
      'watcher',
      'on',
      '>secret',
      '~*',
      '+@read',
      '+ping',
      '+info',
    ] as const;
    await producer.call(...user, 'resetchannels');
    const { subscriber } = await subscribe(`redis://watcher:secret@127.0.0.1:${server.port}`);
    const refusal = await eventually('it is refused', () => subscriber.refusal());
    expect(refusal).toContain('allow its user PSUBSCRIBE and the channels nautilus-*_bus-*');
    expect(subscriber.state()).toBeUndefined();
    await producer.call(...user, '+psubscribe', '&nautilus-*_bus-*');
    await isHeard('now');
    await eventually('nothing is refused', () => subscriber.refusal() === undefined);
    await eventually('it is heard', () => subscriber.state()?.up);
  });

  it('never writes: the bus belongs to the traders', async () => {
    await producer.config('RESETSTAT');
    const { subscriber, heard } = await subscribe();
    await isHeard('one');
    await eventually('it is heard', () => heard.length > 0);
    await subscriber.stop();
    const stats = await producer.info('commandstats');
    const commands = [...stats.matchAll(/^cmdstat_([a-z|]+):/gm)].map(([, name]) => name);
    expect(commands.filter((name) => !harmless.includes(name ?? ''))).toEqual([]);
  });
});

const harmless = [
  ...['psubscribe', 'ping', 'info', 'select', 'client|setinfo', 'client|setname'],
  ...['publish', 'config|resetstat', 'command'],
];

it('stays silent about a Redis that does not answer, and stops at once', async () => {
  const subscriber = subscribeBus({
    bus: { url: 'redis://127.0.0.1:1', isExpected: false },
    onMessage: () => undefined,
    log,
  });
  await subscriber.start();
  expect(subscriber.state()).toBeUndefined();
  expect(subscriber.refusal()).toBeUndefined();
  await subscriber.stop();
});
