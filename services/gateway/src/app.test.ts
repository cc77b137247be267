import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AlertEvent, SampleStream, SeriesRow } from '@m4max/contracts';
import {
  alertEvents,
  containersSamples,
  containersSeries,
  DashboardSummary,
  gatewayEndpoints,
  HistoryColumns,
  hardwareSamples,
  hardwareSeries,
  LiveSnapshot,
  liveEvents,
  ProblemDetails,
  SystemHealth,
  tradingSamples,
  tradingSeries,
  VIEWERS_KEY,
} from '@m4max/contracts';
import type { Part } from '@m4max/service-kit';
import { createLogger } from '@m4max/service-kit';
import type { SampleHead, Store } from '@m4max/streams';
import { closeStore, connectStore, createEventWriter, createPublisher } from '@m4max/streams';
import type { HttpSink, RedisServer } from '@m4max/test-kit';
import { eventually, httpSink, startRedis } from '@m4max/test-kit';
import request from 'supertest';
import { z } from 'zod';
import { Config } from './config.ts';
import { alert, containersSample, hardwareSample, tradingSample } from './fixtures/samples.ts';
import { parts } from './service.ts';

const base = '/api/v1/monitoring';
const log = Object.assign(createLogger('test', 'error'), { silent: true });
const folder = mkdtempSync(join(tmpdir(), 'm4max-gateway-'));

type Gateway = { readonly url: string; stop(): Promise<void> };

let redis: RedisServer;
let store: Store;
let alertManager: HttpSink;
let exporter: HttpSink;
let gateway: Gateway;
const started: Part[] = [];

beforeAll(async () => {
  redis = await startRedis();
  store = connectStore(redis.url, { name: 'test', log });
  await eventually('the store answers', () => store.status === 'ready');
  alertManager = await httpSink();
  alertManager.respondWith(({ path }) => ({
    headers: { 'content-type': 'application/json' },
    body: path.startsWith('/health')
      ? JSON.stringify({ status: 'pass', service: 'alert-manager' })
      : JSON.stringify({ alerts: [] }),
  }));
  exporter = await httpSink();
  exporter.respondWith(({ path }) =>
    path === '/metrics'
      ? { body: '# TYPE m4max_cpu_active_ratio gauge\nm4max_cpu_active_ratio{host="mac-1"} 0.4\n' }
      : { body: JSON.stringify({ status: 'pass', service: 'hardware-exporter' }) },
  );
  gateway = await startGateway({});

  // Three readings 15 s apart close a bucket of history; the last one is fresh.
  const hardware = await startPublisher(hardwareSamples, hardwareSeries);
  for (const seconds of [30, 15, 0]) hardware(hardwareSample(takenAgo(seconds, 60)));
  const containers = await startPublisher(containersSamples, containersSeries);
  containers(containersSample(takenAgo(0, 60)));
  const trading = await startPublisher(tradingSamples, tradingSeries);
  trading(tradingSample(takenAgo(0, 60)));
  await eventually('the summary knows of all three', async () => {
    const { body } = await request(gateway.url).get(`${base}/dashboard/summary`);
    return body.missing.length === 0 && body.services.length === 4;
  });
}, 60_000);

afterAll(async () => {
  await gateway.stop();
  for (const part of started.toReversed()) await part.stop();
  await closeStore(store);
  await Promise.all([redis.stop(), alertManager.close(), exporter.close()]);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function startGateway(environment: Record<string, string>): Promise<Gateway> {
  const config = Config.parse({
    PORT: '0',
    REDIS_URL: redis.url,
    HOST_LABEL: 'mac-1',
    ALERT_MANAGER_URL: alertManager.url,
    EXPORTER_URLS: `${exporter.url},nobody=http://127.0.0.1:9`,
    ...environment,
  });
  const health = () => ({ stage: 'running', notReady: [] }) as const;
  const running = parts({ name: 'gateway', config, log, health });
  for (const part of running) await part.start();
  const http = running.find(({ name }) => name === 'http');
  if (http === undefined || !('address' in http)) throw new Error('there is no listener');
  const { port } = (http.address as () => AddressInfo)();
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      for (const part of running.toReversed()) await part.stop();
    },
  };
}

async function startPublisher<S extends SampleHead>(
  stream: SampleStream<S>,
  series: readonly SeriesRow<S>[],
): Promise<(sample: S) => void> {
  const publisher = createPublisher({ store, stream, series, host: 'mac-1', log });
  started.push(publisher);
  await publisher.start();
  return (sample) => publisher.publish(sample);
}

