import { createHash } from 'node:crypto';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Alert } from '@m4max/contracts';
import { createLogger } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { closeStore, connectStore } from '@m4max/streams';
import { eventually, startRedis } from '@m4max/test-kit';
import { Router } from 'express';
import request from 'supertest';
import { fingerprint } from '../alerts/fingerprint.ts';
import { reportOf } from '../alerts/fixtures/report.ts';
import { EVALUATOR, end, report } from '../alerts/transition.ts';
import { app } from '../app.ts';
import { Config } from '../config.ts';
import { changeRecord } from '../redis/records.ts';

/** Commands to a store that hangs are given up after two seconds; the machine may be busy. */
jest.setTimeout(60_000);

const log = { info() {}, warn() {}, error() {} };
const base = '/api/v1/monitoring/alerts';
const v2 = '/api/v2/alerts';

function serve(store: Store, environment: Readonly<Record<string, string>> = {}) {
  const config = Config.parse({
    REDIS_URL: 'redis://127.0.0.1:1',
    HOST_LABEL: 'desk-mac',
    ...environment,
  });
  return app({
    context: {
      name: 'alert-manager',
      config,
      log: Object.assign(createLogger('alert-manager', 'error'), { silent: true }),
      health: () => ({ stage: 'running', notReady: [] }),
    },
    store,
    facts: () => ({
      rules: 0,
      evaluator: { leads: false, samples: { hardware: 0, containers: 0, trading: 0 } },
      pushed: { firing: 0, resolved: 0, invalid: 0 },
    }),
    counts: () => ({
      delivered: {},
      failed: {},
      repeated: {},
      dead: {},
      suppressed: {},
      escalations: 0,
    }),
    pushed: { firing: 0, resolved: 0, invalid: 0 },
    notifications: Router(),
    groupOf: () => undefined,
    receiversOf: ({ severity }) => [severity === 'critical' ? 'pagerduty' : 'slack'],
    configuration: 'route:\n  receiver: slack\nreceivers:\n  - name: slack\n',
  });
}

