import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { serveDockerEngine } from './docker-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'm4max-demo-'));
const socketPath = join(folder, 'docker.sock');
const cgroupRoot = join(folder, 'cgroup');
let close: () => void;

beforeAll(async () => {
  ({ close } = await serveDockerEngine(socketPath, cgroupRoot));
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

it('has the cgroup tree of its machine from the start', () => {
  expect(existsSync(join(cgroupRoot, 'cgroup.controllers'))).toBe(true);
});

it('answers with and without a version in the path', async () => {
  expect((await ask('/_ping')).body).toBe('OK');
  expect((await get('/version')).ApiVersion).toBe('1.51');
  expect((await get('/v1.44/info')).Containers).toBe(18);
});

it('lists, describes and measures a container by id and by name', async () => {
  const [first] = await get('/containers/json?all=true');
  expect(first).toMatchObject({
    Names: ['/nautilus-analytics-engine'],
    State: 'running',
    Status: expect.stringMatching(/^Up .* \(healthy\)$/),
  });
  const described = await get('/containers/nautilus-analytics-engine/json');
  expect(described).toMatchObject({
    Id: first.Id,
    State: { Pid: 2001, Health: { Status: 'healthy', FailingStreak: 0 } },
    HostConfig: { NanoCpus: 2e9, CgroupParent: '' },
  });
  expect((await get(`/containers/${first.Id.slice(0, 12)}/json`)).Id).toBe(first.Id);
  const stats = await get(`/containers/${first.Id}/stats?stream=false&one-shot=true`);
  expect(Date.parse(stats.read)).toBeGreaterThan(Date.parse('2020-01-01'));
  expect(stats.preread).toBe('0001-01-01T00:00:00Z');
  expect(stats.memory_stats.usage).toBeGreaterThan(1e9);
  expect(Object.keys(stats.networks)).toEqual(['eth0', 'eth1']);
});

it('gives the limit of processes as engines do, beyond what a number holds', async () => {
  const { body } = await ask('/containers/nautilus-redis/stats?stream=0&one-shot=1');
  expect(body).toContain('"limit":18446744073709551615}');
});

it('gives a container an address in each of its networks', async () => {
  const { NetworkSettings } = await get('/containers/nautilus-risk-engine/json');
  expect(NetworkSettings.Networks).toMatchObject({
    nautilus_engines: { IPAddress: '172.21.0.3', IPPrefixLen: 16, Gateway: '172.21.0.1' },
    nautilus_data: { IPAddress: '172.22.0.3' },
  });
});

it('serves the health endpoint that it publishes', async () => {
  const { NetworkSettings } = await get('/containers/nautilus-risk-engine/json');
  const [{ HostIp, HostPort }] = NetworkSettings.Ports['8200/tcp'];
  const reply = await fetch(`http://${HostIp}:${HostPort}/health`);
  expect(await reply.json()).toMatchObject({ status: 'healthy', engine: 'nautilus-risk-engine' });
});

it.each([
  {
    title: 'an unknown container',
    path: '/containers/nobody/json',
    status: 404,
    message: 'No such container: nobody',
  },
  { title: 'an unknown path', path: '/images/json', status: 404, message: 'page not found' },
  {
    title: 'a moment that is none',
    path: '/events?since=soon',
    status: 400,
    message: expect.stringContaining("invalid value for 'since'"),
  },
  { title: 'broken filters', path: '/events?filters=x', status: 400, message: 'invalid filter' },
  {
    title: 'a filter that is none',
    path: '/events?filters={"colour":["red"]}',
    status: 400,
    message: "invalid filter 'colour'",
  },
  {
    title: 'a write',
    path: '/containers/nautilus-redis/stop',
    method: 'POST',
    status: 405,
    message: expect.stringContaining('look-alike'),
  },
])('refuses $title', async ({ path, method, status, message }) => {
  const reply = await ask(path, method);
  expect(reply.status).toBe(status);
  expect(JSON.parse(reply.body)).toEqual({ message });
});
