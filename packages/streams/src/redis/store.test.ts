import { expect, it } from '@jest/globals';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { blockingStore, closeStore, connectStore } from './store.ts';
import { storeFacts } from './store-facts.ts';
import { storePart } from './store-part.ts';

type Line = { readonly level: string; readonly message: string; readonly facts?: object };

function recorder() {
  const lines: Line[] = [];
  const at = (level: string) => (message: string, facts?: object) =>
    void lines.push({ level, message, ...(facts === undefined ? {} : { facts }) });
  return { lines, log: { info: at('info'), warn: at('warn'), error: at('error') } };
}

it('a store that was never there: commands fail at once, one warning, no password in it', async () => {
  const { lines, log } = recorder();
  const store = connectStore('redis://:secret@127.0.0.1:1', { name: 'test', log });
  const part = storePart(store);
  await part.start();
  await expect(store.ping()).rejects.toThrow();
  expect(part.notReady?.()).toContain('REDIS_URL');
  await part.stop();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ level: 'warn', message: 'store is away' });
  expect(JSON.stringify(lines)).not.toContain('secret');
}, 60_000);

const onRealServer = requireComponent('redis-server') ? it : it.skip;

onRealServer(
  'a wrong password is said once and not quoted',
  async () => {
    const server = await startRedis({ args: ['--requirepass', 'right'], embedded: false });
    const { lines, log } = recorder();
    const url = server.url.replace('://', '://:wrong-secret@');
    const store = connectStore(url, { name: 'test', log });
    try {
      await eventually('it is said', () => lines.length > 0);
      expect(JSON.stringify(lines)).toMatch(/WRONGPASS|NOAUTH/);
      expect(JSON.stringify(lines)).not.toContain('wrong-secret');
    } finally {
      await closeStore(store);
      await server.stop();
    }
  },
  60_000,
);

it('a store that hangs does not make its callers hang, and is used again when it goes on', async () => {
  const server = await startRedis();
  const { log } = recorder();
  const store = connectStore(server.url, { name: 'test', log });
  try {
    await eventually('it is there', () => store.status === 'ready');
    await server.kill('SIGSTOP');
    const asked = performance.now();
    await expect(store.ping()).rejects.toThrow();
    expect(performance.now() - asked).toBeLessThan(10_000);
    await server.kill('SIGCONT');
    await eventually('it answers', async () => (await store.ping()) === 'PONG');
  } finally {
    await closeStore(store);
    await server.stop();
  }
}, 60_000);

it('a blocking connection reads beside the main one', async () => {
  const server = await startRedis();
  const store = connectStore(server.url, { name: 'test', log: recorder().log });
  const blocking = blockingStore(store);
  try {
    await eventually(
      'both are there',
      () => store.status === 'ready' && blocking.status === 'ready',
    );
    const reading = blocking.xread('BLOCK', 1000, 'STREAMS', '{m4max}:test', '0-0');
    expect(await store.ping()).toBe('PONG');
    await store.xadd('{m4max}:test', '*', 'json', '{}');
    expect(await reading).toHaveLength(1);
  } finally {
    blocking.disconnect();
    await closeStore(store);
    await server.stop();
  }
}, 60_000);

onRealServer.each([
  { title: 'append-only', args: [], facts: { evicting: false, persistent: true, embedded: false } },
  { title: 'evicting', args: ['--maxmemory-policy', 'allkeys-lru'], facts: { evicting: true } },
  {
    title: 'evicting, CONFIG forbidden',
    args: [
      '--maxmemory-policy',
      'volatile-ttl',
      '--user',
      'default',
      'on',
      'nopass',
      '~*',
      '+@all',
      '-config',
    ],
    facts: { evicting: true },
  },
])(
  'storeFacts of a real server: $title',
  async ({ args, facts }) => {
    const server = await startRedis({ args, embedded: false });
    const store = connectStore(server.url, { name: 'test', log: recorder().log });
    try {
      await eventually('it is there', () => store.status === 'ready');
      expect(await storeFacts(store)).toMatchObject({ ...facts, mode: 'standalone' });
    } finally {
      await closeStore(store);
      await server.stop();
    }
  },
  60_000,
);
