import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import winston from 'winston';
import { z } from 'zod';
import { Registry } from '../metrics/registry.ts';
import type { Context, Health } from '../part.ts';
import { Problem, parseBody, parseQuery } from '../problem.ts';
import type { ServiceConfig } from '../service-environment.ts';
import { identityOf } from './authenticate.ts';
import { createApp } from './create-app.ts';

const lines: Record<string, unknown>[] = [];
const log = winston.createLogger({
  transports: [
    new winston.transports.Stream({
      stream: new Writable({
        objectMode: true,
        write(line: Record<string, unknown>, _encoding, done) {
          lines.push(line);
          done();
        },
      }),
    }),
  ],
});
const folder = mkdtempSync(join(tmpdir(), 'm4max-tokens-'));
afterAll(() => rmSync(folder, { recursive: true }));

const running: Health = { stage: 'running', notReady: [] };

function app(over: Partial<ServiceConfig> = {}, health: Health = running) {
  const config: ServiceConfig = {
    PORT: 0,
    BIND_ADDRESS: '127.0.0.1',
    REDIS_URL: 'redis://127.0.0.1:1',
    HOST_LABEL: 'desk-mac',
    ALLOWED_HOSTS: ['gateway.internal'],
    LOG_LEVEL: 'info',
    DATA_DIR: 'data',
    ...over,
  };
  const context: Context<ServiceConfig> = { name: 'sample', config, log, health: () => health };
  return createApp({
    context,
    registry: new Registry(),
    scopeOf: (method, path) => (path === '/notes' && method === 'POST' ? 'ack' : 'read'),
    rawPaths: ['/lines'],
    routes: (it) => {
      it.get('/notes', (req, res) => {
        res.json(
          parseQuery(z.strictObject({ limit: z.coerce.number().int().optional() }), req.query),
        );
      });
      it.post('/notes', (req, res) => {
        const body = parseBody(z.strictObject({ text: z.string() }).optional(), req.body);
        res.json({ by: identityOf(req).name, text: body?.text ?? 'none' });
      });
      it.get('/away', () => {
        throw new Problem(503, 'store-away', 'The store does not answer.');
      });
      it.get('/broken', () => {
        throw new Error('the password is hunter2');
      });
    },
  });
}

function tokensFile(mode: number): string {
  const path = join(folder, `tokens-${mode.toString(8)}.json`);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const tokens = [
    { name: 'reader', sha256: sha256('read-me'), scopes: ['read'] },
    { name: 'desk', sha256: sha256('ack-me'), scopes: ['read', 'ack'] },
  ];
  writeFileSync(path, JSON.stringify({ tokens }), { mode });
  return path;
}

describe('the Host header', () => {
  it.each([
    { host: 'localhost', status: 200 },
    { host: 'localhost:8001', status: 200 },
    { host: '127.0.0.1:8001', status: 200 },
    { host: '127.9.9.9', status: 200 },
    { host: '[::1]:8001', status: 200 },
    { host: 'Gateway.Internal:80', status: 200 },
    { host: 'evil.example', status: 403 },
    { host: '127.0.0.1.evil.example', status: 403 },
    { host: 'localhost.evil.example:8001', status: 403 },
    { host: 'evil@localhost', status: 403 },
    { host: '169.254.169.254', status: 403 },
    { host: '0.0.0.0', status: 403 },
    { host: '', status: 403 },
  ])('$host gets $status, with tokens and without', async ({ host, status }) => {
    for (const over of [{}, { AUTH: 'none' as const }, { API_TOKENS_FILE: tokensFile(0o600) }])
      await request(app(over))
        .get('/notes')
        .set('host', host)
        .set('authorization', 'Bearer read-me')
        .expect(status);
  });

  it('is asked for on every path', async () => {
    for (const path of ['/metrics', '/health/live', '/health/ready', '/nothing'])
      await request(app()).get(path).set('host', 'evil.example').expect(403);
  });
});

