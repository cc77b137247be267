import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { Channels, DeadLetters, TestResults } from '@m4max/contracts';
import { createApp, Registry } from '@m4max/service-kit';
import type { HttpSink } from '@m4max/test-kit';
import { eventually, httpSink, startRedis } from '@m4max/test-kit';
import request from 'supertest';
import type { Fleet } from '../delivery/fixtures/fleet.ts';
import { aFleet, log } from '../delivery/fixtures/fleet.ts';
import { CONTACT_POINTS_KEY } from '../redis/delivery-keys.ts';

jest.setTimeout(60_000);

const WEBHOOK = 'https://hooks.slack.com/services/T0/B0/abcdefghijkl1234';
const base = '/api/v1/monitoring/notifications';
let redis: Awaited<ReturnType<typeof startRedis>>;
let sink: HttpSink;
let fleet: Fleet;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  redis = await startRedis();
  sink = await httpSink();
  fleet = await aFleet({
    url: redis.url,
    alertmanager: {
      global: { pagerduty_url: sink.url },
      route: { receiver: 'team', routes: [{ matchers: ['team="page"'], receiver: 'pagerduty' }] },
      receivers: [
        { name: 'team', webhook_configs: [{ url: `${sink.url}/hook` }] },
        { name: 'slack', slack_configs: [{}] },
        { name: 'email', email_configs: [{}] },
        { name: 'pagerduty', pagerduty_configs: [{}] },
        { name: 'webhook', webhook_configs: [{}] },
      ],
    },
    policy: {},
  });
  await fleet.start();
  await eventually('the store is there', async () => (await fleet.store.ping()) === 'PONG');
  app = createApp({
    context: {
      name: 'alert-manager',
      config: {
        ...{ BIND_ADDRESS: '127.0.0.1', REDIS_URL: redis.url, HOST_LABEL: 'studio', PORT: 0 },
        ...{ ALLOWED_HOSTS: [], LOG_LEVEL: 'error', DATA_DIR: fleet.folder },
      },
      log,
      health: () => ({ stage: 'running', notReady: [] }),
    },
    registry: new Registry(),
    routes: (express) => express.use('/api/v1/monitoring', fleet.delivery.routes),
  });
});

afterAll(async () => {
  await fleet.stop();
  await Promise.all([sink.close(), redis.stop()]);
});

beforeEach(async () => {
  await configure({ slack_webhook: '', email: '', pagerduty_routing_key: '', webhook_url: '' });
  sink.respondWith(() => ({ status: 200, body: 'ok' }));
});

const configure = (body: object) => request(app).post(`${base}/configure`).send(body);
const channel = async (name: string) => {
  const { body } = await request(app).get(base).expect(200);
  return Channels.parse(body).channels.find(({ receiver }) => receiver === name);
};

it('says what each receiver lacks', async () => {
  expect(await channel('slack')).toEqual({
    ...{ name: 'slack', receiver: 'slack', configured: false, reason: 'it has no api_url' },
    ...{ waiting: 0, dead: 0, suppressed: 0 },
  });
  expect(await channel('team')).toMatchObject({ configured: true, origin: 'file' });
});

it('keeps a contact point, and shows the end of its secret and no more', async () => {
  const set = await configure({ slack_webhook: WEBHOOK, min_severity: 'critical' }).expect(200);
  expect(set.text).not.toContain('abcdefgh');
  expect(await channel('slack')).toMatchObject({
    configured: true,
    hint: '…1234',
    origin: 'api',
    min_severity: 'critical',
  });
  expect(JSON.stringify(await fleet.store.hgetall(CONTACT_POINTS_KEY))).not.toContain('slack.com');
});

it('keeps the secret when a client sends the hint back', async () => {
  await configure({ slack_webhook: WEBHOOK }).expect(200);
  await configure({ slack_webhook: '…1234', min_severity: 'warning' }).expect(200);
  expect(await channel('slack')).toMatchObject({ hint: '…1234', min_severity: 'warning' });
});

it('takes a contact point out with an empty value', async () => {
  await configure({ slack_webhook: WEBHOOK }).expect(200);
  await configure({ slack_webhook: '' }).expect(200);
  expect(await channel('slack')).toMatchObject({ configured: false });
});

