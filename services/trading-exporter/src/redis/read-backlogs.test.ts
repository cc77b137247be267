import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import { connectBus, disconnect } from './bus-connection.ts';
import { readBacklogs } from './read-backlogs.ts';

const STREAM = 'nautilus-risk-streams';
const risk = [{ name: STREAM, component: 'risk_engine' }];
/** The clock of the bus; entries have ids of it. */
const NOW = 1_795_000_000_000;

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('how far the consumer groups of a Redis are behind', () => {
  let server: Awaited<ReturnType<typeof startRedis>>;
  let producer: Redis;
  let client: Redis;

  beforeAll(async () => {
    server = await startRedis();
    producer = new Redis(server.url);
    client = await connectBus(server.url);
  });
  beforeEach(async () => {
    await producer.flushall();
  });
  afterAll(async () => {
    disconnect(client);
    producer.disconnect();
    await server.stop();
  });

  /** Entries one second apart, the last one a second ago. */
  async function add(count: number, stream = STREAM): Promise<readonly string[]> {
    const ids = Array.from({ length: count }, (_, index) => `${NOW - (count - index) * 1000}-0`);
    for (const id of ids) await producer.xadd(stream, id, 'payload', '{}');
    return ids;
  }

  const give = (count: number, group = 'risk-group') =>
    producer.call(
      ...(['XREADGROUP', 'GROUP', group, 'engine-1', 'COUNT', String(count)] as const),
      ...(['STREAMS', STREAM, '>'] as const),
    );
  const backlogs = () => readBacklogs(client, risk, NOW);

  it('tells what a group has not been given, what it keeps, and that its consumer asks', async () => {
    await add(10);
    await producer.xgroup('CREATE', STREAM, 'risk-group', '0');
    await give(4);
    expect(await backlogs()).toEqual([
      {
        component: 'risk_engine',
        entries: 6,
        ageSeconds: 6,
        pendingEntries: 4,
        consumersIdleSeconds: expect.any(Number),
      },
    ]);
    const [{ consumersIdleSeconds = -1 } = {}] = await backlogs();
    expect(consumersIdleSeconds).toBeGreaterThanOrEqual(0);
    expect(consumersIdleSeconds).toBeLessThan(60);
    await eventually('the consumer is idle', async () => {
      const [{ consumersIdleSeconds: idle = 0 } = {}] = await backlogs();
      return idle > consumersIdleSeconds;
    });
  });

  it('knows no consumers of a group that nobody has read with, and no idle ones of one that is up to date', async () => {
    await add(3);
    await producer.xgroup('CREATE', STREAM, 'risk-group', '0');
    expect(await backlogs()).toEqual([
      { component: 'risk_engine', entries: 3, ageSeconds: 3, pendingEntries: 0 },
    ]);
    await give(10);
    expect(await backlogs()).toEqual([
      { component: 'risk_engine', entries: 0, ageSeconds: 0, pendingEntries: 3 },
    ]);
  });

  it('counts nothing before the entry that a group begins after', async () => {
    const ids = await add(5);
    await producer.xgroup('CREATE', STREAM, 'risk-group', '$');
    expect(await backlogs()).toMatchObject([{ entries: 0, ageSeconds: 0 }]);
    await producer.xgroup('SETID', STREAM, 'risk-group', ids[1] ?? '');
    expect(await backlogs()).toMatchObject([{ ageSeconds: 3 }]); // Its lag may not be known.
    await producer.xgroup('SETID', STREAM, 'risk-group', '0');
    expect(await backlogs()).toMatchObject([{ entries: 5, ageSeconds: 5 }]);
  });

  it('knows the age, and no number, where deletions have made the lag unknowable', async () => {
    const ids = await add(6);
    await producer.xgroup('CREATE', STREAM, 'risk-group', '0');
    await give(2);
    await producer.xdel(STREAM, ids[4] ?? '');
    expect(await backlogs()).toEqual([
      {
        component: 'risk_engine',
        ageSeconds: 4,
        pendingEntries: 2,
        consumersIdleSeconds: expect.any(Number),
      },
    ]);
    await producer.xdel(STREAM, ...ids.slice(2));
    expect(await backlogs()).toEqual([
      { component: 'risk_engine', entries: 0, ageSeconds: 0, pendingEntries: 2 },
    ]);
  });

  it('tells the slowest group of a component, and what all of its groups keep', async () => {
    await add(4);
    for (const group of ['risk-group', 'analytics-group', 'new-group'])
      await producer.xgroup('CREATE', STREAM, group, '0');
    await give(3);
    await give(1, 'analytics-group');
    expect(await backlogs()).toMatchObject([{ entries: 4, ageSeconds: 4, pendingEntries: 4 }]);
  });

  it('never tells an age below nought, with a clock that is behind the ids', async () => {
    await add(2);
    await producer.xgroup('CREATE', STREAM, 'risk-group', '0');
    expect(await readBacklogs(client, risk, NOW - 60_000)).toEqual([
      { component: 'risk_engine', entries: 2, ageSeconds: 0, pendingEntries: 0 },
    ]);
  });

  it.each([
    { title: 'last year', hours: 365 * 24 },
    { title: 'next year', hours: -365 * 24 },
  ])('tells the number and no age of what is played with the ids of $title', async ({ hours }) => {
    await add(3);
    await producer.xgroup('CREATE', STREAM, 'risk-group', '0');
    await give(1);
    expect(await readBacklogs(client, risk, NOW + hours * 3_600_000)).toEqual([
      {
        component: 'risk_engine',
        entries: 2,
        pendingEntries: 1,
        consumersIdleSeconds: expect.any(Number),
      },
    ]);
  });

  it('tells the consumer that asked last, of several', async () => {
    await add(3);
    await producer.xgroup('CREATE', STREAM, 'risk-group', '0');
    await give(1);
    const idleSeconds = async () => (await backlogs())[0]?.consumersIdleSeconds ?? 0;
    await eventually('the first consumer is idle', async () => (await idleSeconds()) > 0.05);
    const asked = performance.now();
    await producer.call(
      ...(['XREADGROUP', 'GROUP', 'risk-group', 'engine-2', 'COUNT', '1'] as const),
      ...(['STREAMS', STREAM, '>'] as const),
    );
    const idle = await idleSeconds();
    expect(idle).toBeLessThanOrEqual((performance.now() - asked) / 1000 + 0.02);
  });

  it('tells how many hours a group has waited on a stream that is written now', async () => {
    await producer.xadd(STREAM, `${NOW - 7_200_000}-0`, 'payload', '{}');
    await add(1);
    await producer.xgroup('CREATE', STREAM, 'risk-group', '0');
    expect(await backlogs()).toMatchObject([{ entries: 2, ageSeconds: 7200 }]);
  });

  it('reads on where a stream is gone, has no group, or is none', async () => {
    await add(1);
    await producer.xgroup('CREATE', STREAM, 'risk-group', '0');
    await add(1, 'nautilus-ml-streams');
    await producer.set('nautilus-odd-streams', 'text');
    const names = ['nautilus-gone-streams', 'nautilus-odd-streams', 'nautilus-ml-streams', STREAM];
    const streams = names.map((name) => ({ name, component: name }));
    expect(await readBacklogs(client, streams, NOW)).toMatchObject([{ component: STREAM }]);
  });

  it('asks about 200 streams in a few round trips', async () => {
    const streams = Array.from({ length: 200 }, (_, index) => ({
      name: `nautilus-streams:${index}`,
      component: `part ${index % 20}`,
    }));
    for (const { name } of streams) {
      await producer.xadd(name, `${NOW - 2000}-0`, 'payload', '{}');
      await producer.xgroup('CREATE', name, 'dashboard-group', '0');
    }
    const reads = async () =>
      Number(/total_reads_processed:(\d+)/.exec(await producer.info('stats'))?.[1]);
    const before = await reads();
    const found = await readBacklogs(client, streams, NOW);
    expect(found).toHaveLength(20);
    expect(found.every(({ entries, ageSeconds }) => entries === 1 && ageSeconds === 2)).toBe(true);
    expect((await reads()) - before).toBeLessThan(40); // One question at a time would make 420.
  });

  it('rejects when the connection is gone, so that who asked knows that the bus is away', async () => {
    const other = await connectBus(server.url);
    other.disconnect();
    await expect(readBacklogs(other, risk, NOW)).rejects.toThrow('closed');
  });
});