describe('writes of other sites', () => {
  it.each([
    { title: 'a program', headers: {}, status: 200 },
    { title: 'the board', headers: { 'sec-fetch-site': 'same-origin' }, status: 200 },
    { title: 'a typed address', headers: { 'sec-fetch-site': 'none' }, status: 200 },
    { title: 'another site', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
    { title: 'another port', headers: { 'sec-fetch-site': 'same-site' }, status: 403 },
    { title: 'the same origin', headers: { origin: 'http://localhost' }, status: 200 },
    { title: 'another origin', headers: { origin: 'http://evil.example' }, status: 403 },
    { title: 'a sandboxed page', headers: { origin: 'null' }, status: 403 },
  ])('$title gets $status', async ({ headers, status }) => {
    await request(app()).post('/notes').set('host', 'localhost').set(headers).expect(status);
  });

  it('lets other sites read nothing: no reply carries CORS headers', async () => {
    const reply = await request(app()).get('/notes').set('origin', 'http://evil.example');
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('bodies', () => {
  it('are not needed, and then need no content type', async () => {
    const reply = await request(app()).post('/notes').expect(200);
    expect(reply.body).toEqual({ by: 'local', text: 'none' });
  });

  it.each([
    { title: 'JSON', type: 'application/json', body: '{"text":"hello"}', status: 200 },
    { title: 'a form', type: 'application/x-www-form-urlencoded', body: 'text=hello', status: 415 },
    { title: 'plain text', type: 'text/plain', body: '{"text":"hello"}', status: 415 },
    { title: 'half a document', type: 'application/json', body: '{"text":', status: 400 },
    { title: 'a wrong type', type: 'application/json', body: '{"text":1}', status: 400 },
    {
      title: 'an unknown field',
      type: 'application/json',
      body: '{"text":"a","b":1}',
      status: 400,
    },
    {
      title: 'two megabytes',
      type: 'application/json',
      body: JSON.stringify({ text: 'x'.repeat(2_000_000) }),
      status: 413,
    },
  ])('$title gets $status', async ({ type, body, status }) => {
    const reply = await request(app()).post('/notes').set('content-type', type).send(body);
    expect(reply.status).toBe(status);
    if (status >= 400) {
      expect(reply.headers['content-type']).toMatch('application/problem+json');
      expect(reply.body).toMatchObject({ status, detail: expect.any(String) });
    }
  });
});

it('names every unknown query parameter', async () => {
  const reply = await request(app()).get('/notes?limt=3&limit=x').expect(400);
  expect(reply.body.errors).toEqual([
    { at: 'limit', message: expect.stringMatching('number') },
    { at: '(whole)', message: expect.stringMatching('limt') },
  ]);
});

it('says nothing of an unexpected failure but its request id', async () => {
  const reply = await request(app()).get('/broken').set('x-request-id', 'abc-1').expect(500);
  expect(reply.text).not.toMatch('hunter2');
  expect(reply.body.request_id).toBe('abc-1');
});

it.each([
  { path: '/notes', status: 200, logged: [] },
  { path: '/notes?limit=x', status: 400, logged: [] },
  { path: '/away', status: 503, logged: ['warn'] },
  { path: '/broken', status: 500, logged: ['error'] },
])('logs $path as $logged', async ({ path, status, logged }) => {
  lines.length = 0;
  await request(app()).get(path).set('x-request-id', 'abc-2').expect(status);
  expect(lines.map(({ level }) => level)).toEqual(logged);
  for (const line of lines) {
    expect(line.request_id).toBe('abc-2');
    expect('error' in line).toBe(line.level === 'error'); // With its stack.
  }
});

describe('tokens', () => {
  const tokens = { API_TOKENS_FILE: tokensFile(0o600) };

  it.each([
    { title: 'none', authorization: undefined, get: 401, post: 401 },
    { title: 'a wrong one', authorization: 'Bearer nope', get: 401, post: 401 },
    { title: 'a reader', authorization: 'Bearer read-me', get: 200, post: 403 },
    { title: 'the desk', authorization: 'Bearer ack-me', get: 200, post: 200 },
    {
      title: 'basic credentials',
      authorization: `Basic ${Buffer.from('any:ack-me').toString('base64')}`,
      get: 200,
      post: 200,
    },
    { title: 'another scheme', authorization: 'Digest ack-me', get: 401, post: 401 },
  ])('$title', async ({ authorization, get, post }) => {
    const headers = authorization === undefined ? {} : { authorization };
    await request(app(tokens)).get('/notes').set(headers).expect(get);
    await request(app(tokens)).post('/notes').set(headers).expect(post);
    await request(app(tokens)).get('/metrics').set(headers).expect(get);
  });

  it('name the caller', async () => {
    const reply = await request(app(tokens)).post('/notes').set('authorization', 'Bearer ack-me');
    expect(reply.body.by).toBe('desk');
  });

  it('are not asked for by the health paths', async () => {
    await request(app(tokens)).get('/health/live').expect(200);
    await request(app(tokens)).get('/health/ready').expect(200);
  });

  it('may be tried twenty times', async () => {
    const it = app(tokens);
    for (let n = 0; n < 20; n += 1)
      await request(it).get('/notes').set('authorization', 'Bearer nope').expect(401);
    await request(it).get('/notes').set('authorization', 'Bearer nope').expect(429);
  });

  it('stay in a file that nobody else may read', () => {
    expect(() => app({ API_TOKENS_FILE: tokensFile(0o644) })).toThrow(/chmod 600/);
  });
});

describe('readiness', () => {
  it.each([
    { title: 'starting', health: { stage: 'starting', notReady: [] } as const, status: 503 },
    { title: 'running', health: running, status: 200 },
    {
      title: 'a part is not ready',
      health: { stage: 'running', notReady: [{ part: 'publisher', reason: 'no store' }] } as const,
      status: 503,
    },
    { title: 'stopping', health: { stage: 'stopping', notReady: [] } as const, status: 503 },
  ])('$title', async ({ health, status }) => {
    const reply = await request(app({}, health)).get('/health/ready').expect(status);
    expect(reply.body.not_ready).toEqual(health.notReady);
    await request(app({}, health)).get('/health/live').expect(200);
  });
});
