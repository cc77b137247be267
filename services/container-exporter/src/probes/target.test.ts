import { expect, it } from '@jest/globals';
import { EngineEntry } from '@m4max/contracts';
import { Inspected } from '../replies/inspected.ts';
import type { EngineContainer, Where } from './target.ts';
import { targetOf } from './target.ts';

const engine = EngineEntry.parse({
  name: 'nautilus-risk-engine',
  port: 8200,
  container_port: 8000,
  health: '/health',
  native: true,
});
const database = EngineEntry.parse({ name: 'nautilus-postgres', port: 5432 });

function container(over: { ports?: object; networks?: object; mode?: string }): EngineContainer {
  return {
    state: 'running',
    health: 'none',
    inspected: Inspected.parse({
      Id: 'a1',
      Name: '/nautilus-risk-engine',
      State: { Status: 'running' },
      HostConfig: { NetworkMode: over.mode ?? 'bridge' },
      NetworkSettings: { Ports: over.ports ?? {}, Networks: over.networks ?? {} },
    }),
  };
}

const everywhere = { '8000/tcp': [{ HostIp: '0.0.0.0', HostPort: '18200' }] };
const own = { nautilus: { IPAddress: '172.18.0.5' } };

const asked: readonly {
  title: string;
  where: Where;
  container: EngineContainer | undefined;
  url: string;
}[] = [
  {
    title: 'the published port on the loopback',
    where: 'mac',
    container: container({ ports: everywhere, networks: own }),
    url: 'http://127.0.0.1:18200/health',
  },
  {
    title: 'the address that it is published on',
    where: 'linux',
    container: container({ ports: { '8000/tcp': [{ HostIp: '192.0.2.7', HostPort: '80' }] } }),
    url: 'http://192.0.2.7:80/health',
  },
  {
    title: 'published on IPv6 only',
    where: 'linux',
    container: container({ ports: { '8000/tcp': [{ HostIp: '::1', HostPort: '81' }] } }),
    url: 'http://[::1]:81/health',
  },
  {
    title: 'the container’s own address on Linux',
    where: 'linux',
    container: container({ ports: { '8000/tcp': null }, networks: own }),
    url: 'http://172.18.0.5:8000/health',
  },
  {
    title: 'the host’s network on Linux',
    where: 'linux',
    container: container({ mode: 'host' }),
    url: 'http://127.0.0.1:8000/health',
  },
  {
    title: 'the container’s own address from inside a container',
    where: 'container',
    container: container({ ports: everywhere, networks: own }),
    url: 'http://172.18.0.5:8000/health',
  },
  {
    title: 'natively, without a container',
    where: 'mac',
    container: undefined,
    url: 'http://127.0.0.1:8200/health',
  },
];
it.each(asked)('asks $title', ({ where, container: its, url }) => {
  expect(targetOf(engine, its, where)).toMatchObject({ kind: 'ask', url });
});

it.each([
  {
    title: 'unpublished on a Mac',
    entry: engine,
    its: container({ networks: own }),
    where: 'mac' as const,
    reason: 'publish it (ports: "127.0.0.1:8200:8000")',
  },
  {
    title: 'a native engine seen from a container',
    entry: engine,
    its: undefined,
    where: 'container' as const,
    reason: 'cannot be asked',
  },
  {
    title: 'no container, and none looked for natively',
    entry: database,
    its: undefined,
    where: 'linux' as const,
    reason: 'no container is named nautilus-postgres',
  },
])('is missing, with the reason: $title', ({ entry, its, where, reason }) => {
  const target = targetOf(entry, its, where);
  expect(target).toMatchObject({ kind: 'missing', reason: expect.stringContaining(reason) });
});

it.each([
  { title: 'running', over: {}, status: 'healthy' },
  { title: 'failing its health check', over: { health: 'unhealthy' }, status: 'degraded' },
  { title: 'not yet healthy', over: { health: 'starting' }, status: 'degraded' },
  { title: 'exited', over: { state: 'exited' }, status: 'unreachable' },
])('without a path the container’s state answers: $title', ({ over, status }) => {
  const target = targetOf(database, { ...container({}), ...over }, 'linux');
  expect(target).toMatchObject({ kind: 'known', probe: { status } });
});

it('does not ask a container that does not run', () => {
  const target = targetOf(engine, { ...container({}), state: 'exited' }, 'linux');
  expect(target).toEqual({
    kind: 'known',
    probe: { status: 'unreachable', detail: 'its container is exited' },
  });
});
