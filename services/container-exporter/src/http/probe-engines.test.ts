import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { EngineEntry } from '@m4max/contracts';
import type { HttpSink } from '@m4max/test-kit';
import { httpSink } from '@m4max/test-kit';
import { engineProber } from './probe-engines.ts';

jest.setTimeout(60_000);

const quiet = new AbortController().signal;
let engine: HttpSink;

beforeEach(async () => {
  engine = await httpSink();
});
afterEach(() => engine.close());

function entries(): readonly EngineEntry[] {
  return [
    {
      name: 'nautilus-ml-engine',
      port: Number(new URL(engine.url).port),
      health: '/health',
      native: true,
    },
    { name: 'nautilus-nginx', port: 80, health: '/' },
  ].map((entry) => EngineEntry.parse(entry));
}

const prober = () =>
  engineProber({ entries: entries(), system: 'linux', ownContainerId: undefined });

it('asks the health path of a native engine and measures the reply', async () => {
  engine.respondWith(() => ({ body: JSON.stringify({ status: 'degraded' }) }));
  const { engines, missing } = await prober()([], quiet);
  expect(engines[0]).toEqual({
    name: 'nautilus-ml-engine',
    probe: { status: 'degraded', detail: 'says "degraded"', response_seconds: expect.any(Number) },
  });
  expect(missing).toEqual([
    { field: 'trading_engines.nautilus-nginx', reason: 'no container is named nautilus-nginx' },
  ]);
  expect(engine.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /health']);
});

it('does not follow a redirect', async () => {
  engine.respondWith(() => ({ status: 302, headers: { location: '/elsewhere' } }));
  const { engines } = await prober()([], quiet);
  expect(engines[0]?.probe?.status).toBe('degraded');
  expect(engine.requests).toHaveLength(1);
});

it('reads no more than a health reply needs', async () => {
  engine.respondWith(() => ({ body: 'x'.repeat(200_000) }));
  const { engines } = await prober()([], quiet);
  expect(engines[0]?.probe).toMatchObject({
    status: 'degraded',
    detail: 'answers with a page, not with its health',
  });
});

it('tells an engine that stopped from one that was never here', async () => {
  const probe = prober();
  engine.respondWith(() => ({ body: '{"status":"healthy"}' }));
  await probe([], quiet);
  await engine.close();
  expect((await probe([], quiet)).engines[0]?.probe).toEqual({
    status: 'unreachable',
    detail: 'refuses connections',
  });
  const never = await prober()([], quiet);
  expect(never.engines[0]?.probe).toBeUndefined();
  expect(never.missing).toEqual([
    { field: 'trading_engines', reason: expect.stringContaining('none of the 2 engines') },
  ]);
});

it('gives up on an engine that does not answer', async () => {
  engine.respondWith(() => new Promise(() => undefined));
  const probe = prober();
  const { engines, missing } = await probe([], quiet);
  expect(engines[0]?.probe).toBeUndefined();
  expect(missing).toHaveLength(1);
});
