import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Missing, Probe } from '@m4max/contracts';
import { EngineEntry } from '@m4max/contracts';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import type { Engines } from '../docker/find-engines.ts';
import { enginesAt } from '../docker/fixtures/engines-at.ts';
import { engineProber } from './probe-engines.ts';

jest.setTimeout(120_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;
const signal = new AbortController().signal;

onEngine('containers of a real Docker Engine', () => {
  let engine: DockerEngine;
  let engines: Engines;

  const entries = ['postgres', 'ml-engine'].map((name) =>
    EngineEntry.parse(name === 'postgres' ? { name } : { name, port: 8400, health: '/health' }),
  );
  const prober = engineProber({ entries, system: 'mac', ownContainerId: undefined });

  /** All probes and reasons of a round, by name; each text of it, to look for what must not be there. */
  const look = async () => {
    const current = await engines.current(signal);
    const rounds = await Promise.all(current.engines.map((it) => it.round(signal)));
    const probed = await prober.settle(rounds, signal);
    const names = new Map(
      rounds.flatMap(({ found }) => found.map(({ container: { id, name } }) => [id, name])),
    );
    const probes = [...probed.probes].map(([id, probe]): [string, Probe] => [
      names.get(id) ?? id,
      probe,
    ]);
    const text = JSON.stringify([probed, probes]);
    return { probes: new Map(probes), missing: probed.missing, text };
  };
  const run = (name: string, ...args: readonly string[]) =>
    engine.run('run', '--detach', '--name', name, ...args, 'busybox', 'sleep', '1000');
  const probeOf = (name: string, wanted: (probe: Probe) => boolean) =>
    eventually(
      `the probe of ${name} is as wanted`,
      async () => {
        const probe = (await look()).probes.get(name);
        return probe !== undefined && wanted(probe) ? probe : undefined;
      },
      { seconds: 60 },
    );
  const reasonsOf = (missing: readonly Missing[], name: string) =>
    missing.filter(({ field }) => field.includes(name)).map(({ reason }) => reason);

  beforeAll(async () => {
    engine = await startDockerEngine();
    engines = enginesAt([{ kind: 'socket', path: engine.socketPath }]);
    await Promise.all([
      run('postgres', '--health-cmd', 'usleep 200000', '--health-interval', '1s'),
      run(
        'failing',
        ...['--health-cmd', 'echo password=secret; exit 3'],
        ...['--health-interval', '1s', '--health-retries', '2'],
      ),
      run('plain'),
      run('ml-engine'),
      run('labelled', '--label', 'm4max.probe.port=secret', '--label', 'm4max.probe.path=/secret'),
    ]);
    await run('beside', '--network', 'container:ml-engine', '--label', 'm4max.probe.port=80');
  });
  afterAll(async () => {
    await engines.stop();
    await engine.stop();
  });

  it('takes how long the last run of a health check took', async () => {
    const probe = await probeOf('postgres', ({ status }) => status === 'healthy');
    expect(probe).toEqual({
      status: 'healthy',
      source: 'health check',
      response_seconds: expect.any(Number),
    });
    expect(probe.response_seconds).toBeGreaterThanOrEqual(0.19);
    expect(probe.response_seconds).toBeLessThan(20);
  });

  it('says how a health check failed, and nothing of what it printed', async () => {
    const probe = await probeOf('failing', ({ detail = '' }) => /failed/.test(detail));
    expect(probe).toMatchObject({ status: 'degraded', source: 'health check' });
    expect(probe.detail).toMatch(
      /^its health check failed (once|\d+ times in a row): exit code 3$/,
    );
    expect((await look()).text).not.toContain('secret');
  });

  it('asks nothing of a container that wishes nothing', async () => {
    expect((await look()).probes.has('plain')).toBe(false);
  });

  it('says why it cannot ask', async () => {
    const { missing } = await look();
    expect(reasonsOf(missing, 'ml-engine')).toEqual([
      expect.stringContaining('its port 8400 is not published, and a Mac'),
    ]);
    expect(reasonsOf(missing, 'beside')).toEqual([
      expect.stringContaining('its port 80 is not published'),
    ]);
    expect(reasonsOf(missing, 'labelled')).toEqual([
      expect.stringContaining('m4max.probe.port is no port'),
    ]);
  });

  it('notices that an engine was paused', async () => {
    await engine.run('pause', 'ml-engine');
    const probe = await probeOf('ml-engine', () => true);
    expect(probe).toEqual({
      status: 'unreachable',
      source: 'state',
      detail: 'its container is paused',
    });
    await engine.run('unpause', 'ml-engine');
  });
});
