import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { requireComponent } from './require-component.ts';
import { startRedis } from './start-redis.ts';

const real = requireComponent('redis-server') ? [{ title: 'real', keeps: true, options: {} }] : [];
const cluster = real.map(() => ({ title: 'cluster', keeps: true, options: { cluster: true } }));
const embedded = { title: 'embedded', keeps: false, options: { embedded: true } };

describe.each([...real, ...cluster, embedded])('startRedis: $title', ({ keeps, options }) => {
  const starting = startRedis(options);
  afterAll(async () => (await starting).stop());

  it('comes back on its port after a kill', async () => {
    const server = await starting;
    const before = server.pid;
    const client = new Redis(server.port, '127.0.0.1');
    client.on('error', () => undefined);
    await client.set('{m4max}:kept', 'yes');

    await server.kill();
    await server.restart();

    const kept = await client.get('{m4max}:kept');
    client.disconnect();
    expect(server.pid).not.toBe(before);
    expect(kept).toBe(keeps ? 'yes' : null);
  }, 60_000);
});

it('says why a server did not start', async () => {
  const first = await startRedis();
  try {
    await expect(startRedis({ port: first.port })).rejects.toThrow('in use');
  } finally {
    await first.stop();
  }
}, 60_000);
