import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Endpoint } from '@m4max/contracts';
import { gatewayEndpoints } from '@m4max/contracts';
import { eventually, startRedis } from '@m4max/test-kit';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'm4max-bad-input-'));
let store: Awaited<ReturnType<typeof startRedis>>;
let exporter: RunningService;
let trading: RunningService;
let gateway: RunningService;
const services: RunningService[] = [];

/** Says what is no plist, what is half of one, and what is one without numbers; then it hangs. */
const brokenPowermetrics = `#!/bin/sh
printf 'this is not a plist\\n</plist>\\n'
printf '\\000<?xml version="1.0"?>\\n<plist version="1.0">\\n<dict><key>processor</key>\\n</plist>\\n'
printf '\\000<?xml version="1.0"?>\\n<plist version="1.0">\\n<dict><key>elapsed_ns</key><string>soon</string></dict>\\n</plist>\\n'
exec sleep 600
`;

beforeAll(async () => {
  store = await startRedis();
  const program = join(folder, 'powermetrics');
  writeFileSync(program, brokenPowermetrics);
  chmodSync(program, 0o755);
  const alertManager = await startService('alert-manager', { REDIS_URL: store.url });
  [exporter, trading] = await Promise.all([
    startService('hardware-exporter', {
      REDIS_URL: store.url,
      HARDWARE_SOURCES: 'powermetrics,systeminformation',
      POWERMETRICS_PATH: program,
    }),
    startService('trading-exporter', {
      REDIS_URL: store.url,
      TRADING_BUS_URLS: 'redis://127.0.0.1:1',
    }),
  ]);
  gateway = await startService('gateway', {
    REDIS_URL: store.url,
    ALERT_MANAGER_URL: alertManager.url,
    EXPORTER_URLS: exporter.url,
  });
  services.push(alertManager, exporter, trading, gateway);
}, 120_000);

afterAll(async () => {
  for (const service of services.reverse()) await service.stop();
  await store.stop();
  rmSync(folder, { recursive: true });
}, 60_000);

const page = async (service: RunningService) => (await fetch(`${service.url}/metrics`)).text();

it('a malformed plist is counted, and everything else is read on', async () => {
  await eventually('the faults are counted', async () =>
    /m4max_source_parse_errors_total\{[^}]*source="powermetrics"[^}]*\} [1-9]/.test(
      await page(exporter),
    ),
  );
  await eventually('the machine is still read', async () =>
    /m4max_cpu_active_ratio\{host="test-mac"\} 0/.test(await page(exporter)),
  );
  expect(exporter.ended()).toBeUndefined();
}, 60_000);

const readers: readonly Endpoint[] = gatewayEndpoints.filter(
  ({ method, path, name }) =>
    method === 'get' && path.startsWith('/api/v1/') && !path.includes('{') && name !== 'stream',
);

it.each(readers.map(({ path }) => ({ path })))(
  '$path names an unknown query parameter',
  async ({ path }) => {
    const reply = await fetch(`${gateway.url}${path}?limt=3`);
    expect(reply.headers.get('content-type')).toMatch('application/problem+json');
    expect({ status: reply.status, body: await reply.text() }).toEqual({
      status: 400,
      body: expect.stringMatching('limt'),
    });
  },
);

it.each([
  {
    title: 'half a JSON document',
    path: '/api/v1/monitoring/notifications/configure',
    type: 'application/json',
    body: '{"email": "desk@',
    status: 400,
  },
  {
    title: 'a wrong type',
    path: '/api/v1/monitoring/notifications/configure',
    type: 'application/json',
    body: '{"email": 7}',
    status: 400,
  },
  {
    title: 'an unknown field',
    path: '/api/v1/monitoring/notifications/configure',
    type: 'application/json',
    body: '{"slack_webhok": "https://hooks.slack.com/services/T/B/X"}',
    status: 400,
  },
  {
    title: 'a form',
    path: '/api/v1/monitoring/notifications/configure',
    type: 'application/x-www-form-urlencoded',
    body: 'email=desk',
    status: 415,
  },
  {
    title: 'half a list of alerts',
    path: '/api/v2/alerts',
    type: 'application/json',
    body: '[{"labels": {"alertname": "X"',
    status: 400,
  },
  {
    title: 'alerts without labels',
    path: '/api/v2/alerts',
    type: 'application/json',
    body: '[{}]',
    status: 422,
  },
  {
    title: 'two megabytes of alerts',
    path: '/api/v2/alerts',
    type: 'application/json',
    body: JSON.stringify([{ labels: { alertname: 'x'.repeat(2_000_000) } }]),
    status: 413,
  },
])('$title gets $status and changes nothing', async ({ path, type, body, status }) => {
  const headers = { 'content-type': type };
  const reply = await fetch(`${gateway.url}${path}`, { method: 'POST', headers, body });
  expect(reply.status).toBe(status);
  expect((await reply.text()).length).toBeGreaterThan(0);
  const state = async (what: string) =>
    (await fetch(`${gateway.url}/api/v1/monitoring${what}`)).json();
  expect(await state('/alerts')).toEqual({ alerts: [] });
  const { channels } = (await state('/notifications')) as { channels: { origin?: string }[] };
  expect(channels.filter(({ origin }) => origin === 'api')).toEqual([]);
});

it('each bad line of samples is named, and the good ones are taken', async () => {
  const good = '{"v":"1","kind":"risk","engine":"risk","risk_type":"var","dur_ns":"1000000"}';
  const lines = [
    good,
    '{"v":"1","kind":',
    '{"v":"1","kind":"risk","engine":"risk","dur_ns":"NaN"}',
    good,
  ];
  const reply = await fetch(`${trading.url}/v1/samples`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  expect({ status: reply.status, body: await reply.json() }).toEqual({
    status: 202,
    body: {
      accepted: 2,
      rejected: [
        { line: 2, reason: expect.any(String) },
        { line: 3, reason: expect.any(String) },
      ],
    },
  });
});
