import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import type { KeptPlaces } from '../following/choose-places.ts';
import type { BusFollower } from './follow-bus.ts';
import { followBus } from './follow-bus.ts';

jest.setTimeout(60_000); // Servers start slowly on a busy machine.

const log = createLogger('trading-exporter', 'error');
log.silent = true;

const ORDERS = 'trader-DESK-7:stream:events.order.S-1';
const QUOTES = 'trader-DESK-7:stream:data.quotes.SIM.X';

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('a bus on a real Redis', () => {
  let server: Awaited<ReturnType<typeof startRedis>>;
  let producer: Redis;
  const followers: BusFollower[] = [];

  beforeAll(async () => {
    server = await startRedis();
    producer = new Redis(server.url, { maxRetriesPerRequest: null });
    producer.on('error', () => undefined);
  });
  afterAll(async () => {
    for (const follower of followers) await follower.stop();
    producer.disconnect();
    await server.stop();
  });

  /** Follows from nothing, or from what an earlier follower knew. */
  async function follow(stored: KeptPlaces = new Map()) {
    const seen: string[] = [];
    const late: string[] = [];
    const follower = followBus({
      bus: { url: server.url, isExpected: true },
      patterns: ['*:stream:*', 'nautilus-*-streams'],
      windowSeconds: 60,
      stored: () => stored,
      onEntry: (_input, { stream, fields, isLate }) => {
        seen.push(`${stream.split(':stream:')[1]} ${String(fields[1])}`);
        if (isLate) late.push(String(fields[1]));
      },
      onPassedOver: () => undefined,
      log,
    });
    followers.push(follower);
    await follower.start();
    const saw = (what: string) =>
      eventually(`${what} is read`, () => seen.includes(what) || undefined);
    return { follower, seen, late, saw };
  }

  const add = (stream: string, value: string, id = '*') =>
    producer.xadd(stream, id, 'payload', value);

  it('reads the last window of what was there and everything that comes, once and in order', async () => {
    await producer.flushall();
    const { now } = Date;
    await add(ORDERS, 'of yesterday', `${now() - 86_400_000}-0`);
    await add(ORDERS, 'of this minute', `${now() - 20_000}-0`);
    const { seen, saw, follower } = await follow();
    await saw('events.order.S-1 of this minute');
    await add(ORDERS, 'first');
    await add(ORDERS, 'second');
    await add(QUOTES, 'of a new stream');
    await saw('events.order.S-1 second');
    await saw('data.quotes.SIM.X of a new stream');
    expect(seen).toEqual([
      'events.order.S-1 of this minute',
      'events.order.S-1 first',
      'events.order.S-1 second',
      'data.quotes.SIM.X of a new stream',
    ]);
    expect(follower.state()).toMatchObject({ up: true });
    await follower.stop();
  });

  it('takes what a quiet trader did before the window for no recording', async () => {
    await producer.flushall();
    const now = Date.now();
    for (const age of [100, 70, 40, 20]) await add(ORDERS, `${age} s old`, `${now - age * 1000}-0`);
    const { seen, saw, follower } = await follow();
    await saw('events.order.S-1 20 s old');
    expect(seen).toEqual(['events.order.S-1 40 s old', 'events.order.S-1 20 s old']);
    expect(follower.state()).not.toHaveProperty('detail');
    await follower.stop();
  });

  it('reads the orders of a node that quotes thousands of instruments', async () => {
    await producer.flushall();
    const quotes = producer.pipeline();
    for (let instrument = 0; instrument < 4000; instrument += 1)
      quotes.xadd(`trader-DESK-7:stream:data.quotes.SIM.X${instrument}`, '*', 'payload', 'quote');
    await quotes.exec();
    for (const strategy of ['S-1', 'S-2', 'S-3'])
      await add(`trader-DESK-7:stream:events.order.${strategy}`, 'order');
    const { saw, follower } = await follow();
    for (const strategy of ['S-1', 'S-2', 'S-3']) await saw(`events.order.${strategy} order`);
    const { detail } = follower.state() ?? {};
    expect(detail).toContain('at least 512 streams are not read, 512 is the limit');
    await follower.stop();
  });

  it('reads a recording with the ids of another year', async () => {
    await producer.flushall();
    await add(ORDERS, 'recorded', '1600000000000-0');
    const { saw, follower } = await follow();
    await saw('events.order.S-1 recorded');
    await eventually('the state says so', () =>
      follower.state()?.detail?.startsWith('a recording is played there: entries of 2020-09-13'),
    );
    await follower.stop();
  });

  it('goes on after a restart of the exporter where it was', async () => {
    await producer.flushall();
    const first = await follow();
    await add(ORDERS, 'before');
    await first.saw('events.order.S-1 before');
    await first.follower.stop();
    await add(ORDERS, 'meanwhile');
    const second = await follow(first.follower.positions());
    await second.saw('events.order.S-1 meanwhile');
    expect(second.seen).not.toContain('events.order.S-1 before');
    await second.follower.stop();
  });

  it('reads what came in a long break too, and knows it for late', async () => {
    await producer.flushall();
    const now = Date.now();
    await add(ORDERS, 'before', `${now - 600_000}-0`);
    const first = await follow();
    await first.saw('events.order.S-1 before');
    await first.follower.stop();
    await add(ORDERS, 'long ago', `${now - 300_000}-0`);
    await add(ORDERS, 'just now');
    const second = await follow(first.follower.positions());
    await second.saw('events.order.S-1 just now');
    await add(ORDERS, 'after');
    await second.saw('events.order.S-1 after');
    expect(second.late).toEqual(['long ago', 'just now']);
    expect(second.follower.state()).not.toHaveProperty('detail'); // It is no recording.
    await second.follower.stop();
  });

  it('reads a stream that was deleted and made anew with older ids', async () => {
    await producer.flushall();
    const { saw, follower } = await follow();
    await add(ORDERS, 'before', `${Date.now() + 60_000}-0`); // A producer whose clock was ahead.
    await saw('events.order.S-1 before');
    await producer.del(ORDERS);
    await add(ORDERS, 'after');
    await saw('events.order.S-1 after');
    await follower.stop();
  });

  it('says that the bus is away when its Redis is killed, and goes on when it is back', async () => {
    await producer.flushall();
    const { saw, follower } = await follow();
    await add(ORDERS, 'before');
    await saw('events.order.S-1 before');
    await server.kill();
    const away = await eventually('the bus is away', () => {
      const state = follower.state();
      return state?.up === false && state.detail?.includes('nothing listens') ? state : undefined;
    });
    expect(away.detail).toContain('TRADING_BUS_URLS');
    await server.restart();
    await eventually('the producer is back', () => producer.ping());
    await add(ORDERS, 'after');
    await saw('events.order.S-1 after');
    expect(follower.state()).toMatchObject({ up: true });
    await follower.stop();
  });

  it('tells how far consumer groups are behind', async () => {
    await producer.flushall();
    await add(ORDERS, 'one');
    await producer.xgroup('CREATE', ORDERS, 'risk-group', '0');
    await producer.xgroup('CREATE', ORDERS, 'quick-group', '$');
    await add(ORDERS, 'two');
    const { follower } = await follow();
    const backlogs = await eventually('a backlog is known', () =>
      follower.backlogs().length > 0 ? follower.backlogs() : undefined,
    );
    expect(backlogs).toMatchObject([{ component: 'orders', entries: 2 }]);
    await follower.stop();
  });

  it('names the engine of the platform that waits', async () => {
    await producer.flushall();
    await add('nautilus-risk-streams', 'one');
    await producer.xgroup('CREATE', 'nautilus-risk-streams', 'risk-group', '0');
    const { follower } = await follow();
    const backlogs = await eventually('a backlog is known', () =>
      follower.backlogs().length > 0 ? follower.backlogs() : undefined,
    );
    expect(backlogs).toMatchObject([{ component: 'risk_engine', entries: 1 }]);
    await follower.stop();
  });

  it('never writes: the bus belongs to the traders', async () => {
    await producer.flushall();
    await add(ORDERS, 'one');
    await producer.xgroup('CREATE', ORDERS, 'risk-group', '0');
    await producer.config('RESETSTAT');
    const { saw, follower } = await follow();
    await saw('events.order.S-1 one');
    await eventually('a backlog is known', () => follower.backlogs().length > 0 || undefined);
    await follower.stop();
    const stats = await producer.info('commandstats');
    const commands = [...stats.matchAll(/^cmdstat_([a-z|]+):/gm)].map(([, name]) => name);
    expect(commands.filter((name) => !readOnly.includes(name ?? ''))).toEqual([]);
  });
});

const readOnly = [
  ...['scan', 'xread', 'xinfo|stream', 'xinfo|groups', 'xinfo|consumers', 'xrange'],
  ...[
    'ping',
    'info',
    'time',
    'select',
    'client|setinfo',
    'client|setname',
    'config|resetstat',
    'command',
  ],
];

it('stays silent about a Redis that nobody named and that does not answer', async () => {
  const follower = followBus({
    bus: { url: 'redis://127.0.0.1:1', isExpected: false },
    patterns: ['*'],
    windowSeconds: 60,
    stored: () => new Map(),
    onEntry: () => undefined,
    onPassedOver: () => undefined,
    log,
  });
  await follower.start();
  expect(follower.state()).toBeUndefined();
  await follower.stop();
});
