import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { requireComponent } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import { openLogFile } from '../launcher/log-file.ts';
import { examineStore } from './examine-store.ts';
import { chooseStore } from './find-store.ts';
import { openStore } from './open-store.ts';

const suite = requireComponent('redis-server') ? describe : describe.skip;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-store-'));
  folders.push(folder);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  const choice = chooseStore({ PATH: process.env.PATH ?? '' });
  const log = openLogFile(join(folder, 'store.log'));
  return { folder, port, store: openStore(choice, { port, folder, log }) };
}

suite('a private store', () => {
  it('keeps every write, evicts nothing, and asks for its password', async () => {
    const { folder, port, store } = await open();
    expect(await examineStore(store.url, 'the store')).toMatchObject({ kind: 'usable' });
    const redis = new Redis(store.url);
    expect(await redis.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    redis.disconnect();
    expect(await examineStore(`redis://127.0.0.1:${port}`, 'the store')).toEqual({
      kind: 'unusable',
      reason: 'the store refuses the password: check REDIS_URL',
    });
    for (const file of ['store-password', 'store.conf'])
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    await store.stop();
    await store.ended;
  }, 30_000);

  it('has what it had when it is started again', async () => {
    const { store, folder, port } = await open();
    await examineStore(store.url, 'the store');
    const redis = new Redis(store.url);
    await redis.set('{m4max}:kept', 'yes');
    redis.disconnect();
    await store.stop();

    const log = openLogFile(join(folder, 'store.log'));
    const choice = chooseStore({ PATH: process.env.PATH ?? '' });
    const again = openStore(choice, { port, folder, log });
    await examineStore(again.url, 'the store');
    const reader = new Redis(again.url);
    expect(await reader.get('{m4max}:kept')).toBe('yes');
    reader.disconnect();
    await again.stop();
  }, 30_000);
});
