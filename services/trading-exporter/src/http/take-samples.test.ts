import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Context } from '@m4max/service-kit';
import { createLogger, Registry } from '@m4max/service-kit';
import request from 'supertest';
import { app } from '../app.ts';
import type { Config } from '../config.ts';
import { Config as Schema } from '../config.ts';
import { createIntake } from '../ledger/intake.ts';

const log = createLogger('trading-exporter', 'error');
log.silent = true;

const NOW = new Date('2026-01-05T14:30:00Z');

function service(over: Readonly<Record<string, string>> = {}, now: () => Date = () => NOW) {
  const config = Schema.parse({ REDIS_URL: 'redis://127.0.0.1:1', HOST_LABEL: 'desk', ...over });
  const context: Context<Config> = {
    name: 'trading-exporter',
    config,
    log,
    health: () => ({ stage: 'running', notReady: [] }),
  };
  const intake = createIntake({ windowSeconds: 60, telemetryStream: config.TELEMETRY_STREAM });
  const { ledger } = intake;
  return { ledger, app: app({ context, registry: new Registry(), intake, now }) };
}

const sample = { v: 1, kind: 'risk', engine: 'risk', risk_type: 'var', dur_ns: 2_500_000 };
const ndjson = 'application/x-ndjson';

describe('POST /v1/samples', () => {
  it('takes what it can and answers the rest line by line', async () => {
    const { app: server, ledger } = service();
    const lines = [
      JSON.stringify(sample),
      '{"v":1,"kind":"risk"',
      '',
      JSON.stringify({ ...sample, kind: 'weather' }),
      '{"v":1,"kind":"db","engine":"backend","t0_ns":1767623400000000001,"t1_ns":1767623400000000257}',
    ];
    const reply = await request(server).post('/v1/samples').type(ndjson).send(lines.join('\n'));
    expect(reply.status).toBe(202);
    expect(reply.body).toEqual({
      accepted: 2,
      rejected: [
        { line: 2, reason: 'not JSON' },
        { line: 4, reason: expect.stringContaining('kind') },
      ],
    });
    const [database] = ledger.latency
      .latencies(NOW.getTime())
      .latencies.filter(({ kind }) => kind === 'db');
    expect(database).toMatchObject({ stage: 'query', min: 256e-9, max: 256e-9 });
    expect(ledger.inputs.factsOf('http').rejected).toEqual({ parse: 1, unknown_kind: 1 });
  });

  it('counts a repeated id once', async () => {
    const { app: server, ledger } = service();
    const body = JSON.stringify({ ...sample, id: 'a' });
    await request(server).post('/v1/samples').type(ndjson).send(body);
    const again = await request(server).post('/v1/samples').type(ndjson).send(body);
    expect(again.body).toEqual({
      accepted: 0,
      rejected: [{ line: 1, reason: 'id: a sample with this id was taken before' }],
    });
    expect(ledger.latency.latencies(NOW.getTime()).latencies[0]).toMatchObject({ samples: 1 });
    expect(ledger.inputs.factsOf('http').rejected).toEqual({ duplicate: 1 });
  });

  it.each([
    { title: 'two megabytes', body: `${JSON.stringify(sample)}\n`.repeat(25_000), status: 413 },
    { title: 'too many lines', body: '7\n'.repeat(20_001), status: 413 },
    { title: 'nothing', body: ' ', status: 400 },
  ])('refuses $title with $status and goes on', async ({ body, status }) => {
    const { app: server, ledger } = service();
    const reply = await request(server).post('/v1/samples').type(ndjson).send(body);
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(ledger.latency.latencies(NOW.getTime()).latencies).toEqual([]);
    expect((await request(server).get('/health/live')).status).toBe(200);
  });

  it('counts bytes, not letters', async () => {
    const { app: server, ledger } = service();
    const line = JSON.stringify({ ...sample, risk_type: 'größe' });
    await request(server).post('/v1/samples').type(ndjson).send(` ${line}\n`);
    expect(ledger.components.rates(NOW.getTime())).toMatchObject([{ bytes: line.length + 2 }]);
  });

  it('asks for patience when a second brings more than it can take', async () => {
    let now = NOW;
    const { app: server } = service({}, () => now);
    const body = '7\n'.repeat(20_000);
    const post = () => request(server).post('/v1/samples').type(ndjson).send(body);
    expect((await post()).status).toBe(202);
    expect((await post()).status).toBe(202);
    const refused = await post();
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    now = new Date(NOW.getTime() + 1000);
    expect((await post()).status).toBe(202);
  });

  it('needs the scope push where tokens are asked for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'm4max-trading-'));
    const file = join(folder, 'tokens.json');
    const token = (name: string, scopes: readonly string[]) => ({
      name,
      sha256: createHash('sha256').update(name).digest('hex'),
      scopes,
    });
    const tokens = [token('engine', ['push']), token('board', ['read'])];
    await writeFile(file, JSON.stringify({ tokens }), { mode: 0o600 });
    const { app: server } = service({ API_TOKENS_FILE: file });
    const post = (name: string) =>
      request(server)
        .post('/v1/samples')
        .set('authorization', `Bearer ${name}`)
        .type(ndjson)
        .send(JSON.stringify(sample));
    expect((await post('nobody')).status).toBe(401);
    expect((await post('board')).status).toBe(403);
    expect((await post('engine')).status).toBe(202);
    const rejected = () => request(server).get('/v1/rejected').set('authorization', 'Bearer board');
    expect((await rejected()).status).toBe(403); // It names orders and engines.
    await rm(folder, { recursive: true });
  });
});

describe('GET /v1/rejected', () => {
  it('names what was left out last, and why', async () => {
    const { app: server } = service();
    const lines = ['{"v":1,"kind":"risk"', JSON.stringify({ ...sample, id: 'a', dur_ns: 'fast' })];
    await request(server).post('/v1/samples').type(ndjson).send(lines.join('\n'));
    const reply = await request(server).get('/v1/rejected');
    expect(reply.body).toEqual({
      rejected: [
        {
          at: NOW.toISOString(),
          input: 'http',
          reason: 'bad_duration',
          detail: expect.stringContaining('dur_ns'),
        },
        { at: NOW.toISOString(), input: 'http', reason: 'parse', detail: 'not JSON' },
      ],
    });
  });

  it('takes no parameter that it does not know', async () => {
    const { app: server } = service();
    expect((await request(server).get('/v1/rejected?limit=7')).status).toBe(400);
  });
});
