import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { ContainersSample } from '@m4max/contracts';
import { createLogger } from '@m4max/service-kit';
import request from 'supertest';
import { app } from './app.ts';
import { Config } from './config.ts';

const sample = ContainersSample.parse(
  JSON.parse(readFileSync(new URL('fixtures/sample.json', import.meta.url), 'utf8')),
);
const server = app({
  context: {
    name: 'container-exporter',
    config: Config.parse({ REDIS_URL: 'redis://127.0.0.1:6390', HOST_LABEL: 'test-mac' }),
    log: createLogger('test', 'error'),
    health: () => ({ stage: 'running', notReady: [{ part: 'store', reason: 'is away' }] }),
  },
  latest: () => sample,
});

it('serves the newest sample and the process itself', async () => {
  const { status, text } = await request(server).get('/metrics').set('Host', 'localhost');
  expect(status).toBe(200);
  expect(text).toContain('m4max_docker_engine_up{host="test-mac",engine="docker-desktop"} 1');
  expect(text).toContain('m4max_service_info{service="container-exporter"');
});

it.each([
  { method: 'get' as const, path: '/health/live', host: 'localhost', status: 200 },
  { method: 'get' as const, path: '/health/ready', host: 'localhost', status: 503 },
  { method: 'get' as const, path: '/metrics', host: 'evil.example', status: 403 },
  { method: 'get' as const, path: '/containers', host: 'localhost', status: 404 },
  { method: 'post' as const, path: '/metrics', host: 'localhost', status: 404 },
])('answers $method $path for $host with $status', async ({ method, path, host, status }) => {
  expect((await request(server)[method](path).set('Host', host)).status).toBe(status);
});

it('keeps foreign pages from writing', async () => {
  const { status } = await request(server)
    .post('/metrics')
    .set('Host', 'localhost')
    .set('Origin', 'https://evil.example');
  expect(status).toBe(403);
});
