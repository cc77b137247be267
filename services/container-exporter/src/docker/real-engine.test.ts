import { symlinkSync, unlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Container, ContainerEvent } from '@m4max/contracts';
import { ContainersSample } from '@m4max/contracts';
import { createLogger } from '@m4max/service-kit';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import { cgroupReader } from '../cgroup/cgroup-reader.ts';
import { collect } from '../collect.ts';
import { engineProber } from '../http/probe-engines.ts';
import { linkWatcher } from '../netprobe/watch-links.ts';
import type { Engines } from './find-engines.ts';
import { findEngines } from './find-engines.ts';

jest.setTimeout(120_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;
const signal = new AbortController().signal;

onEngine('a real Docker Engine', () => {
  let engine: DockerEngine;
  let engines: Engines;
  let socket = '/nowhere/docker.sock';
  const events: ContainerEvent[] = [];

  const sample = async (): Promise<ContainersSample> =>
    ContainersSample.parse(
      await collect({
        engines,
        probe: engineProber({ entries: [], system: 'linux', ownContainerId: undefined }),
        talks: linkWatcher({ procRoot: '/nowhere', netprobeFolder: undefined }),
        withCgroups: cgroupReader(undefined),
        host: 'test-mac',
        intervalSeconds: 1,
        signal,
      }),
    );
  /** Collects until the container is as wanted. */
  const container = (name: string, wanted: (container: Container) => boolean) =>
    eventually(
      `${name} is as wanted`,
      async () => {
        const { containers } = await sample();
        const found = containers.find((it) => it.name === name);
        if (found === undefined || wanted(found)) return found;
        throw new Error(JSON.stringify(found));
      },
      { seconds: 60 },
    );
  const run = (name: string, ...args: string[]) =>
    engine.run('run', '--detach', '--name', name, ...args);

  beforeAll(async () => {
    engines = findEngines({
      addresses: async () => [
        { kind: 'socket', path: socket },
        { kind: 'socket', path: `${socket}.link` },
      ],
      host: 'test-mac',
      log: createLogger('test', 'error'),
      write: (event) => events.push(event),
    });
    engine = await startDockerEngine();
  });
  afterAll(async () => {
    await engines.stop();
    await engine.stop();
  });

  it('is missed while it is away, and found when it appears, once under two names', async () => {
    expect((await sample()).missing).toContainEqual({
      field: 'engines',
      reason: expect.stringContaining('/nowhere/docker.sock is not there'),
    });
    socket = engine.socketPath;
    symlinkSync(socket, `${socket}.link`);
    const found = await eventually(
      'the engine is found',
      async () => {
        const { engines: list } = await sample();
        return list.length > 0 ? list : undefined;
      },
      { seconds: 60 },
    );
    expect(found).toEqual([
      expect.objectContaining({
        up: true,
        version: expect.stringMatching(/^20\./),
        api_version: '1.41',
      }),
    ]);
    unlinkSync(`${socket}.link`);
    // From here on nothing that happens may be missed.
    await eventually(
      'its events are heard',
      async () => {
        await engine.run('run', '--rm', 'busybox', 'true');
        return events.length > 0;
      },
      { seconds: 60 },
    );
  });

  it('measures a busy container against its limits', async () => {
    await run(
      'busy',
      '--cpus',
      '0.5',
      '--memory',
      '32m',
      'busybox',
      'sh',
      '-c',
      'while :; do :; done',
    );
    const { cpu, memory, network, pids, state, limits } = await container(
      'busy',
      (it) => it.cpu?.cores_used !== undefined && it.cpu.throttled_ratio !== undefined,
    );
    expect(state).toBe('running');
    expect(cpu?.cores_used).toBeGreaterThan(0.02);
    expect(cpu?.cores_used).toBeLessThan(0.8);
    expect(cpu?.limit_ratio).toBeCloseTo((cpu?.cores_used ?? 0) / 0.5);
    expect(memory).toMatchObject({ limit_bytes: 32 * 1024 * 1024 });
    expect(memory?.limit_ratio).toBeGreaterThan(0);
    expect(network?.interfaces?.map(({ name }) => name)).toEqual(['eth0']);
    expect(pids).toBe(1);
    expect(limits).toMatchObject({ cpu_quota_microseconds: 50_000 });
    await engine.run('rm', '--force', 'busy');
  });

  it('keeps the containers of an engine that went away, as stale', async () => {
    const before = await sample();
    await engine.stop();
    const after = await sample();
    expect(after.engines).toEqual([expect.objectContaining({ up: false })]);
    expect(after.containers.map(({ name }) => name)).toEqual(
      before.containers.map(({ name }) => name),
    );
    expect(after.containers.every(({ stale }) => stale === true)).toBe(true);
    expect(after.missing).toContainEqual({
      field: 'containers',
      reason: expect.stringContaining('does not answer'),
    });
  });
});
