import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HardwareSample } from '@m4max/contracts';
import { hardwareSamples, hardwareSeries } from '@m4max/contracts';
import { eventually, redisKinds, startRedis } from '@m4max/test-kit';
import type { Part } from '../part.ts';
import type { Entry } from './follow.ts';
import { follow } from './follow.ts';
import { readHistory } from './history.ts';
import { readLatest } from './latest.ts';
import { createPublisher } from './publisher.ts';
import type { Store } from './store.ts';
import { closeStore, connectStore } from './store.ts';

const log = { info() {}, warn() {}, error() {} };

function sampleAt(second: number): HardwareSample {
  return {
    v: 1,
    host: 'studio',
    taken_at: new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString(),
    interval_seconds: 1,
    missing: [],
    source: { name: 'test' },
    chip: {},
    gpu: { active_ratio: 0.5 },
  };
}

describe.each(redisKinds())('a sample goes through the $title store', ({ options }) => {
  const starting = startRedis(options);
  let store: Store;
  let parts: Part[] = [];

  beforeEach(async () => {
    store = connectStore((await starting).url, { name: 'test', log });
    await eventually('the store is there', () => store.status === 'ready');
    await store.call('FLUSHALL');
  });
  afterEach(async () => {
    await Promise.all(parts.map((part) => part.stop()));
    parts = [];
    await closeStore(store);
  });
  afterAll(async () => (await starting).stop());

  it('is followed in order, is the newest, and becomes history', async () => {
    const seen: Entry<HardwareSample>[] = [];
    const reader = follow({
      name: 'reader',
      store,
      stream: hardwareSamples,
      from: 'start',
      onEntries: (entries) => void seen.push(...entries),
      log,
    });
    const publisher = createPublisher({
      store,
      stream: hardwareSamples,
      series: hardwareSeries,
      host: 'studio',
      log,
    });
    parts = [reader, publisher];
    await Promise.all(parts.map((part) => part.start()));
    for (let second = 0; second < 25; second += 1) publisher.publish(sampleAt(second));

    await eventually('all are read', () => seen.length === 25);
    expect(seen.map(({ entry }) => entry.taken_at)).toEqual(
      Array.from({ length: 25 }, (_, second) => sampleAt(second).taken_at),
    );
    const [latest] = await readLatest(store);
    expect(latest?.sample.taken_at).toBe(sampleAt(24).taken_at);
    const history = await eventually('history', async () => {
      const from = new Date(0);
      const span = { from, to: new Date(), limit: 10 };
      const read = await readHistory(store, {
        kind: 'hardware',
        host: 'studio',
        resolutionSeconds: 10,
        ...span,
      });
      return read.length === 2 ? read : undefined;
    });
    expect(history[1]?.series.gpu_active_ratio).toEqual({
      count: 10,
      min: 0.5,
      mean: 0.5,
      max: 0.5,
    });
  }, 60_000);
});
