import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Surroundings } from '../fixtures/gateway-under-test.ts';
import { base, startSurroundings } from '../fixtures/gateway-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'm4max-gateway-'));
let surroundings: Surroundings;

beforeAll(async () => {
  surroundings = await startSurroundings();
}, 60_000);

afterAll(async () => {
  await surroundings.stop();
  rmSync(folder, { recursive: true, force: true });
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
  const guarded = await surroundings.startAnother({
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
    const passed = surroundings.alertManager.requests.findLast(({ method }) => method === 'POST');
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
