import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, redisKinds, startRedis } from '@m4max/test-kit';
import type { Lease } from './lease.ts';
import { createLease } from './lease.ts';
import type { Store } from './store.ts';
import { closeStore, connectStore } from './store.ts';

const log = { info() {}, warn() {}, error() {} };
const key = '{m4max}:lease:test';

describe.each(redisKinds())('a lease in the $title store', ({ options }) => {
  const starting = startRedis(options);
  let store: Store;
  let leases: Lease[] = [];

  beforeEach(async () => {
    store = connectStore((await starting).url, { name: 'test', log });
    await eventually('the store is there', () => store.status === 'ready');
    await store.call('FLUSHALL');
  });
  afterEach(async () => {
    await Promise.all(leases.map((lease) => lease.stop()));
    leases = [];
    await closeStore(store);
  });
  afterAll(async () => (await starting).stop());

  function lease(holder: string, onChange?: (fence: number | undefined) => void): Lease {
    const created = createLease({
      ...{ store, key, holder, log, seconds: 1 },
      ...(onChange === undefined ? {} : { onChange }),
    });
    leases.push(created);
    return created;
  }

  it('is one’s alone, is renewed, and goes over with a greater fencing number', async () => {
    const changes: (number | undefined)[] = [];
    const first = lease('first', (fence) => void changes.push(fence));
    const second = lease('second');
    await first.start();
    const fence = await eventually('the first has it', () => first.fence());
    await second.start();
    await eventually('the second knows', () => second.heldBy() === 'first');
    const expiry = await store.pttl(key);
    await eventually('it is renewed', async () => (await store.pttl(key)) > expiry);
    expect([first.fence(), second.fence()]).toEqual([fence, undefined]);

    await first.stop();
    const later = await eventually('the second has it', () => second.fence());
    expect(later).toBeGreaterThan(fence);
    expect(first.fence()).toBeUndefined();
    expect(changes).toEqual([fence, undefined]);
  }, 60_000);

  it('is taken over from one that died', async () => {
    await store.set(key, 'token of the dead', 'PX', 500);
    const heir = lease('heir');
    await heir.start();
    expect(await eventually('the heir has it', () => heir.fence())).toBe(1);
  }, 60_000);

  it('is lost to who took it while we could not renew', async () => {
    const changes: (number | undefined)[] = [];
    const slow = lease('slow', (fence) => void changes.push(fence));
    await slow.start();
    await eventually('it has it', () => slow.fence());
    await store.set(key, 'x usurper', 'PX', 60_000);
    await eventually('it knows', () => slow.heldBy() === 'usurper');
    expect(slow.fence()).toBeUndefined();
    expect(changes).toEqual([1, undefined]);
    await slow.stop();
    expect(await store.get(key)).toBe('x usurper');
  }, 60_000);
});

it('a lease is given up by our own clock when the store does not answer', async () => {
  const server = await startRedis();
  const store = connectStore(server.url, { name: 'test', log });
  const changes: (number | undefined)[] = [];
  const lease = createLease({
    ...{ store, key, holder: 'me', seconds: 1, log },
    onChange: (fence) => void changes.push(fence),
  });
  try {
    await lease.start();
    await eventually('it is held', () => lease.fence());
    await server.kill('SIGSTOP');
    await eventually('it is given up', () => lease.fence() === undefined);
    await eventually('its owner is told', () => changes.length === 2);
    await server.kill('SIGCONT');
    expect(await eventually('it is held again', () => lease.fence())).toBeGreaterThan(1);
  } finally {
    await lease.stop();
    await closeStore(store);
    await server.stop();
  }
}, 60_000);