it.each([
  { body: { slack_webhook: 'https://example.com/hook' }, at: 'slack_webhook' },
  { body: { slack_webhook: 'http://hooks.slack.com/services/x' }, at: 'slack_webhook' },
  { body: { slack_webhook: 'YOUR_SLACK_WEBHOOK_URL' }, at: 'slack_webhook' },
  { body: { webhook_url: 'https://169.254.169.254/latest' }, at: 'webhook_url' },
  { body: { webhook_url: 'https://127.0.0.1/' }, at: 'webhook_url' },
  { body: { webhook_url: 'https://[::1]/' }, at: 'webhook_url' },
  { body: { webhook_url: 'https://[::ffff:10.0.0.1]/' }, at: 'webhook_url' },
  { body: { webhook_url: 'https://2130706433/' }, at: 'webhook_url' },
  { body: { webhook_url: 'https://localhost/' }, at: 'webhook_url' },
  { body: { webhook_url: 'https://nowhere.invalid/' }, at: 'webhook_url' },
  { body: { pagerduty_routing_key: 'short' }, at: 'pagerduty_routing_key' },
  { body: { email: 'ann@example.com, nobody' }, at: 'email' },
  { body: { min_severity: 'critical' }, at: '(whole)' },
])('refuses $body, and changes nothing', async ({ body, at }) => {
  const good = { pagerduty_routing_key: 'A'.repeat(32) };
  const { body: problem } = await configure(at === '(whole)' ? body : { ...good, ...body }).expect(
    422,
  );
  expect(problem.errors).toEqual([{ at, message: expect.any(String) }]);
  expect(await channel('pagerduty')).toMatchObject({ configured: false });
});

it.each([
  { title: 'an unknown field', body: { telegram: 'x' } },
  { title: 'a wrong type', body: { email: 7 } },
  { title: 'an unknown severity', body: { email: 'a@example.com', min_severity: 'loud' } },
])('refuses $title', async ({ body }) => {
  await configure(body).expect(400);
});

it('refuses unknown query parameters by name', async () => {
  const { text } = await request(app).get(`${base}?colour=red`).expect(400);
  expect(text).toContain('colour');
});

it('sends a marked message through each channel and says what came of it', async () => {
  await configure({ pagerduty_routing_key: 'A'.repeat(32) }).expect(200);
  const before = sink.requests.length;
  const { body } = await request(app).post(`${base}/test`).expect(200);
  expect(TestResults.parse(body).results).toEqual([
    { receiver: 'team', channel: 'webhook', ok: true, detail: 'HTTP 200' },
    { receiver: 'pagerduty', channel: 'pagerduty', ok: true, detail: 'HTTP 200' },
    { receiver: 'slack', channel: 'slack', ok: false, detail: 'not configured: it has no api_url' },
    {
      receiver: 'email',
      channel: 'email',
      ok: false,
      detail: 'not configured: it has no address: set to',
    },
    { receiver: 'webhook', channel: 'webhook', ok: false, detail: 'not configured: it has no url' },
  ]);
  const bodies = sink.requests.slice(before).map(({ body: sent }) => sent);
  expect(bodies.some((sent) => sent.includes('[TEST]'))).toBe(true);
  expect(bodies.some((sent) => sent.includes('"resolve"'))).toBe(true);
});

it('shows what could not be delivered, and sends it again', async () => {
  sink.respondWith(() => ({ status: 404 }));
  await fleet.fire();
  const letter = await eventually('a dead letter', async () => {
    const { body } = await request(app).get(`${base}/dead-letters`).expect(200);
    return DeadLetters.parse(body).dead_letters[0];
  });
  expect(letter).toMatchObject({ receiver: 'team', error: 'HTTP 404', tries: 1 });
  expect(await channel('team')).toMatchObject({ dead: 1, last_error: 'HTTP 404' });
  sink.respondWith(() => ({ status: 200 }));
  await request(app).post(`${base}/dead-letters/${letter.id}/resend`).expect(202);
  await eventually('it is delivered', async () => {
    const team = await channel('team');
    return team?.last_success_at !== undefined && team.waiting === 0 && team.dead === 0;
  });
  await request(app).post(`${base}/dead-letters/${letter.id}/resend`).expect(404);
});

it('closes an incident with the key that opened it, whatever was configured since', async () => {
  await configure({ pagerduty_routing_key: 'A'.repeat(32) }).expect(200);
  const before = sink.requests.length;
  const alert = await fleet.fire({
    fingerprint: '00000000000000bb',
    labels: { alertname: 'Page', severity: 'critical', team: 'page' },
  });
  const target = 'pagerduty/pagerduty/0';
  await eventually('it is triggered', async () => (await fleet.told(alert, target)) === 'firing');
  await configure({ pagerduty_routing_key: 'B'.repeat(32) }).expect(200);
  await fleet.resolve(alert);
  await eventually('it is resolved', async () => (await fleet.told(alert, target)) === 'resolved');
  const keys = sink.requests
    .slice(before)
    .map(({ body }) => JSON.parse(body) as { routing_key: string })
    .map(({ routing_key }) => routing_key);
  expect(keys).toEqual(['A'.repeat(32), 'A'.repeat(32)]);
});