describe('alerts over HTTP', () => {
  const starting = startRedis();
  let store: Store;
  let server: ReturnType<typeof serve>;

  beforeEach(async () => {
    store = connectStore((await starting).url, { name: 'test', log });
    await eventually('the store is there', () => store.status === 'ready' || undefined);
    await store.flushall();
    server = serve(store);
  });
  afterEach(() => closeStore(store));
  afterAll(async () => (await starting).stop());

  const started = new Date(Date.now() - 60_000);
  const fires = (name: string, severity: 'info' | 'warning' | 'critical' = 'critical') => {
    const said = reportOf(name, { startedAt: started, severity });
    return changeRecord(store, said.fingerprint, (record) => report(record, said, new Date()));
  };
  const ends = (id: string) =>
    changeRecord(store, id, (record) =>
      end(record, EVALUATOR, { at: new Date().toISOString() }, new Date()),
    );
  const idOf = (name: string, severity: 'info' | 'warning' | 'critical' = 'critical') =>
    reportOf(name, { startedAt: started, severity }).fingerprint;
  const push = (body: unknown, target = server) =>
    request(target).post(v2).set('content-type', 'application/json').send(JSON.stringify(body));

  it('lists what goes on, by state and severity, as many as asked for', async () => {
    await fires('CoresBusy');
    await fires('GpuBusy', 'warning');
    await fires('ScoreLow', 'info');
    await ends(idOf('GpuBusy', 'warning'));
    const names = async (query: string) => {
      const reply = await request(server).get(`${base}${query}`).expect(200);
      return reply.body.alerts.map(({ rule_name }: { rule_name: string }) => rule_name).toSorted();
    };
    expect(await names('')).toEqual(['CoresBusy', 'ScoreLow']);
    expect(await names('?state=resolved')).toEqual(['GpuBusy']);
    expect(await names('?severity=info')).toEqual(['ScoreLow']);
    expect(await names('?limit=1')).toHaveLength(1);
    expect(await names('/history')).toEqual(['GpuBusy']);
    expect(await names('/history?severity=critical')).toEqual([]);
  });

  it.each([
    { path: `${base}?colour=red`, at: '(whole)' },
    { path: `${base}?state=odd`, at: 'state' },
    { path: `${base}?limit=0`, at: 'limit' },
    { path: `${base}/history?state=firing`, at: '(whole)' },
  ])('names what is wrong with $path', async ({ path, at }) => {
    const reply = await request(server).get(path).expect(400);
    expect(reply.body.errors).toMatchObject([{ at }]);
  });

  it('shows one alert by its id, and a past episode by its own', async () => {
    await fires('CoresBusy');
    const id = idOf('CoresBusy');
    const shown = await request(server).get(`${base}/${id}`).expect(200);
    expect(shown.body).toMatchObject({ id, state: 'firing', timeline: [{ what: 'firing' }] });
    await ends(id);
    const past = `${id}-${started.getTime()}`;
    const reply = await request(server).get(`${base}/${past}`).expect(200);
    expect(reply.body.state).toBe('resolved');
    for (const unknown of ['0000000000000000', `${id}-1`, 'nonsense', '__proto__'])
      await request(server).get(`${base}/${unknown}`).expect(404);
  });

  it('acknowledges with a plain curl, once, and not after the end', async () => {
    await fires('CoresBusy');
    const id = idOf('CoresBusy');
    const first = await request(server).post(`${base}/${id}/acknowledge`).expect(200);
    expect(first.body).toMatchObject({ state: 'acknowledged', acknowledgement: { by: 'local' } });
    const again = await request(server)
      .post(`${base}/${id}/acknowledge`)
      .send({ by: 'ben', comment: 'me too' })
      .expect(200);
    expect(again.body.acknowledgement).toEqual(first.body.acknowledgement);
    await ends(id);
    const late = await request(server).post(`${base}/${id}/acknowledge`).expect(409);
    expect(late.body.detail).toMatch(/ended at/);
    await request(server).post(`${base}/${id}-${started.getTime()}/acknowledge`).expect(409);
    await request(server).post(`${base}/${id}-1/acknowledge`).expect(404);
    await request(server).post(`${base}/0000000000000000/acknowledge`).expect(404);
  });

  it('keeps who and why, and refuses what it does not know', async () => {
    await fires('CoresBusy');
    const path = `${base}/${idOf('CoresBusy')}/acknowledge`;
    await request(server).post(path).send({ who: 'anna' }).expect(400);
    const reply = await request(server).post(path).send({ by: 'anna', comment: 'on it' });
    expect(reply.body.acknowledgement).toMatchObject({ by: 'anna', comment: 'on it' });
    expect(reply.body.timeline.at(-1)).toMatchObject({ detail: 'by anna: on it' });
  });

  it('a token tells who acknowledges, and each does only what it may', async () => {
    await fires('CoresBusy');
    const file = join(await mkdtemp(join(tmpdir(), 'm4max-tokens-')), 'tokens.json');
    const sha256 = (token: string) => createHash('sha256').update(token).digest('hex');
    const token = (name: string, scopes: readonly string[]) => ({
      name,
      sha256: sha256(`token-of-${name}`),
      scopes,
    });
    const tokens = [
      token('anna', ['read', 'ack']),
      token('prometheus', ['push']),
      token('gateway', ['read', 'push', 'ack', 'admin']),
    ];
    await writeFile(file, JSON.stringify({ tokens }));
    await chmod(file, 0o600);
    const guarded = serve(store, { API_TOKENS_FILE: file });
    const as = (name: string) => `Bearer token-of-${name}`;
    const path = `${base}/${idOf('CoresBusy')}/acknowledge`;

    await request(guarded).post(path).expect(401);
    await request(guarded).post(path).set('authorization', as('prometheus')).expect(403);
    const reply = await request(guarded)
      .post(path)
      .set('authorization', as('anna'))
      .set('x-m4max-identity', 'ben')
      .send({ by: 'somebody else' })
      .expect(200);
    expect(reply.body.acknowledgement.by).toBe('anna');

    await fires('GpuBusy');
    const passedOn = await request(guarded)
      .post(`${base}/${idOf('GpuBusy')}/acknowledge`)
      .set('authorization', as('gateway'))
      .set('x-m4max-identity', 'ben')
      .expect(200);
    expect(passedOn.body.acknowledgement.by).toBe('ben');

    await push([{ labels: { a: 'b' } }], guarded)
      .set('authorization', as('anna'))
      .expect(403);
    await push([{ labels: { a: 'b' } }], guarded)
      .set('authorization', as('prometheus'))
      .expect(200);
    const shown = await request(guarded).get(base).set('authorization', as('anna')).expect(200);
    const sources = shown.body.alerts.flatMap((it: Alert) => it.sources.map(({ name }) => name));
    expect(sources).toContain('push from prometheus');
  });

  it('takes what Prometheus pushes, and shows it as Alertmanager would', async () => {
    const labels = { alertname: 'DiskFull', severity: 'critical', site: 'x' };
    const startsAt = new Date(Date.now() - 1000).toISOString();
    const endsAt = new Date(Date.now() + 240_000).toISOString();
    const reply = await push([
      {
        labels,
        annotations: { summary: 'Disk' },
        startsAt,
        endsAt,
        generatorURL: 'http://p:9090/g',
      },
    ]).expect(200);
    expect(reply.text).toBe('');
    const shown = await request(server).get(v2).expect(200);
    expect(shown.body).toEqual([
      {
        labels,
        annotations: { summary: 'Disk' },
        startsAt,
        endsAt,
        updatedAt: expect.stringMatching(/Z$/),
        fingerprint: fingerprint(labels),
        generatorURL: 'http://p:9090/g',
        receivers: [{ name: 'pagerduty' }],
        status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [] },
      },
    ]);
    await push([{ labels, startsAt, endsAt: new Date().toISOString() }]).expect(200);
    expect((await request(server).get(v2)).body).toEqual([]);
    const past = await request(server).get(`${base}/history`);
    expect(past.body.alerts).toMatchObject([{ rule_name: 'DiskFull', state: 'resolved' }]);
  });

  it('stores the good ones of a mixed push, and says what is wrong with the others', async () => {
    const classic = serve(store, { MATCHERS: 'classic' });
    const body = [{ labels: { alertname: 'good1' } }, { labels: { 'a-b': 'x' } }, { labels: {} }];
    const reply = await push(body, classic).expect(400).expect('content-type', 'application/json');
    expect(reply.text).toBe(
      '"invalid label set: invalid name \\"a-b\\"; at least one label pair required"\n',
    );
    expect((await request(server).get(v2)).body).toMatchObject([
      { fingerprint: '5e5773ce6868c6de' },
    ]);
  });

  it.each([
    { type: 'text/plain', shown: 'text/plain' },
    { type: undefined, shown: 'application/octet-stream' },
  ])('pushes have to be JSON, not $shown', async ({ type, shown }) => {
    const asked = request(server).post(v2);
    const reply = await (type === undefined ? asked : asked.set('content-type', type).send('[]'));
    expect(reply.status).toBe(415);
    expect(reply.body).toEqual({
      code: 415,
      message: `unsupported media type "${shown}", only [application/json] are allowed`,
    });
  });

  it('a push has a limit', async () => {
    await push([{ labels: { a: 'x'.repeat(2_000_000) } }]).expect(413);
    expect((await request(server).get(v2)).body).toEqual([]);
  });

  it.each([
    {
      method: 'put',
      path: v2,
      status: 405,
      message: 'method PUT is not allowed, but [GET,POST] are',
    },
    {
      method: 'get',
      path: '/api/v2/nothing',
      status: 404,
      message: 'path /api/v2/nothing was not found',
    },
  ] as const)('answers $method $path as Alertmanager does', async (it) => {
    const reply = await request(server)[it.method](it.path).expect(it.status);
    expect(reply.body).toEqual({ code: it.status, message: it.message });
  });

  it.each([
    { query: 'filter=severity="critical"', names: ['A'] },
    { query: 'filter=alertname=~"A|B"&filter=severity!="critical"', names: ['B'] },
    { query: 'receiver=pager.*', names: ['A'] },
    { query: 'receiver=pager', names: [] },
    { query: 'active=false', names: [] },
    { query: 'silenced=false&inhibited=false', names: ['A', 'B'] },
  ])('filters: $query', async ({ query, names }) => {
    await push([
      { labels: { alertname: 'A', severity: 'critical' } },
      { labels: { alertname: 'B', severity: 'warning' } },
    ]);
    const reply = await request(server)
      .get(`${v2}?${encodeURI(query)}`)
      .expect(200);
    const shown: { labels: { alertname: string } }[] = reply.body;
    expect(shown.map(({ labels }) => labels.alertname).toSorted()).toEqual(names);
  });

  it.each([
    { query: 'filter=alertname', reply: '"bad matcher format: alertname"' },
    { query: 'receiver=(', reply: expect.stringContaining('failed to parse receiver param: ') },
  ])('refuses a filter it cannot read: $query', async ({ query, reply }) => {
    const { text } = await request(server).get(`${v2}?${query}`).expect(400);
    expect(text.trim()).toEqual(reply);
  });

  it('says what it is to Alertmanager’s clients', async () => {
    const { body } = await request(server).get('/api/v2/status').expect(200);
    expect(body).toMatchObject({
      cluster: { status: 'ready', peers: [] },
      config: { original: expect.stringContaining('receiver: slack') },
      versionInfo: { version: expect.stringMatching(/^0\./) },
    });
    for (const path of ['/-/healthy', '/-/ready'])
      await request(server).get(path).expect(200, 'OK');
  });

  it('keeps foreign pages and foreign names out', async () => {
    await fires('CoresBusy');
    const path = `${base}/${idOf('CoresBusy')}/acknowledge`;
    await request(server).post(path).set('origin', 'https://evil.example').expect(403);
    await request(server).get(base).set('host', 'evil.example').expect(403);
    await request(server).get(v2).set('host', 'evil.example').expect(403);
  });
});

