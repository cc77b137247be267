import { expect, it } from '@jest/globals';
import { Container } from '@m4max/contracts';
import { newLife } from '../lifecycle/life.ts';
import { Inspected } from '../replies/inspected.ts';
import { Listed } from '../replies/listed.ts';
import { describeContainer } from './describe-container.ts';

const inspected = Inspected.parse({
  Id: 'a1',
  Name: '/web',
  Config: { Env: ['PASSWORD=secret'], Cmd: ['--token=secret'] },
  State: { Status: 'running', StartedAt: '2026-03-02T09:00:00.5Z', Health: { Status: 'starting' } },
  HostConfig: { Memory: 1024, NanoCpus: 5e8, CpuShares: 0 },
});

function describe(listed: object, over: object = {}) {
  return describeContainer({
    engineId: 'engine-1',
    listed: Listed.parse({ Id: 'a1', Names: ['/web'], State: 'running', ...listed }),
    inspected,
    life: newLife('web'),
    readings: { pids: 3 },
    stale: false,
    ...over,
  });
}

it('keeps what may be known and nothing of the environment, the command or foreign labels', () => {
  const container = describe({
    Image: 'nautilus/web:1',
    Labels: { 'com.docker.compose.project': 'nautilus', api_key: 'secret' },
  });
  expect(Container.parse(container)).toEqual({
    id: 'a1',
    engine_id: 'engine-1',
    name: 'web',
    image: 'nautilus/web:1',
    labels: { 'com.docker.compose.project': 'nautilus' },
    state: 'running',
    health: 'starting',
    restarts: { policy: 0, manual: 0, oom: 0, crash: 0 },
    oom_events: 0,
    started_at: '2026-03-02T09:00:00.500Z',
    pids: 3,
    limits: {
      memory_bytes: 1024,
      memory_reservation_bytes: 0,
      cpu_quota_microseconds: 50_000,
      cpu_period_microseconds: 100_000,
      cpu_shares: 1024,
    },
  });
  expect(JSON.stringify(container)).not.toContain('secret');
});

it('keeps the name of an image that another one has by now', () => {
  const moved = { ...inspected, Config: { ...inspected.Config, Image: 'nautilus/web:1' } };
  const listed = { Image: `sha256:${'ab'.repeat(32)}` };
  expect(describe(listed, { inspected: moved }).image).toBe('nautilus/web:1');
  expect(describe(listed, { inspected: undefined }).image).toBe(listed.Image);
});

/** What engines say of every health check that does not run any more. */
const ill = { Health: { Status: 'unhealthy' } };

it.each([
  { title: 'in words', listed: { Status: 'Up 5 minutes (healthy)' }, health: 'healthy' },
  { title: 'starting', listed: { Status: 'Up 1 second (health: starting)' }, health: 'starting' },
  { title: 'in a field', listed: { Health: { Status: 'unhealthy' } }, health: 'unhealthy' },
  { title: 'by inspecting alone', listed: {}, health: 'starting' },
  { title: 'of a paused one', listed: { State: 'paused', ...ill }, health: 'none' },
  { title: 'of one that has ended', listed: { State: 'exited', ...ill }, health: 'none' },
  { title: 'of one between two runs', listed: { State: 'restarting', ...ill }, health: 'none' },
])('health $title', ({ listed, health }) => {
  expect(describe(listed).health).toBe(health);
});

it.each([
  { title: 'exited', state: 'exited', expected: 'exited', pids: undefined },
  { title: 'that nobody knows', state: 'constructor', expected: 'dead', pids: undefined },
  { title: 'paused', state: 'paused', expected: 'paused', pids: 3 },
  { title: 'stopped, as Podman says', state: 'stopped', expected: 'exited', pids: undefined },
  {
    title: 'configured, as Podman says',
    state: 'configured',
    expected: 'created',
    pids: undefined,
  },
])('state $title', ({ state, expected, pids }) => {
  const container = describe({ State: state });
  expect(container.state).toBe(expected);
  expect(container.pids).toBe(pids);
});

it('says when readings are from an earlier round', () => {
  expect(describe({}, { stale: true })).toMatchObject({ stale: true, pids: 3 });
});

it('is named by its id where it has no name', () => {
  expect(describe({ Names: ['/'] }).name).toBe('a1');
});

it('is named by its own name, not by a link of another', () => {
  expect(describe({ Names: ['/other/db', '/db'] }).name).toBe('db');
});

it.each([
  { title: 'two, in the order of their names', names: ['web', 'bus'], networks: ['bus', 'web'] },
  { title: 'neither host nor none', names: ['host'], networks: [] },
  {
    title: 'at most sixteen',
    names: Array.from({ length: 20 }, (_, index) => `n${10 + index}`),
    networks: Array.from({ length: 16 }, (_, index) => `n${10 + index}`),
  },
])('networks: $title', ({ names, networks }) => {
  const Networks = Object.fromEntries(names.map((name) => [name, {}]));
  expect(describe({ NetworkSettings: { Networks } }).networks).toEqual(networks);
});

it('does not say that one in the network namespace of another is in no network', () => {
  const { HostConfig } = inspected;
  const shared = {
    ...inspected,
    HostConfig: { ...HostConfig, NetworkMode: `container:${'b2'.repeat(32)}` },
  };
  const { networks } = describe({ NetworkSettings: { Networks: {} } }, { inspected: shared });
  expect(networks).toBeUndefined();
});
