import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import { followBus } from './follow-bus.ts';

jest.setTimeout(120_000); // It falls seconds behind on purpose, and needs some looks to come back.

const log = createLogger('trading-exporter', 'error');
log.silent = true;

const ORDERS = 'trader-DESK-7:stream:events.order.S-1';
const QUOTES = 'trader-DESK-7:stream:data.quotes.SIM.X';

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('more market data than can be read', () => {
  let server: Awaited<ReturnType<typeof startRedis>>;
  let producer: Redis;

  beforeAll(async () => {
    server = await startRedis({ args: ['--appendonly', 'no'] });
    producer = new Redis(server.url);
  });
  afterAll(async () => {
    producer.disconnect();
    await server.stop();
  });

  it('is counted in full and measured in part, and no order waits or is left out', async () => {
    const seen = { orders: 0, quotes: 0, passed: 0 };
    const added = { orders: 0, quotes: 0 };
    const follower = followBus({
      bus: { url: server.url, isExpected: true },
      patterns: ['*:stream:*'],
      windowSeconds: 600,
      stored: () => new Map(),
      onEntry: (_input, { stream }) => {
        if (stream === ORDERS) seen.orders += 1;
        else seen.quotes += 1;
        const until = performance.now() + 0.3; // A slow machine: three thousand entries a second.
        while (performance.now() < until);
      },
      onPassedOver: (_input, { entries }) => {
        seen.passed += entries;
      },
      log,
    });
    await follower.start();
    const produce = async () => {
      const burst = producer.pipeline();
      for (let quote = 0; quote < 400; quote += 1) burst.xadd(QUOTES, '*', 'payload', 'a quote');
      burst.xadd(ORDERS, '*', 'payload', 'an order');
      await burst.exec();
      added.quotes += 400;
      added.orders += 1;
    };
    const overloaded = await eventually(
      'it falls behind',
      async () => {
        await produce();
        const state = follower.state();
        return state?.detail?.startsWith('too much comes in') ? state : undefined;
      },
      { seconds: 60 },
    );
    expect(overloaded.detail).toContain('orders are all read');
    await eventually('all orders are read', () => seen.orders === added.orders);
    const after = await eventually(
      'it measures everything again',
      () => {
        const state = follower.state();
        return state?.detail === undefined && state?.behindSeconds === 0 ? state : undefined;
      },
      { seconds: 60 },
    );
    expect(seen.passed).toBeGreaterThan(0);
    expect(seen.quotes + seen.passed).toBe(added.quotes);
    expect(after.samplingRatio).toBeCloseTo(seen.quotes / added.quotes, 5);
    expect(after).toMatchObject({ lostEntries: 0, streamResets: 0 });
    await follower.stop();
  });
});