describe('without its store', () => {
  const away = async (path: string, method: 'get' | 'post', store: Store) => {
    const began = performance.now();
    const reply = await request(serve(store))
      [method](path)
      .set('content-type', 'application/json')
      .send(method === 'post' && path === v2 ? '[{"labels":{"a":"b"}}]' : undefined);
    return { status: reply.status, seconds: (performance.now() - began) / 1000, body: reply.body };
  };
  const requests = [
    { method: 'get', path: base },
    { method: 'get', path: `${base}/history` },
    { method: 'get', path: `${base}/0000000000000000` },
    { method: 'post', path: `${base}/0000000000000000/acknowledge` },
    { method: 'get', path: v2 },
    { method: 'post', path: v2 },
  ] as const;

  it.each(requests)('$method $path is a 503 at once', async ({ method, path }) => {
    const store = connectStore('redis://127.0.0.1:1', { name: 'test', log });
    const { status, seconds, body } = await away(path, method, store);
    await closeStore(store);
    expect(status).toBe(503);
    expect(body.detail).toMatch(/try again/);
    expect(seconds).toBeLessThan(2);
  });

  it('a store that hangs is a 503 as well', async () => {
    const server = await startRedis({ embedded: false });
    const store = connectStore(server.url, { name: 'test', log });
    await eventually('the store is there', () => store.status === 'ready' || undefined);
    await server.kill('SIGSTOP');
    const { status } = await away(base, 'get', store);
    await server.kill('SIGCONT');
    await closeStore(store);
    await server.stop();
    expect(status).toBe(503);
  });
});
