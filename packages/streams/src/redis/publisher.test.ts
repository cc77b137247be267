import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HardwareSample } from '@m4max/contracts';
import { hardwareSamples, hardwareSeries } from '@m4max/contracts';
import { eventually, redisKinds, startRedis } from '@m4max/test-kit';
import { readLatest } from './latest.ts';
import type { Publisher } from './publisher.ts';
import { createPublisher } from './publisher.ts';
import type { Store } from './store.ts';
import { closeStore, connectStore } from './store.ts';

function sampleAt(takenAt: Date, host = 'studio'): HardwareSample {
  return {
    v: 1,
    host,
    taken_at: takenAt.toISOString(),
    interval_seconds: 1,
    missing: [],
    source: { name: 'test' },
    chip: {},
  };
}

describe.each(redisKinds())('publishing into the $title store', ({ title, options }) => {
  const starting = startRedis(options);
  const errors: string[] = [];
  const log = { info() {}, warn() {}, error: (message: string) => void errors.push(message) };
  let store: Store;
  let publishers: Publisher<HardwareSample>[] = [];

  beforeEach(async () => {
    errors.length = 0;
    store = connectStore((await starting).url, { name: 'test', log });
    await eventually('the store is there', () => store.status === 'ready');
    await store.call('FLUSHALL');
  });
  afterEach(async () => {
    await Promise.all(publishers.map((publisher) => publisher.stop()));
    publishers = [];
    await closeStore(store);
  });
  afterAll(async () => (await starting).stop());

  async function publisher(host = 'studio', now?: () => Date, stream = hardwareSamples) {
    const created = createPublisher({
      ...{ store, stream, series: hardwareSeries, host, log },
      ...(now === undefined ? {} : { now }),
    });
    publishers.push(created);
    await created.start();
    return created;
  }

  const length = () => store.xlen(hardwareSamples.key);

  it('says which publisher it waits for, and goes on when that one leaves', async () => {
    const first = await publisher();
    first.publish(sampleAt(new Date()));
    await eventually('the first publishes', async () => (await length()) === 1);
    const second = await publisher();
    const reason = await eventually('the second waits', () => second.notReady?.());
    expect(reason).toContain(`process ${process.pid}`);
    expect(reason).toContain('HOST_LABEL');
    second.publish(sampleAt(new Date(Date.now() - 60_000)));
    await eventually('what is old by now is forgotten', () => second.backlog() === 0);
    expect(await length()).toBe(1);

    await first.stop();
    await eventually('the second is ready', () => second.notReady?.() === undefined);
    second.publish(sampleAt(new Date()));
    await eventually('the second publishes', async () => (await length()) === 2);
  }, 60_000);

  it('keeps the newest sample of each host, with the moment of its coming by the store’s clock', async () => {
    const now = new Date('2031-01-01T00:00:05.000Z'); // This machine's clock is years ahead of the store's.
    const studio = await publisher('studio', () => now);
    const mini = await publisher('mini', () => now);
    studio.publish(sampleAt(new Date('2031-01-01T00:00:00.000Z')));
    mini.publish(sampleAt(new Date('2031-01-01T00:00:04.990Z'), 'mini'));
    const latest = await eventually('both are there', async () => {
      const all = await readLatest(store);
      return all.length === 2 ? all : undefined;
    });
    const [storeSeconds] = (await store.time()).map(Number);
    for (const { sample, storedAt } of latest) {
      expect(sample.published_at).toBe(now.toISOString());
      const agoSeconds = Number(storeSeconds) - storedAt.getTime() / 1000;
      expect(Math.abs(agoSeconds)).toBeLessThan(30);
    }
  }, 60_000);

  it('leaves out a sample that does not fit its schema, and says so', async () => {
    const studio = await publisher();
    studio.publish({ ...sampleAt(new Date()), interval_seconds: -1 });
    studio.publish(sampleAt(new Date()));
    await eventually('the other one is published', async () => (await length()) === 1);
    expect(errors).toEqual(['a sample does not fit its schema and was left out']);
  }, 60_000);

  it('trims what is older than the stream keeps', async () => {
    const studio = await publisher();
    const [seconds] = (await store.time()).map(Number);
    const old = (Number(seconds) - hardwareSamples.keepSeconds - 60) * 1000;
    // `~` drops whole nodes of a hundred entries.
    for (let index = 0; index < 250; index += 1) {
      await store.xadd(hardwareSamples.key, `${old}-${index}`, 'json', '{}');
    }
    studio.publish(sampleAt(new Date()));
    await eventually('the newest is there', async () => (await readLatest(store)).length === 1);
    expect(await length()).toBeLessThan(102);
  }, 60_000);

  it('trims to as many as the stream keeps of a publisher', async () => {
    const few = { ...hardwareSamples, keepEntries: 50 };
    const studio = await publisher('studio', undefined, few);
    const [seconds] = (await store.time()).map(Number);
    for (let index = 1; index <= 250; index += 1)
      await store.xadd(few.key, `${Number(seconds) * 1000 - 5000}-${index}`, 'json', '{}');
    studio.publish(sampleAt(new Date()));
    await eventually('the newest is there', async () => (await readLatest(store)).length === 1);
    expect(await length()).toBeLessThanOrEqual(150);
  }, 60_000);

  it('does not read what is no sample as the newest', async () => {
    await store.hset('{m4max}:latest', 'hardware:broken', '{"entry_id":');
    await store.hset('{m4max}:latest', 'weather:studio', '{"entry_id":"1-0","sample":{}}');
    await store.hset('{m4max}:latest', 'trading:newer', '{"entry_id":"1-0","sample":{"v":99}}');
    expect(await readLatest(store)).toEqual([]);
  }, 60_000);

  if (title === 'embedded') {
    it('holds a thousand entries and no more', async () => {
      for (let index = 1; index <= 1300; index += 1) {
        await store.xadd(hardwareSamples.key, `${Date.now()}-${index}`, 'json', '{}');
      }
      const studio = await publisher();
      studio.publish(sampleAt(new Date()));
      await eventually('the newest is there', async () => (await readLatest(store)).length === 1);
      expect(await length()).toBeLessThanOrEqual(1100);
    }, 60_000);
  }
});
