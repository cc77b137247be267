import { symlinkSync, unlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Container, ContainerEvent } from '@m4max/contracts';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import type { Engines } from './find-engines.ts';
import { enginesAt } from './fixtures/engines-at.ts';
import { eventsAreHeard } from './fixtures/observer.ts';
import { sampleOf } from './fixtures/sample-of.ts';

jest.setTimeout(120_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;

onEngine('a real Docker Engine', () => {
  let engine: DockerEngine;
  let engines: Engines;
  let socket = '/nowhere/docker.sock';
  const events: ContainerEvent[] = [];

  /** Collects until the container is as wanted. */
  const container = (name: string, wanted: (container: Container) => boolean) =>
    eventually(
      `${name} is as wanted`,
      async () => {
        const { containers } = await sampleOf(engines);
        const found = containers.find((it) => it.name === name);
        if (found === undefined || wanted(found)) return found;
        throw new Error(JSON.stringify(found));
      },
      { seconds: 60 },
    );
  const run = (name: string, ...args: string[]) =>
    engine.run('run', '--detach', '--name', name, ...args);

  beforeAll(async () => {
    engines = enginesAt([], {
      addresses: async () => [
        { kind: 'socket', path: socket },
        { kind: 'socket', path: `${socket}.link` },
      ],
      write: (event) => events.push(event),
    });
    engine = await startDockerEngine();
  });
  afterAll(async () => {
    await engines.stop();
    await engine.stop();
  });

  it('is missed while it is away, and found when it appears, once under two names', async () => {
    expect((await sampleOf(engines)).missing).toContainEqual({
      field: 'engines',
      reason: expect.stringContaining('/nowhere/docker.sock is not there'),
    });
    socket = engine.socketPath;
    symlinkSync(socket, `${socket}.link`);
    const found = await eventually(
      'the engine is found',
      async () => {
        const { engines: list } = await sampleOf(engines);
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
    await eventsAreHeard(engine, events);
  });

  it('measures a busy container against its limits', async () => {
    const limited = ['--cpus', '0.5', '--memory', '32m'];
    await run('busy', ...limited, 'busybox', 'sh', '-c', 'while :; do :; done');
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
    const before = await sampleOf(engines);
    await engine.stop();
    const after = await sampleOf(engines);
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
