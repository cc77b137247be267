import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRedis } from '@m4max/test-kit';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

type Call = {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** A raw request: fetch would not let a test choose the Host header. */
function call(service: RunningService, { method = 'GET', path, headers = {}, body }: Call) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(`${service.url}${path}`, { method, headers, timeout: 10_000 }, (reply) => {
      let text = '';
      reply.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const NAMES = [
  'hardware-exporter',
  'container-exporter',
  'trading-exporter',
  'alert-manager',
  'gateway',
] as const;

/** A write that each service knows, and one that none does. */
const WRITES: Readonly<Record<(typeof NAMES)[number], string>> = {
  'hardware-exporter': '/nothing',
  'container-exporter': '/nothing',
  'trading-exporter': '/v1/samples',
  'alert-manager': '/api/v1/monitoring/alerts/unknown/acknowledge',
  gateway: '/api/v1/monitoring/alerts/unknown/acknowledge',
};

const folder = mkdtempSync(join(tmpdir(), 'm4max-trust-'));
const tokensFile = join(folder, 'tokens.json');
let store: Awaited<ReturnType<typeof startRedis>>;

beforeAll(async () => {
  store = await startRedis();
  const sha256 = createHash('sha256').update('read-me').digest('hex');
  const tokens = [{ name: 'reader', sha256, scopes: ['read'] }];
  writeFileSync(tokensFile, JSON.stringify({ tokens }), { mode: 0o600 });
}, 60_000);

afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true });
});

const quiet = () => ({
  REDIS_URL: store.url,
  TRADING_BUS_URLS: 'redis://127.0.0.1:1',
  ALERT_MANAGER_URL: 'http://127.0.0.1:1',
  EXPORTER_URLS: 'http://127.0.0.1:1',
});

describe.each(NAMES)('%s', (name) => {
  let open: RunningService;
  let guarded: RunningService;
  beforeAll(async () => {
    [open, guarded] = await Promise.all([
      startService(name, quiet()),
      startService(name, {
        ...quiet(),
        API_TOKENS_FILE: tokensFile,
        ALLOWED_HOSTS: 'desk.internal',
      }),
    ]);
  }, 90_000);
  afterAll(async () => {
    await Promise.all([open.stop(), guarded.stop()]);
  });

  it.each(['/metrics', '/health/live', '/health/ready', '/', '/api/v2/status', '/openapi.json'])(
    'refuses a foreign Host on %s, with tokens and without',
    async (path) => {
      const headers = { host: 'evil.example', authorization: 'Bearer read-me' };
      for (const service of [open, guarded])
        expect((await call(service, { path, headers })).status).toBe(403);
    },
  );

  it('answers to an allowed host', async () => {
    const headers = { host: 'desk.internal:80', authorization: 'Bearer read-me' };
    expect((await call(guarded, { path: '/metrics', headers })).status).toBe(200);
  });

  it.each([
    { title: 'by Origin', headers: { origin: 'http://evil.example' } },
    { title: 'by Sec-Fetch-Site', headers: { 'sec-fetch-site': 'cross-site' } },
  ])('refuses the write of another site, $title', async ({ headers }) => {
    const reply = await call(open, { method: 'POST', path: WRITES[name], headers });
    expect(reply).toMatchObject({ status: 403, body: expect.stringMatching('cross site write') });
  });

  it('takes a write without a body and without a content type for what it is', async () => {
    const { status } = await call(open, { method: 'POST', path: WRITES[name] });
    expect([202, 400, 404, 502, 503]).toContain(status);
  });

  it('asks for a token, and for the scope that the request needs', async () => {
    expect((await call(guarded, { path: '/metrics' })).status).toBe(401);
    const reader = { authorization: 'Bearer read-me' };
    expect((await call(guarded, { path: '/metrics', headers: reader })).status).toBe(200);
    const write = await call(guarded, { method: 'POST', path: WRITES[name], headers: reader });
    expect(write).toMatchObject({ status: 403, body: expect.stringMatching('scope') });
    expect((await call(guarded, { path: '/health/live' })).status).toBe(200);
  });

  it('does not start on a public address without tokens', async () => {
    await expect(startService(name, { ...quiet(), BIND_ADDRESS: '0.0.0.0' })).rejects.toThrow(
      /API_TOKENS_FILE/,
    );
  }, 60_000);

  it('names every fault of its environment', async () => {
    const faulty = { ...quiet(), PORT: 'http', LOG_LEVEL: 'loud', REDIS_URL: 'localhost' };
    const failure = await startService(name, faulty).catch((error: Error) => error.message);
    for (const variable of ['PORT', 'LOG_LEVEL', 'REDIS_URL'])
      expect(failure).toMatch(`at ${variable}`);
  }, 60_000);

  it('refuses two megabytes', async () => {
    const body = JSON.stringify({ comment: 'x'.repeat(2_000_000) });
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
    const { status } = await call(open, { method: 'POST', path: WRITES[name], headers, body });
    expect(status).toBe(413);
  });
});

describe('a store that may evict', () => {
  let cache: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    cache = await startRedis({ args: ['--maxmemory-policy', 'allkeys-lru'] });
  }, 60_000);
  afterAll(() => cache.stop());

  it.each(NAMES)(
    'is refused by %s',
    async (name) => {
      const service = await startService(name, { ...quiet(), REDIS_URL: cache.url }).catch(
        (error: Error) => error,
      );
      if (service instanceof Error) {
        expect(service.message).toMatch(/noeviction/);
        return;
      }
      const reply = await call(service, { path: '/health/ready' });
      await service.stop();
      expect(reply).toMatchObject({ status: 503, body: expect.stringMatching(/noeviction/) });
    },
    60_000,
  );
});