/** A long interval keeps the one sample of a test fresh however slow the machine is. */
function takenAgo(seconds: number, interval_seconds: number) {
  const taken_at = new Date(Date.now() - seconds * 1000).toISOString();
  return { taken_at, interval_seconds };
}

/** What the stream sends until the test has seen enough. */
async function* liveStream(url: string, lastEventId?: string) {
  const reply = await fetch(`${url}${base}/stream`, {
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    signal: AbortSignal.timeout(30_000),
  });
  let text = '';
  for await (const chunk of reply.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = Object.fromEntries(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => line.split(/: (.*)/s).slice(0, 2)),
      );
      text = text.slice(end + 2);
      yield {
        id: String(fields.id),
        event: String(fields.event),
        retry: fields.retry,
        data: fields.data === undefined ? undefined : JSON.parse(fields.data),
      };
    }
  }
}

async function firstOf(
  url: string,
  lastEventId: string | undefined,
  wanted: (event: string) => boolean,
) {
  for await (const sent of liveStream(url, lastEventId)) if (wanted(sent.event)) return sent;
  throw new Error('the stream ended');
}

const jsonReplies = gatewayEndpoints.flatMap((endpoint) => {
  const reply: unknown = endpoint.replies[200 as never];
  const schema = Array.isArray(reply) ? reply[0] : reply;
  return endpoint.method === 'get' && endpoint.by !== 'alert-manager' && schema instanceof z.ZodType
    ? [{ path: endpoint.path, schema }]
    : [];
});

it.each(jsonReplies)('GET $path answers what its contract says', async ({ path, schema }) => {
  const { status, body } = await request(gateway.url).get(path);
  expect({ status, faults: schema.safeParse(body).error }).toEqual({
    status: 200,
    faults: undefined,
  });
});

it('shows in the summary what was published', async () => {
  const { body } = await request(gateway.url).get(`${base}/dashboard/summary?host=mac-1`);
  expect(DashboardSummary.parse(body)).toMatchObject({
    host: 'mac-1',
    health: { overall_status: 'healthy', performance_score: 91 },
    hardware: { cpu: { active_ratio: 0.4 }, stale: false },
    containers: { total: 1 },
    trading: { score: { overall: 91 } },
    store: { up: true, persistent: true },
  });
  const names = body.services.map((it: { name: string; up: boolean }) => [it.name, it.up]);
  expect(names).toEqual([
    ['gateway', true],
    ['hardware-exporter', true],
    ['nobody', false],
    ['alert-manager', true],
  ]);
});

it('gives history in columns, with null where nothing was read', async () => {
  const path = `${base}/m4max/hardware/history?hours=0.1&series=cpu_active_ratio,cpu_tier_active_ratio:P`;
  const columns = await eventually('a bucket is closed', async () => {
    const { body } = await request(gateway.url).get(path);
    return HistoryColumns.parse(body).series.cpu_active_ratio === undefined ? undefined : body;
  });
  const { timestamps, series } = HistoryColumns.parse(columns);
  expect(Object.keys(series).sort()).toEqual(['cpu_active_ratio', 'cpu_tier_active_ratio:P']);
  expect(series.cpu_active_ratio?.mean).toHaveLength(timestamps.length);
  expect(series.cpu_active_ratio?.mean).toContain(0.4);
  expect(series.cpu_active_ratio?.mean[0]).toBeNull();
});

it.each([
  { query: 'series=nope', says: /nope: not kept; there are cpu_active_ratio/ },
  { query: 'resolution=7', says: /multiple of 10/ },
  { query: 'hours=1&from=2026-01-01T00:00:00Z', says: /either hours or from/ },
  { query: 'limit=0', says: /1/ },
  { query: 'hours=x', says: /number/ },
])('refuses history with $query', async ({ query, says }) => {
  const { status, body } = await request(gateway.url).get(
    `${base}/m4max/hardware/history?${query}`,
  );
  expect(status).toBe(400);
  expect(JSON.stringify(ProblemDetails.parse(body).errors)).toMatch(says);
});

const strictPaths = gatewayEndpoints
  .filter(({ path, by }) => by !== 'every service' && !path.startsWith('/api/v2/'))
  .map(({ method, path }) => ({ method, path: path.replace('{id}', 'x') }));

it.each(strictPaths)('$method $path names an unknown parameter', async ({ method, path }) => {
  const { status, type, body } = await request(gateway.url)[method](`${path}?colour=red`);
  expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' });
  expect(JSON.stringify(body.errors)).toContain('colour');
});

