import { expect, it } from '@jest/globals';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { connectStore } from './store.ts';
import { storePart } from './store-part.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const onRealServer = requireComponent('redis-server') ? it : it.skip;
const cache = { args: ['--maxmemory-policy', 'allkeys-lru'], embedded: false };

onRealServer(
  'a store that may evict keys is refused at the start',
  async () => {
    const server = await startRedis(cache);
    const part = storePart(connectStore(server.url, { name: 'test', log }));
    await expect(part.start()).rejects.toThrow(/maxmemory-policy to noeviction/);
    await part.stop();
    await server.stop();
  },
  60_000,
);

onRealServer(
  'one that turns up later is not called ready until it is mended',
  async () => {
    const server = await startRedis(cache);
    await server.kill('SIGKILL');
    const store = connectStore(server.url, { name: 'test', log });
    const part = storePart(store);
    await part.start();
    expect(part.notReady?.()).toMatch(/does not answer/);
    await server.restart();
    await eventually('it is refused', () => part.notReady?.()?.includes('noeviction'));
    await store.config('SET', 'maxmemory-policy', 'noeviction');
    await eventually('it is taken', () => (part.notReady?.() === undefined ? true : undefined));
    await part.stop();
    await server.stop();
  },
  60_000,
);
