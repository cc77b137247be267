import { afterEach, describe, expect, it } from '@jest/globals';
import type { HardwareSample } from '@m4max/contracts';
import { hardwareSamples, hardwareSeries } from '@m4max/contracts';
import type { RedisServer } from '@m4max/test-kit';
import { eventually, redisKinds, startRedis } from '@m4max/test-kit';
import { follow } from './follow.ts';
import { createPublisher } from './publisher.ts';
import type { Store } from './store.ts';
import { closeStore, connectStore } from './store.ts';

const lines: string[] = [];
const log = {
  info: (message: string) => void lines.push(`info ${message}`),
  warn: (message: string) => void lines.push(`warn ${message}`),
  error: (message: string) => void lines.push(`error ${message}`),
};

const STEP_MILLISECONDS = 50;

function sampleAt(step: number): HardwareSample {
  return {
    v: 1,
    host: 'studio',
    taken_at: new Date(Date.UTC(2026, 0, 1) + step * STEP_MILLISECONDS).toISOString(),
    interval_seconds: 0.05,
    missing: [],
    source: { name: 'test' },
    chip: {},
  };
}

describe.each(redisKinds())('the $title store is killed under load', ({ title, options }) => {
  let server: RedisServer | undefined;
  let store: Store | undefined;
  let stops: (() => Promise<void>)[] = [];

  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()));
    stops = [];
    if (store !== undefined) await closeStore(store);
    await server?.stop();
  });

  it('misses nothing after its return and says little', async () => {
    lines.length = 0;
    server = await startRedis(options);
    store = connectStore(server.url, { name: 'test', log });
    const seen: string[] = [];
    const reader = follow({
      name: 'reader',
      store,
      stream: hardwareSamples,
      from: 'start',
      onEntries: (entries) => void seen.push(...entries.map(({ entry }) => entry.taken_at)),
      log,
    });
    const publisher = createPublisher({
      store,
      stream: hardwareSamples,
      series: hardwareSeries,
      host: 'studio',
      log,
    });
    stops = [() => reader.stop(), () => publisher.stop()];
    await reader.start();
    await publisher.start();
    let step = 0;
    const publishing = setInterval(() => {
      publisher.publish(sampleAt(step));
      step += 1;
    }, STEP_MILLISECONDS);
    stops.push(async () => clearInterval(publishing));

    await eventually('the first are read', () => seen.length > 5);
    await server.kill();
    await eventually('some are waiting', () => publisher.backlog() > 20);
    expect(publisher.notReady?.()).toContain('the store is away');
    await expect(store.ping()).rejects.toThrow();
    await server.restart();
    const target = step + 5;
    await eventually('later ones are read', () => seen.length >= target);
    clearInterval(publishing);

    await eventually('all are read', () => {
      if (seen.length === step && publisher.backlog() === 0) return true;
      throw new Error(`${seen.length} of ${step}, the first is ${seen[0]}`);
    });
    expect(seen).toEqual(Array.from({ length: step }, (_, at) => sampleAt(at).taken_at));
    const anew = 'warn a stream began anew: it was deleted, or the store lost it';
    expect(lines.filter((line) => line === anew)).toHaveLength(title === 'embedded' ? 1 : 0);
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(lines.filter((line) => line === 'warn store is away')).toHaveLength(1);
    expect(lines.filter((line) => line === 'info store is back')).toHaveLength(1);
  }, 90_000);

  it('reads once what was sent twice because the answer did not come', async () => {
    lines.length = 0;
    server = await startRedis(options);
    store = connectStore(server.url, { name: 'test', log });
    const seen: string[] = [];
    const reader = follow({
      name: 'reader',
      store,
      stream: hardwareSamples,
      from: 'start',
      onEntries: (entries) => void seen.push(...entries.map(({ entry }) => entry.taken_at)),
      log,
    });
    const publisher = createPublisher({
      ...{ store, stream: hardwareSamples, series: hardwareSeries, host: 'studio', log },
    });
    stops = [() => reader.stop(), () => publisher.stop()];
    await reader.start();
    await publisher.start();
    publisher.publish(sampleAt(0));
    await eventually('the first is read', () => seen.length === 1);

    await server.kill('SIGSTOP'); // What is sent now waits in its socket, and is carried out later unless the lease ran out.
    publisher.publish(sampleAt(1));
    await eventually('it was given up', () =>
      lines.includes('warn samples were not accepted, trying again'),
    );
    await server.kill('SIGCONT');
    publisher.publish(sampleAt(2));
    await eventually('all are read', () => seen.length >= 3 && publisher.backlog() === 0);
    expect(seen).toEqual([0, 1, 2].map((step) => sampleAt(step).taken_at));
  }, 90_000);
});