it.each([
  {
    title: 'a machine that never reported',
    path: `${base}/m4max/hardware/metrics?host=mac-9`,
    status: 404,
    says: /mac-1/,
  },
  { title: 'a path that is not there', path: `${base}/nothing`, status: 404, says: /nothing/ },
])('answers $status for $title', async ({ path, status, says }) => {
  const reply = await request(gateway.url).get(path);
  expect(reply.status).toBe(status);
  expect(ProblemDetails.parse(reply.body).detail).toMatch(says);
});

it('refuses a foreign host, another site and a body of two megabytes', async () => {
  const acknowledge = `${base}/alerts/x/acknowledge`;
  const before = alertManager.requests.filter(({ method }) => method === 'POST').length;
  const rebound = await request(gateway.url).get(`${base}/health`).set('host', 'evil.example');
  expect(rebound.status).toBe(403);
  const foreign = await request(gateway.url)
    .post(acknowledge)
    .set('origin', 'https://evil.example');
  expect(foreign.status).toBe(403);
  const large = await request(gateway.url)
    .post(acknowledge)
    .send({ comment: 'x'.repeat(2_000_000) });
  expect(large.status).toBe(413);
  expect(ProblemDetails.parse(large.body).detail).toMatch(/megabyte/);
  expect(alertManager.requests.filter(({ method }) => method === 'POST')).toHaveLength(before);
});

it('hands a write to the alert-manager as it came, without what is only between caller and gateway', async () => {
  const { status } = await request(gateway.url)
    .post(`${base}/alerts/x%2Fy/acknowledge`)
    .set({ authorization: 'Bearer secret', cookie: 'a=b', 'x-m4max-identity': 'root' })
    .set({ origin: gateway.url, 'content-type': 'application/json' })
    .send('{ "comment":  "on it" }');
  expect(status).toBe(200);
  const passed = alertManager.requests.findLast(({ method }) => method === 'POST');
  expect(passed).toMatchObject({
    path: `${base}/alerts/x%2Fy/acknowledge`,
    body: '{ "comment":  "on it" }',
  });
  for (const name of ['authorization', 'cookie', 'origin', 'x-m4max-identity'])
    expect(passed?.headers).not.toHaveProperty(name);
});

it('passes Alertmanager’s own paths on, with whatever parameters', async () => {
  await request(gateway.url).get('/api/v2/alerts/groups?active=true&filter=a%3Db');
  expect(alertManager.requests.map(({ path }) => path)).toContain(
    '/api/v2/alerts/groups?active=true&filter=a%3Db',
  );
});

it('says so when the alert-manager is away: 502 for its paths, down for the fleet', async () => {
  const lonely = await startGateway({ ALERT_MANAGER_URL: 'http://127.0.0.1:9' });
  try {
    const proxied = await request(lonely.url).post(`${base}/alerts/x/acknowledge`);
    expect(proxied.status).toBe(502);
    expect(ProblemDetails.parse(proxied.body).detail).toMatch(/ALERT_MANAGER_URL/);
    const health = await eventually('it is noticed', async () => {
      const { status, body } = await request(lonely.url).get(`${base}/system/health`);
      return status === 503 && body.checks.alerting.status === 'fail' ? body : undefined;
    });
    expect(SystemHealth.parse(health)).toMatchObject({ overall_status: 'down' });
  } finally {
    await lonely.stop();
  }
}, 60_000);

