import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { EngineEntry } from '@m4max/contracts';
import type { HttpSink } from '@m4max/test-kit';
import { httpSink } from '@m4max/test-kit';
import type { RoundFound } from '../probes/candidate.ts';
import { candidate } from '../probes/fixtures/candidates.ts';
import { Listed } from '../replies/listed.ts';
import { engineProber } from './probe-engines.ts';

jest.setTimeout(60_000);

const quiet = new AbortController().signal;
let engine: HttpSink;

beforeEach(async () => {
  engine = await httpSink();
});
afterEach(() => engine.close());

const port = () => Number(new URL(engine.url).port);
const healthy = { body: '{"status":"healthy"}' };

function entries(): readonly EngineEntry[] {
  return [
    { name: 'nautilus-ml-engine', port: port(), health: '/health', native: true },
    { name: 'nautilus-nginx', port: 80, health: '/' },
  ].map((entry) => EngineEntry.parse(entry));
}

const prober = (over: Partial<Parameters<typeof engineProber>[0]> = {}) =>
  engineProber({ entries: entries(), system: 'mac', ownContainerId: undefined, ...over });

/** A round that found one container, published where the sink listens. */
function round(over: Parameters<typeof candidate>[0]): RoundFound {
  const ports = { '8000/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port()) }] };
  const { container, inspected, labels } = candidate({ ports, ...over });
  const listed = Listed.parse({ Id: container.id, Labels: labels });
  return {
    facts: { id: 'vm-id', name: 'vm' },
    up: true,
    found: [{ listed, container, inspected }],
  };
}

it('asks the health path of a native engine and measures the reply', async () => {
  engine.respondWith(() => ({ body: JSON.stringify({ status: 'degraded' }) }));
  const { engines, missing } = await prober().settle([], quiet);
  expect(engines[0]).toEqual({
    name: 'nautilus-ml-engine',
    probe: {
      status: 'degraded',
      source: 'endpoint',
      detail: 'says "degraded"',
      response_seconds: expect.any(Number),
    },
  });
  expect(missing).toEqual([
    {
      field: 'trading_engines.nautilus-nginx',
      reason: expect.stringContaining('no container is named nautilus-nginx'),
    },
  ]);
  expect(engine.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /health']);
});

it('asks a labelled container, and keeps its labels to itself', async () => {
  engine.respondWith(() => healthy);
  const labels = { 'm4max.probe.port': '8000', 'm4max.probe.path': '/up?token=secret' };
  const probed = await prober({ entries: [] }).settle([round({ id: 'web-1', labels })], quiet);
  expect(engine.requests.map(({ path }) => path)).toEqual(['/up?token=secret']);
  expect(probed.engines).toEqual([]);
  expect([...probed.probes]).toEqual([
    ['web-1', { status: 'healthy', source: 'endpoint', response_seconds: expect.any(Number) }],
  ]);
  expect(JSON.stringify([probed, ...probed.probes])).not.toContain('secret');
});

it('asks no one again within five seconds, and repeats what it heard', async () => {
  engine.respondWith(() => healthy);
  let nowMilliseconds = 0;
  const probe = prober({ now: () => nowMilliseconds });
  const first = await probe.settle([], quiet);
  nowMilliseconds += 4000;
  await probe.askKnown(quiet);
  expect(await probe.settle([], quiet)).toEqual(first);
  expect(engine.requests).toHaveLength(1);
});

it('asks at once at a new address', async () => {
  engine.respondWith(() => healthy);
  const moved = await httpSink();
  moved.respondWith(() => ({ status: 503 }));
  const name = 'nautilus-ml-engine';
  const entry = EngineEntry.parse({ name, port: 8000, health: '/health' });
  const probe = prober({ entries: [entry] });
  const before = await probe.settle([round({ name, id: 'ml-1' })], quiet);
  expect(before.engines[0]).toMatchObject({ container_id: 'ml-1', probe: { status: 'healthy' } });
  const ports = { '8000/tcp': [{ HostIp: '', HostPort: new URL(moved.url).port }] };
  const after = await probe.settle([round({ name, id: 'ml-2', ports })], quiet);
  expect(after.engines[0]).toMatchObject({ container_id: 'ml-2', probe: { detail: 'HTTP 503' } });
  await moved.close();
});

it('tells an engine that stopped from one that was never here', async () => {
  let nowMilliseconds = 0;
  const probe = prober({ now: () => nowMilliseconds });
  engine.respondWith(() => healthy);
  await probe.settle([], quiet);
  await engine.close();
  nowMilliseconds += 5000;
  await probe.askKnown(quiet);
  expect((await probe.settle([], quiet)).engines[0]?.probe).toEqual({
    status: 'unreachable',
    source: 'endpoint',
    detail: 'refuses connections',
  });
  const never = await prober().settle([], quiet);
  expect(never.engines[0]?.probe).toBeUndefined();
  expect(never.missing).toEqual([
    { field: 'trading_engines', reason: expect.stringContaining('none of the 2 engines') },
  ]);
});

it('asks those it knows before the round has ended, and then no more', async () => {
  let nowMilliseconds = 0;
  const probe = prober({ now: () => nowMilliseconds });
  engine.respondWith(() => healthy);
  await probe.settle([], quiet);
  engine.respondWith(() => ({ body: '{"status":"stopped"}' }));
  nowMilliseconds += 5000;
  await probe.askKnown(quiet);
  expect(engine.requests).toHaveLength(2);
  const { engines } = await probe.settle([], quiet);
  expect(engines[0]?.probe).toMatchObject({ status: 'degraded', detail: 'says "stopped"' });
  expect(engine.requests).toHaveLength(2);
});

it('says that a container has exited, where a native one might be and is not', async () => {
  const name = 'nautilus-ml-engine';
  await engine.close();
  const { engines } = await prober().settle([round({ name, id: 'ml-1', state: 'exited' })], quiet);
  expect(engines[0]).toEqual({
    name,
    container_id: 'ml-1',
    probe: { status: 'unreachable', source: 'state', detail: 'its container is exited' },
  });
});

it('finds an engine that runs natively beside its container of old, which says nothing', async () => {
  const name = 'nautilus-ml-engine';
  engine.respondWith(() => healthy);
  const old = round({ name, id: 'ml-1', state: 'exited' });
  const { engines, probes } = await prober().settle([old], quiet);
  expect(engines[0]).toMatchObject({ name, probe: { status: 'healthy', source: 'endpoint' } });
  expect(engines[0]?.container_id).toBeUndefined();
  expect(probes.size).toBe(0);
});

it('forgets a container that is gone', async () => {
  let nowMilliseconds = 0;
  const probe = prober({ entries: [], now: () => nowMilliseconds });
  engine.respondWith(() => healthy);
  const labels = { 'm4max.probe.port': '8000' };
  await probe.settle([round({ id: 'web-1', labels })], quiet);
  const { probes } = await probe.settle([], quiet);
  nowMilliseconds += 5000;
  await probe.askKnown(quiet);
  expect(probes.size).toBe(0);
  expect(engine.requests).toHaveLength(1);
});

it('waits two seconds for all together, however many are silent', async () => {
  engine.respondWith(() => new Promise(() => undefined));
  const silent = Array.from({ length: 64 }, (_, index) =>
    EngineEntry.parse({ name: `engine-${index}`, url: `${engine.url}/${index}` }),
  );
  const startedAt = performance.now();
  const { engines } = await prober({ entries: silent }).settle([], quiet);
  expect((performance.now() - startedAt) / 1000).toBeLessThan(10);
  expect(engine.requests).toHaveLength(64);
  expect(new Set(engines.map(({ probe }) => probe?.detail))).toEqual(
    new Set(['gave no answer in 2 s']),
  );
});

it('says what is missing in its own container', async () => {
  const entry = EngineEntry.parse({ name: 'ml', port: port(), health: '/health', native: true });
  await engine.close();
  const probe = prober({ entries: [entry], ownContainerId: 'self' });
  const { engines, missing } = await probe.settle([], quiet);
  // Where the name is known, as on a Mac with Docker Desktop, nothing listens.
  expect(engines[0]?.probe).toBeUndefined();
  expect(missing).toEqual([
    { field: 'trading_engines.ml', reason: expect.stringContaining('host.docker.internal') },
  ]);
});
