import { expect, it } from '@jest/globals';
import type { HistoryBucket } from '@m4max/contracts';
import { hardwareSamples, hardwareSeries } from '@m4max/contracts';
import { createLogger } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { closeStore, connectStore, createPublisher } from '@m4max/streams';
import { eventually, startRedis } from '@m4max/test-kit';
import { hardwareSample } from '../fixtures/samples.ts';
import { historyPages } from './history-pages.ts';

const log = Object.assign(createLogger('test', 'error'), { silent: true });
const from = new Date('2026-01-05T10:00:00.000Z');
const after = (seconds: number) => new Date(from.getTime() + seconds * 1000);

async function read(store: Store, to: Date): Promise<readonly HistoryBucket[]> {
  const all: HistoryBucket[] = [];
  const wanted = { kind: 'hardware', host: 'mac-1', resolutionSeconds: 10, from, to } as const;
  for await (const page of historyPages(store, wanted)) all.push(...page);
  return all;
}

it('gives every bucket once, in order, and none from the end on', async () => {
  const redis = await startRedis();
  const store = connectStore(redis.url, { name: 'test', log });
  const publisher = createPublisher({
    store,
    stream: hardwareSamples,
    series: hardwareSeries,
    host: 'mac-1',
    log,
  });
  try {
    await publisher.start();
    // One reading a bucket; the last one only closes the bucket before it.
    for (let n = 0; n <= 200; n += 1)
      publisher.publish(hardwareSample({ taken_at: after(n * 10).toISOString() }));
    const whole = await eventually('all buckets are there', async () => {
      const all = await read(store, after(3600));
      return all.length === 200 ? all : undefined;
    });
    const starts = whole.map(({ start }) => start);
    expect(starts).toEqual(Array.from({ length: 200 }, (_, n) => after(n * 10).toISOString()));
    const part = await read(store, after(500));
    expect(part.at(-1)?.start).toBe(after(490).toISOString());
  } finally {
    await publisher.stop();
    await closeStore(store);
    await redis.stop();
  }
}, 60_000);

it('says that the store is away', async () => {
  const store = connectStore('redis://127.0.0.1:9', { name: 'test', log });
  try {
    await expect(read(store, after(60))).rejects.toMatchObject({ status: 503, type: 'store-away' });
  } finally {
    await closeStore(store);
  }
});