it('merges the pages of all services and says which are down', async () => {
  const { text, headers } = await request(gateway.url).get(`${base}/metrics`);
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(text).toContain('m4max_cpu_active_ratio{service="hardware-exporter",host="mac-1"} 0.4');
  expect(text).toContain('m4max_service_up{host="mac-1",service="hardware-exporter"} 1');
  expect(text).toContain('m4max_service_up{host="mac-1",service="nobody"} 0');
  expect(text.match(/# TYPE m4max_service_up /g)).toHaveLength(1);
  const { body } = await request(gateway.url).get(`${base}/status`);
  expect(body.scrapes).toContainEqual(
    expect.objectContaining({
      service: 'nobody',
      ok: false,
      detail: expect.stringContaining('refused'),
    }),
  );
});

it('streams a snapshot, then samples and alerts, and replays what was missed', async () => {
  const stream = liveStream(gateway.url);
  const retry = await stream.next();
  expect(retry.value).toMatchObject({ retry: '3000' });
  const snapshot = (await stream.next()).value;
  expect(snapshot?.event).toBe('snapshot');
  expect(LiveSnapshot.parse(snapshot?.data).hardware[0]).toMatchObject({ host: 'mac-1' });
  await eventually('exporters are told that somebody watches', () => store.exists(VIEWERS_KEY));

  const events = createEventWriter<AlertEvent>({ store, stream: alertEvents, log });
  await events.start();
  const at = new Date().toISOString();
  const acknowledged = alert({ id: 'live', updated_at: at, state: 'acknowledged' });
  events.write({ v: 1, what: 'acknowledged', at, alert: acknowledged });
  let seen = snapshot;
  for await (const sent of stream) {
    liveEvents[sent.event as keyof typeof liveEvents].parse(sent.data);
    seen = sent;
    if (sent.event === 'alert') break;
  }
  expect(seen?.data).toMatchObject({ id: 'live', state: 'acknowledged' });
  await events.stop();

  const replayed = await firstOf(gateway.url, snapshot?.id, (event) => event === 'alert');
  expect(replayed).toEqual(seen);
  const afresh = await firstOf(gateway.url, 'another-7', (event) => event !== 'undefined');
  expect(afresh.event).toBe('snapshot');
  expect(afresh.data.alerts[0]).toMatchObject({ id: 'live' });
}, 60_000);

it('asks for tokens where there are some, and logs a browser in', async () => {
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const token = (name: string, scopes: string[]) => {
    const sha256 = createHash('sha256').update(`${name}-token`).digest('hex');
    return { name, sha256, scopes };
  };
  const tokens = [token('ann', ['read', 'ack']), token('screen', ['read'])];
  const guarded = await startGateway({
    API_TOKENS_FILE: write('tokens.json', JSON.stringify({ tokens })),
    ALERT_MANAGER_TOKEN_FILE: write('own-token', 'gateway-token\n'),
    SECRETS_KEY_FILE: write('key', 'k'.repeat(44)),
  });
  const acknowledge = `${base}/alerts/x/acknowledge`;
  const agent = request.agent(guarded.url);
  try {
    expect((await agent.get(`${base}/health`)).status).toBe(401);
    expect((await agent.get('/health/live')).status).toBe(200);
    const page = await agent.get('/');
    expect([page.status, page.headers.location]).toEqual([303, '/login.html']);
    expect((await agent.get('/login.html')).text).toContain('/login.js');

    expect((await agent.post('/login').send({ token: 'wrong' })).status).toBe(401);
    expect((await agent.post('/login').send('{').type('json')).status).toBe(401);
    const login = await agent.post('/login').send({ token: 'ann-token' });
    expect([login.status, login.body]).toEqual([200, { name: 'ann', scopes: ['read', 'ack'] }]);
    expect(login.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict/);
    expect(login.headers['set-cookie']?.[0]).not.toContain('ann-token');
    expect((await agent.get(`${base}/health`)).status).toBe(200);

    expect((await agent.post(acknowledge)).status).toBe(200);
    const passed = alertManager.requests.findLast(({ method }) => method === 'POST');
    expect(passed?.headers).toMatchObject({
      authorization: 'Bearer gateway-token',
      'x-m4max-identity': 'ann',
    });
    expect(passed?.headers).not.toHaveProperty('cookie');
    expect((await agent.post(`${base}/notifications/test`)).status).toBe(403);
    const screen = request(guarded.url).post(acknowledge).auth('screen-token', { type: 'bearer' });
    expect((await screen).status).toBe(403);
  } finally {
    await guarded.stop();
  }
}, 60_000);

it.each([
  { path: '/docs', type: /html/, says: /swagger-ui-bundle\.js/ },
  { path: '/docs/swagger-ui.css', type: /css/, says: /swagger-ui/ },
  { path: '/docs/initialize.js', type: /javascript/, says: /openapi\.json/ },
  { path: '/login.js', type: /javascript/, says: /fetch/ },
])('serves $path from this machine, with no script in the page', async ({ path, type, says }) => {
  const reply = await request(gateway.url).get(path);
  expect(reply.status).toBe(200);
  expect(reply.headers['content-type']).toMatch(type);
  expect(reply.headers['content-security-policy']).toContain("default-src 'self'");
  expect(reply.text).toMatch(says);
  expect(reply.text).not.toMatch(/<script>|https?:\/\/(?!www\.w3\.org)[a-z]+\.[a-z]+.*<\/script>/);
});
