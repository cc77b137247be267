import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Stream } from '@m4max/contracts';
import { eventually, redisKinds, startRedis } from '@m4max/test-kit';
import { z } from 'zod';
import type { Follower } from './follow.ts';
import { follow } from './follow.ts';
import type { Store } from './store.ts';
import { closeStore, connectStore } from './store.ts';

type Tick = { v: number; id: string };

const ticks: Stream<Tick> = {
  key: '{m4max}:events:test',
  entry: z.strictObject({ v: z.int(), id: z.string() }),
  keepSeconds: 60,
};

describe.each(redisKinds())('following a stream of the $title store', ({ options }) => {
  const starting = startRedis(options);
  const errors: string[] = [];
  let warnings: object[] = [];
  const log = {
    info() {},
    warn: (message: string, facts?: object) => void warnings.push({ message, ...facts }),
    error: (message: string) => void errors.push(message),
  };
  let store: Store;
  let followers: Follower[] = [];

  beforeEach(async () => {
    errors.length = 0;
    warnings = [];
    store = connectStore((await starting).url, { name: 'test', log });
    await eventually('the store is there', () => store.status === 'ready');
    await store.call('FLUSHALL');
  });
  afterEach(async () => {
    await Promise.all(followers.map((follower) => follower.stop()));
    followers = [];
    await closeStore(store);
  });
  afterAll(async () => (await starting).stop());

  function add(id: string, entryId = '*'): Promise<string | null> {
    return store.xadd(ticks.key, entryId, 'json', JSON.stringify({ v: 1, id }));
  }

  /** Starts a follower and waits until it has read the stream's state. */
  async function reading(
    from: string,
    extra: { onEntry?: (id: string) => void; onNewerVersion?: () => void } = {},
  ) {
    const seen: string[] = [];
    const follower = follow({
      ...{ name: 'reader', store, stream: ticks, from, log },
      onEntries: (entries) => {
        for (const { entry } of entries) extra.onEntry?.(entry.id);
        seen.push(...entries.map(({ entry }) => entry.id));
      },
      ...(extra.onNewerVersion === undefined ? {} : { onNewerVersion: extra.onNewerVersion }),
    });
    followers.push(follower);
    await follower.start();
    return { seen, follower };
  }

  it('starts at the end, at the start or after an entry', async () => {
    const first = await add('1');
    await add('2');
    const fromEnd = await reading('end');
    const fromStart = await reading('start');
    const fromFirst = await reading(String(first));
    await eventually('the end is known', () => fromEnd.follower.cursor() !== '0-0');
    await add('3');
    await eventually('all have the newest', () =>
      [fromEnd, fromStart, fromFirst].every(({ seen }) => seen.includes('3')),
    );
    expect([fromEnd.seen, fromStart.seen, fromFirst.seen]).toEqual([
      ['3'],
      ['1', '2', '3'],
      ['2', '3'],
    ]);
  }, 60_000);

  it('ignores unknown fields, drops repeats, leaves out what is newer or malformed, once told', async () => {
    let newer = 0;
    const { seen } = await reading('start', { onNewerVersion: () => (newer += 1) });
    for (const json of [
      '{"v":1,"id":"1","later":true}',
      '{"v":2,"id":["new"]}',
      '{"v":3}',
      '{"v":1',
      '{"v":1,"id":5}',
      '{"v":1,"id":"1"}',
      '{"v":1,"id":"2"}',
    ]) {
      await store.xadd(ticks.key, '*', 'json', json);
    }
    await store.xadd(ticks.key, '*', 'other', 'field');
    await add('3');
    await eventually('the last is read', () => seen.includes('3'));
    expect(seen).toEqual(['1', '2', '3']);
    expect(newer).toBe(1);
    expect(errors).toHaveLength(2);
  }, 60_000);

  it('hands the same entries again after a failure', async () => {
    const handed: string[] = [];
    const { seen } = await reading('start', {
      onEntry: (id) => {
        handed.push(id);
        if (handed.length === 1) throw new Error('not now');
      },
    });
    await add('1');
    await eventually('it is read', () => seen.length > 0);
    expect([seen, handed]).toEqual([['1'], ['1', '1']]);
    expect(errors).toEqual(['entries were not handled, trying again']);
  }, 60_000);

  it('goes on when the stream is deleted and made anew behind its cursor', async () => {
    const { seen } = await reading('start');
    await add('1', '9999999999999-0');
    await eventually('the first is read', () => seen.includes('1'));
    await store.del(ticks.key);
    await add('2', '5-0');
    await eventually('the new stream is read', () => seen.includes('2'));
    expect(warnings).toContainEqual({
      message: 'a stream began anew: it was deleted, or the store lost it',
      stream: ticks.key,
    });
    expect(seen).toEqual(['1', '2']);
  }, 60_000);

  it('says how many were trimmed before they were read', async () => {
    const { seen, follower } = await reading('start');
    await add('1');
    await eventually('the first is read', () => seen.includes('1'));
    await follower.stop();
    for (const id of ['2', '3', '4', '5']) await add(id);
    await store.xtrim(ticks.key, 'MAXLEN', 2);
    expect(warnings).toEqual([]);
    const later = await reading(follower.cursor());
    await eventually('the rest is read', () => later.seen.length === 2);
    expect(later.seen).toEqual(['4', '5']);
    expect(warnings).toEqual([
      { message: 'entries were gone before they were read', stream: ticks.key, lost: 'some' },
    ]);
  }, 60_000);
});
