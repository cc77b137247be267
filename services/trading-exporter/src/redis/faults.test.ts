import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import { createIntake } from '../ledger/intake.ts';
import { placedAt } from '../ledger/placed-at.ts';
import type { InputState } from '../sample/input-state.ts';
import type { BusFollower } from './follow-bus.ts';
import { followBus } from './follow-bus.ts';

jest.setTimeout(60_000); // Servers start slowly on a busy machine.

const log = createLogger('trading-exporter', 'error');
log.silent = true;

const ORDERS = 'trader-DESK-7:stream:events.order.S-1';
const QUOTES = 'trader-DESK-7:stream:data.quotes.SIM.X';
const TELEMETRY = 'nautilus-telemetry-streams';
/** All that a follower may send; whatever else it tries is refused, and stands in the server's ACL log. */
const ALLOWED = 'ping info time scan xinfo xrange xread'.split(' ');

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('faults of a real Redis', () => {
  let server: Awaited<ReturnType<typeof startRedis>>;
  let producer: Redis;
  let follower: BusFollower | undefined;

  beforeAll(async () => {
    server = await startRedis({ args: ['--appendonly', 'no'] });
    producer = new Redis(server.url, { maxRetriesPerRequest: null });
    producer.on('error', () => undefined);
  });
  beforeEach(async () => {
    await follower?.stop();
    await producer.flushall();
    await allowReading();
  });
  afterEach(async () => {
    const refused = await producer.call('ACL', 'LOG');
    const commands = (Array.isArray(refused) ? refused : []).map(String);
    expect(commands.filter((line) => line.includes('reason,command'))).toEqual([]);
  });
  afterAll(async () => {
    await follower?.stop();
    producer.disconnect();
    await server.stop();
  });

  async function allowReading(): Promise<void> {
    const rights = ['on', '>secret', '~*', '-@all', ...ALLOWED.map((command) => `+${command}`)];
    await producer.call('ACL', ['SETUSER', 'reader', ...rights]);
  }

  async function follow() {
    const intake = createIntake({ windowSeconds: 60, telemetryStream: TELEMETRY });
    const seen: string[] = [];
    const started = followBus({
      bus: { url: server.url.replace('//', '//reader:secret@'), isExpected: true },
      patterns: ['*:stream:*', TELEMETRY],
      windowSeconds: 60,
      stored: () => new Map(),
      onEntry: (input, { stream, milliseconds, fields, countOnly }, nowMilliseconds) => {
        seen.push(`${stream} ${String(fields[1]).slice(0, 20)}`);
        const entryMilliseconds = milliseconds;
        const atMilliseconds = placedAt({ entryMilliseconds, nowMilliseconds, windowSeconds: 60 });
        intake.takeEntry(input, { stream, fields, atMilliseconds, entryMilliseconds, countOnly });
      },
      onPassedOver: () => undefined,
      log,
    });
    follower = started;
    await started.start();
    await eventually('the bus is read', () => started.state()?.up);
    const saw = (what: string) => eventually(`${what} is read`, () => seen.includes(what));
    const told = (what: string, test: (state: InputState) => boolean | undefined) =>
      eventually(what, () => {
        const state = started.state();
        return state !== undefined && test(state) === true ? state : undefined;
      });
    return { seen, saw, told, intake, input: started.address };
  }

  const add = (stream: string, value: string, id = '*') =>
    producer.xadd(stream, id, 'payload', value);

  it('a stream that is deleted under a blocked read', async () => {
    await add(ORDERS, 'before');
    const { saw, told, seen } = await follow();
    await saw(`${ORDERS} before`);
    await producer.del(ORDERS);
    await told('the stream is gone', ({ streams }) => streams === 0);
    await add(ORDERS, 'after');
    await saw(`${ORDERS} after`);
    const { lostEntries } = await told(
      'the reset counts',
      ({ streamResets }) => streamResets === 1,
    );
    expect(lostEntries).toBe(0);
    expect(seen).toHaveLength(2);
  });

  it('trimmed under its reader: what it could not see is counted', async () => {
    await add(ORDERS, 'before');
    const { saw, told, seen } = await follow();
    await saw(`${ORDERS} before`);
    const burst = producer.multi();
    for (let number = 1; number <= 50; number += 1) burst.xadd(ORDERS, '*', 'payload', `${number}`);
    burst.xtrim(ORDERS, 'MAXLEN', 10);
    await burst.exec();
    await saw(`${ORDERS} 50`);
    const { streamResets } = await told('the loss counts', ({ lostEntries }) => lostEntries === 40);
    expect(seen).toHaveLength(11);
    expect(streamResets).toBe(0);
    await producer.xdel(ORDERS, ...(await producer.xrange(ORDERS, '-', '+')).map(([id]) => id));
    await add(ORDERS, 'after');
    await saw(`${ORDERS} after`);
    await told(
      'what was read and then deleted is no loss',
      ({ lostEntries }) => lostEntries === 40,
    );
  });

  it('evicted for want of memory (allkeys-lru)', async () => {
    await add(ORDERS, 'before');
    const { saw, told } = await follow();
    await saw(`${ORDERS} before`);
    await producer.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await producer.config('SET', 'maxmemory', '1');
    await producer.set('filler', 'x').catch(() => undefined); // Refused when nothing is left to evict.
    expect(await producer.exists(ORDERS)).toBe(0);
    await producer.config('SET', 'maxmemory', '0');
    await told('the stream is gone', ({ streams }) => streams === 0);
    await add(ORDERS, 'after');
    await saw(`${ORDERS} after`);
    await told('the reset counts', ({ streamResets }) => streamResets === 1);
  });

  it('ids from the future', async () => {
    await add(ORDERS, 'before');
    const { saw, told } = await follow();
    await saw(`${ORDERS} before`);
    await add(ORDERS, 'of tomorrow', `${Date.now() + 86_400_000}-0`);
    await add(ORDERS, 'after it');
    await saw(`${ORDERS} after it`);
    await add(QUOTES, 'of the last', '18446744073709551615-18446744073709551615');
    await saw(`${QUOTES} of the last`);
    const state = await told('it is said', ({ detail }) => detail?.includes('2 of 2 streams give'));
    expect(state).toMatchObject({ up: true, lostEntries: 0, behindSeconds: 0 });
  });

  it('a key that is another type now: the others are read on, without a spin', async () => {
    await add(ORDERS, 'before');
    await add(QUOTES, 'before');
    const { saw, told } = await follow();
    await saw(`${QUOTES} before`);
    await producer.multi().del(QUOTES).set(QUOTES, 'no stream').exec();
    await producer.config('RESETSTAT');
    const since = performance.now();
    await told('it is left out', ({ streams }) => streams === 1);
    await add(ORDERS, 'after');
    await saw(`${ORDERS} after`);
    const { streamResets } = await told('it is up', ({ up }) => up);
    expect(streamResets).toBe(1);
    await eventually('it goes on', async () => (await callsOf('xread')) >= 8);
    const seconds = (performance.now() - since) / 1000;
    expect((await callsOf('xread')) / seconds).toBeLessThan(30);
  });

  async function callsOf(command: string): Promise<number> {
    const stats = await producer.info('commandstats');
    return Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(stats)?.[1] ?? 0);
  }

  it('a stream that is renamed is read on, and not again', async () => {
    await add(ORDERS, 'one');
    const { saw, told, seen } = await follow();
    await saw(`${ORDERS} one`);
    const renamed = `${ORDERS}-old`;
    await producer.rename(ORDERS, renamed);
    await told('it is read under its new name', ({ streamResets }) => streamResets === 1);
    await add(renamed, 'two');
    await saw(`${renamed} two`);
    expect(seen).toEqual([`${ORDERS} one`, `${renamed} two`]);
    await told('nothing is lost', ({ lostEntries }) => lostEntries === 0);
  });

  it('killed and back with an older copy of itself: nothing is counted twice', async () => {
    await add(ORDERS, 'saved');
    const { saw, told, seen } = await follow();
    await saw(`${ORDERS} saved`);
    await producer.save();
    await add(ORDERS, 'not saved');
    await saw(`${ORDERS} not saved`);
    await server.kill();
    await told('the bus is away', ({ up }) => !up);
    await server.restart();
    await eventually('the producer is back', () => producer.ping());
    await allowReading();
    await told('it is read again', ({ up, streamResets }) => up && streamResets === 1);
    await add(ORDERS, 'after');
    await saw(`${ORDERS} after`);
    expect(seen).toEqual([`${ORDERS} saved`, `${ORDERS} not saved`, `${ORDERS} after`]);
  });

  it('killed and back without anything', async () => {
    await producer.save(); // Of nothing.
    const { saw, told } = await follow();
    await add(ORDERS, 'before');
    await saw(`${ORDERS} before`);
    await server.kill();
    await told('the bus is away', ({ up }) => !up);
    await server.restart();
    await eventually('the producer is back', () => producer.ping());
    await allowReading();
    await add(ORDERS, 'after', '5-0'); // Its clock lost its battery too.
    await saw(`${ORDERS} after`);
    await told('the reset counts', ({ streamResets }) => streamResets === 1);
  });

  it('payloads that nobody should send are counted by reason, and the right figures stay right', async () => {
    const { told, intake, input } = await follow();
    const report = (fields: Readonly<Record<string, string>>) =>
      producer.xadd(
        TELEMETRY,
        '*',
        ...Object.entries({ v: '1', engine: 'risk', ...fields }).flat(),
      );
    for (const dur_ns of ['NaN', '-1', '1e30', '', '99999999999999999999'])
      await report({ kind: 'risk', risk_type: 'var', dur_ns });
    for (let good = 0; good < 20; good += 1)
      await report({ kind: 'risk', risk_type: 'var', dur_ns: '2000000' });
    const burst = producer.pipeline();
    for (let number = 0; number < 10_000; number += 1) {
      const fields = { v: '1', engine: 'risk', kind: 'risk', dur_ns: '2000000' };
      const entry = Object.entries({ ...fields, risk_type: `kind-${number}` }).flat();
      burst.xadd(TELEMETRY, '*', ...entry);
    }
    await burst.exec();
    await add(QUOTES, '{"type":"QuoteTick","instrument_id":"X.SIM","ts_ev');
    await add(QUOTES, Buffer.alloc(5 << 20, 0x7b).toString('latin1'));
    await eventually('all is read', () => {
      const rates = new Map(intake.ledger.arrivals.rates(Date.now()).map((it) => [it.name, it]));
      return (rates.get(input)?.messages ?? 0) >= 10_027;
    });
    const now = Date.now();
    const { rejected } = intake.ledger.inputs.factsOf(input);
    expect(rejected).toEqual({ bad_duration: 5, parse: 1, too_large: 1 });
    const { latencies } = intake.ledger.latency.latencies(now);
    const stages = latencies.filter((it) => it.kind === 'risk' && !('risk_type' in it.labels));
    expect(stages.length).toBeLessThan(100);
    expect(stages.reduce((sum, { samples }) => sum + samples, 0)).toBe(10_020);
    const known = stages.find(({ stage }) => stage === 'var');
    expect(known).toMatchObject({ samples: 20, failed: 0 });
    expect(known?.p95).toBeCloseTo(0.002, 4);
    await told('it is up', ({ up, lostEntries }) => up && lostEntries === 0);
  });
});
