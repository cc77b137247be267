import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { redisKinds } from './redis-kinds.ts';
import { startRedis } from './start-redis.ts';

describe.each(redisKinds())('startRedis: $title', ({ title, options }) => {
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
    expect(kept).toBe(title === 'embedded' ? null : 'yes');
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
