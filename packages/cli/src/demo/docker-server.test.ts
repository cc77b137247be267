import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { serveDockerEngine } from './docker-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'm4max-demo-'));
const socketPath = join(folder, 'docker.sock');
let close: () => void;

beforeAll(async () => {
  ({ close } = await serveDockerEngine(socketPath));
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true });
});

function ask(path: string, method = 'GET'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path, method, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

const get = async (path: string) => JSON.parse((await ask(path)).body);

it('answers with and without a version in the path', async () => {
  expect((await ask('/_ping')).body).toBe('OK');
  expect((await get('/version')).ApiVersion).toBe('1.51');
  expect((await get('/v1.44/info')).Containers).toBe(17);
  expect(await get('/networks')).toHaveLength(1);
});

it('lists, describes and measures a container by id and by name', async () => {
  const [first] = await get('/containers/json?all=true');
  expect(first).toMatchObject({ Names: ['/nautilus-analytics-engine'], State: 'running' });
  const described = await get('/containers/nautilus-analytics-engine/json');
  expect(described).toMatchObject({ Id: first.Id, HostConfig: { NanoCpus: 2e9 } });
  const stats = await get(`/containers/${first.Id}/stats?stream=false&one-shot=true`);
  expect(Date.parse(stats.read)).toBeGreaterThan(Date.parse('2020-01-01'));
  expect(stats.memory_stats.usage).toBeGreaterThan(1e9);
});

it('serves the health endpoint that it publishes', async () => {
  const { NetworkSettings } = await get('/containers/nautilus-risk-engine/json');
  const [{ HostIp, HostPort }] = NetworkSettings.Ports['8200/tcp'];
  const reply = await fetch(`http://${HostIp}:${HostPort}/health`);
  expect(await reply.json()).toMatchObject({ status: 'healthy', engine: 'nautilus-risk-engine' });
});

it.each([
  { title: 'an unknown container', path: '/containers/nobody/json', method: 'GET', status: 404 },
  { title: 'an unknown path', path: '/images/json', method: 'GET', status: 404 },
  { title: 'a write', path: '/containers/nautilus-redis/stop', method: 'POST', status: 405 },
])('refuses $title', async ({ path, method, status }) => {
  expect((await ask(path, method)).status).toBe(status);
});
