import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import type { Observer } from './fixtures/observer.ts';
import { observe } from './fixtures/observer.ts';
import type { EngineRound } from './watched-engine.ts';

jest.setTimeout(180_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;

/** Each takes the client two seconds, of which it measures the last one. */
const CLIENT_READINGS = 10;
const MEBIBYTE = 1024 * 1024;

type Reading = { readonly cores: number; readonly bytes: number };

onEngine('beside the docker stats client', () => {
  let engine: DockerEngine;
  let observer: Observer;
  const ids = new Map<string, string>();

  const start = async (name: string, options: readonly string[], script: string) => {
    const named = ['--detach', '--name', name, ...options];
    ids.set(name, await engine.run('run', ...named, 'busybox', 'sh', '-c', script));
  };
  /** As the client prints them: percent of a core, and binary units with four digits. */
  const clientReadings = async (): Promise<ReadonlyMap<string, Reading>> => {
    const format = '{{.Name}} {{.CPUPerc}} {{.MemUsage}}';
    const text = await engine.run('stats', '--no-stream', '--format', format, ...ids.keys());
    const lines = text.matchAll(/^(\S+) ([\d.]+)% ([\d.]+)([KMG]iB) /gm);
    return new Map(
      [...lines].map(([, name = '', percent, size, unit]) => {
        const factor = unit === 'KiB' ? 1 / 1024 : unit === 'GiB' ? 1024 : 1;
        const bytes = Number(size) * factor * MEBIBYTE;
        return [name, { cores: Number(percent) / 100, bytes }];
      }),
    );
  };
  const readingIn = (round: EngineRound, name: string): Reading => {
    const found = round.found.find(({ container }) => container.id === ids.get(name))?.container;
    return {
      cores: found?.cpu?.cores_used ?? Number.NaN,
      bytes: found?.memory?.working_set_bytes ?? Number.NaN,
    };
  };
  /** Reads both ways over the same time. */
  const readBoth = async () => {
    const rounds = new Set<EngineRound>();
    const theirs: ReadonlyMap<string, Reading>[] = [];
    const stop = new AbortController();
    const watching = eventually(
      'the client is done',
      () => {
        const round = observer.round();
        if (round !== undefined) rounds.add(round);
        return stop.signal.aborted;
      },
      { seconds: 120 },
    );
    while (theirs.length < CLIENT_READINGS) theirs.push(await clientReadings());
    stop.abort();
    await watching;
    return { ours: [...rounds], theirs };
  };

  beforeAll(async () => {
    engine = await startDockerEngine();
    observer = await observe(engine, engine);
    await start('busy', ['--cpus', '0.2'], 'while :; do :; done');
    const fill = 'dd if=/dev/zero of=/held/file bs=1M count=24; exec sleep 1000';
    await start('holding', ['--tmpfs', '/held'], fill);
    for (const [name, id] of ids)
      await observer.shown(id, ({ cpu, memory }) => {
        const isFull = (memory?.working_set_bytes ?? 0) > 24 * MEBIBYTE;
        return cpu?.cores_used !== undefined && (name === 'busy' || isFull);
      });
  });
  afterAll(async () => {
    await observer.stop();
    await engine.stop();
  });

  it('agrees with it under a steady load', async () => {
    const both = await readBoth();
    for (const name of ids.keys()) {
      const ours = mean(both.ours.map((round) => readingIn(round, name)));
      const theirs = mean(both.theirs.flatMap((readings) => readings.get(name) ?? []));
      expect(ours.cores).toBeGreaterThanOrEqual(name === 'busy' ? 0.1 : 0);
      expect(Math.abs(ours.cores - theirs.cores)).toBeLessThan(0.02);
      expect(Math.abs(ours.bytes - theirs.bytes)).toBeLessThan(1_000_000);
    }
  });
});

function mean(readings: readonly Reading[]): Reading {
  const sum = readings.reduce(
    (total, it) => ({ cores: total.cores + it.cores, bytes: total.bytes + it.bytes }),
    { cores: 0, bytes: 0 },
  );
  return { cores: sum.cores / readings.length, bytes: sum.bytes / readings.length };
}
