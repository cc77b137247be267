import { expect, it } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import request from 'supertest';
import { app } from './app.ts';
import { Config } from './config.ts';

const subject = app(
  {
    name: 'hardware-exporter',
    config: Config.parse({ REDIS_URL: 'redis://127.0.0.1:6390', HOST_LABEL: 'mac' }),
    log: createLogger('test', 'error'),
    health: () => ({ stage: 'running', notReady: [] }),
  },
  {
    latest: () => undefined,
    sources: () => [{ source: 'powermetrics', up: false, restarts: 0, parseErrors: {} }],
  },
);

it('serves metrics, those of the process too', async () => {
  const { status, text } = await request(subject).get('/metrics').set('Host', 'localhost');
  expect(status).toBe(200);
  expect(text).toContain('m4max_source_up{host="mac",source="powermetrics"} 0');
  expect(text).toContain('m4max_service_info{service="hardware-exporter"');
});

it.each([
  { path: '/health/live', host: 'localhost', status: 200 },
  { path: '/health/ready', host: '127.0.0.1:9101', status: 200 },
  { path: '/metrics', host: 'evil.example', status: 403 },
  { path: '/nothing', host: 'localhost', status: 404 },
])('answers $path for $host with $status', async ({ path, host, status }) => {
  expect((await request(subject).get(path).set('Host', host)).status).toBe(status);
});
