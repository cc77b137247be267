import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ProblemDetails, SystemHealth } from '@m4max/contracts';
import { eventually } from '@m4max/test-kit';
import request from 'supertest';
import type { Surroundings } from '../fixtures/gateway-under-test.ts';
import { base, startSurroundings } from '../fixtures/gateway-under-test.ts';

let surroundings: Surroundings;
let url = '';

beforeAll(async () => {
  surroundings = await startSurroundings();
  url = surroundings.gateway.url;
}, 60_000);

afterAll(() => surroundings.stop(), 60_000);

it('refuses a foreign host, another site and a body of two megabytes', async () => {
  const acknowledge = `${base}/alerts/x/acknowledge`;
  const before = surroundings.alertManager.requests.filter(
    ({ method }) => method === 'POST',
  ).length;
  const rebound = await request(url).get(`${base}/health`).set('host', 'evil.example');
  expect(rebound.status).toBe(403);
  const foreign = await request(url).post(acknowledge).set('origin', 'https://evil.example');
  expect(foreign.status).toBe(403);
  const large = await request(url)
    .post(acknowledge)
    .send({ comment: 'x'.repeat(2_000_000) });
  expect(large.status).toBe(413);
  expect(ProblemDetails.parse(large.body).detail).toMatch(/megabyte/);
  expect(surroundings.alertManager.requests.filter(({ method }) => method === 'POST')).toHaveLength(
    before,
  );
});

it('hands a write to the alert-manager as it came, without what is only between caller and gateway', async () => {
  const { status } = await request(url)
    .post(`${base}/alerts/x%2Fy/acknowledge`)
    .set({ authorization: 'Bearer secret', cookie: 'a=b', 'x-m4max-identity': 'root' })
    .set({ origin: url, 'content-type': 'application/json' })
    .send('{ "comment":  "on it" }');
  expect(status).toBe(200);
  const passed = surroundings.alertManager.requests.findLast(({ method }) => method === 'POST');
  expect(passed).toMatchObject({
    path: `${base}/alerts/x%2Fy/acknowledge`,
    body: '{ "comment":  "on it" }',
  });
  for (const name of ['authorization', 'cookie', 'origin', 'x-m4max-identity'])
    expect(passed?.headers).not.toHaveProperty(name);
});

it('passes Alertmanager’s own paths on, with whatever parameters', async () => {
  await request(url).get('/api/v2/alerts/groups?active=true&filter=a%3Db');
  expect(surroundings.alertManager.requests.map(({ path }) => path)).toContain(
    '/api/v2/alerts/groups?active=true&filter=a%3Db',
  );
});

it('says so when the alert-manager is away: 502 for its paths, down for the fleet', async () => {
  const lonely = await surroundings.startAnother({ ALERT_MANAGER_URL: 'http://127.0.0.1:9' });
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
