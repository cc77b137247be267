import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { HardwareSample } from '@m4max/contracts';
import { createLogger } from '@m4max/service-kit';
import { connectStore, readLatest, storePart } from '@m4max/streams';
import type { RedisServer } from '@m4max/test-kit';
import { eventually, startRedis } from '@m4max/test-kit';
import { Config } from './config.ts';
import { parts } from './service.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const log = createLogger('test', 'error');
const folder = mkdtempSync(join(tmpdir(), 'hardware-exporter-'));
let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes the recorded document again and again, as powermetrics would. */
function lookAlike(): string {
  const path = join(folder, 'powermetrics');
  const document = fileURLToPath(new URL('reading/fixtures/m4max.plist', import.meta.url));
  writeFileSync(path, `#!/bin/sh\nwhile cat "${document}"; do sleep 0.2; printf '\\0'; done\n`);
  chmodSync(path, 0o755);
  return path;
}

it('publishes what powermetrics says, with the rest of the machine', async () => {
  const config = Config.parse({
    REDIS_URL: redis.url,
    HOST_LABEL: 'mac',
    PORT: '0',
    COLLECT_INTERVAL_SECONDS: '1',
    POWERMETRICS_PATH: lookAlike(),
  });
  const health = () => ({ stage: 'running', notReady: [] }) as const;
  const service = parts({ name: 'hardware-exporter', config, log, health });
  const store = connectStore(redis.url, { name: 'test', log });
  const storeOfTest = storePart(store);
  await storeOfTest.start();
  try {
    for (const part of service) await part.start();
    const sample = await eventually('a published sample', async () => {
      const [latest] = await readLatest(store);
      const found = latest && HardwareSample.parse(latest.sample);
      return found?.memory && found.energy ? found : undefined;
    });
    expect(sample).toMatchObject({
      host: 'mac',
      source: { name: 'powermetrics', model: 'Mac16,5', fields: { memory: 'systeminformation' } },
      power: { cpu_watts: 4 },
      thermal: { state: 'fair' },
    });
    expect(sample.published_at).toBeDefined();
  } finally {
    for (const part of service.toReversed()) await part.stop();
    await storeOfTest.stop();
  }
});
