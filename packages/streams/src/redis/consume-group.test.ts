import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, redisKinds, startRedis } from '@m4max/test-kit';
import type { Part } from '../part.ts';
import type { GroupEntry } from './consume-group.ts';
import { consumeGroup } from './consume-group.ts';
import type { Store } from './store.ts';
import { closeStore, connectStore } from './store.ts';

const log = { info() {}, warn() {}, error() {} };
const key = '{m4max}:outbox:test';
const group = 'test';

describe.each(redisKinds())('a group on the $title store', ({ options }) => {
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

  async function consuming(consumer: string, handle: (entry: GroupEntry) => Promise<void>) {
    const part = consumeGroup({
      ...{ name: consumer, store, key, group, consumer, handle, log },
      reclaimAfterSeconds: 1,
    });
    parts.push(part);
    await part.start();
    return part;
  }

  const pending = async () => Number(((await store.xpending(key, group)) as unknown[])[0]);

  it('handles each entry once, with two consumers, also those from before the group', async () => {
    await store.xadd(key, '*', 'n', '0');
    const seen: string[] = [];
    const handle = async ({ fields, deliveries }: GroupEntry) =>
      void seen.push(`${fields.n}/${deliveries}`);
    await consuming('one', handle);
    await consuming('two', handle);
    for (let n = 1; n < 20; n += 1) await store.xadd(key, '*', 'n', String(n));
    await eventually('all are handled', async () => seen.length >= 20 && (await pending()) === 0);
    expect(seen.toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => `${n}/1`).toSorted());
  }, 60_000);

  it('tries a failed entry again and counts, while others go on', async () => {
    const good: number[] = [];
    const bad: number[] = [];
    await consuming('one', async ({ fields, deliveries }) => {
      (fields.n === 'bad' ? bad : good).push(deliveries);
      if (fields.n === 'bad' && bad.length < 3) throw new Error('not now');
    });
    await store.xadd(key, '*', 'n', 'bad');
    await store.xadd(key, '*', 'n', 'good');
    await eventually(
      'both are done',
      async () => bad.length + good.length >= 4 && (await pending()) === 0,
    );
    expect(good).toHaveLength(1);
    // The embedded store may have handed the entry to the reader of the test before, who has just left.
    const [first = 0] = bad;
    expect(bad).toEqual([first, first + 1, first + 2]);
  }, 60_000);

  it('takes over what a dead consumer left', async () => {
    await store.xgroup('CREATE', key, group, '0', 'MKSTREAM');
    await store.xadd(key, '*', 'n', 'left');
    await store.xreadgroup('GROUP', group, 'dead', 'STREAMS', key, '>');
    const seen: GroupEntry[] = [];
    await consuming('heir', async (entry) => void seen.push(entry));
    await eventually('it is handled', async () => seen.length === 1 && (await pending()) === 0);
    expect(seen[0]?.fields).toEqual({ n: 'left' });
    expect(seen[0]?.deliveries).toBeGreaterThan(1);
  }, 60_000);

  it('goes on when the stream and its group are deleted', async () => {
    const seen: (string | undefined)[] = [];
    await consuming('one', async ({ fields }) => void seen.push(fields.n));
    await store.xadd(key, '*', 'n', '1');
    await eventually('the first is handled', () => seen.includes('1'));
    await store.del(key);
    await store.xadd(key, '*', 'n', '2');
    await eventually('the second is handled', () => seen.includes('2'));
    expect(seen).toEqual(['1', '2']);
  }, 60_000);
});
