import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually } from '@m4max/test-kit';
import { collect, collector } from './collect.ts';
import { runningContainer } from './fixtures/running-container.ts';

const { signal } = new AbortController();

it.each([
  { title: 'in time', roundSeconds: 0, seconds: 5, least: 5, most: 5 },
  { title: 'too late for the next one', roundSeconds: 0.4, seconds: 0.1, least: 0.3, most: 20 },
])('says how far its rounds are apart: $title', async ({ roundSeconds, seconds, least, most }) => {
  const sample = await collect({
    engines: { current: async () => ({ engines: [], missing: [] }) },
    probe: {
      askKnown: () => sleep(roundSeconds * 1000),
      settle: async () => ({ engines: [], probes: new Map(), missing: [] }),
    },
    talks: async () => ({ links: [], missing: [] }),
    withCgroups: async (containers) => ({ containers, missing: [] }),
    host: 'mac',
    intervalSeconds: seconds,
    signal,
  });
  expect(sample.interval_seconds).toBeGreaterThanOrEqual(least);
  expect(sample.interval_seconds).toBeLessThanOrEqual(most);
});

const gone = new Set<string>();
const rounds = collector({
  engines: {
    current: async () => ({ engines: [], missing: [] }),
    isGone: (id) => gone.has(id),
    stop: async () => undefined,
  },
  probe: {
    askKnown: async () => undefined,
    settle: async () => ({ engines: [], probes: new Map(), missing: [] }),
  },
  talks: async () => ({ links: [], missing: [] }),
  withCgroups: async () => ({
    containers: ['web', 'db'].map((name) => runningContainer({ id: name, name })),
    missing: [],
  }),
  host: 'mac',
  seconds: 300,
  isWatched: async () => false,
  publish: () => undefined,
  log: createLogger('test', 'error'),
});
afterAll(() => rounds.stop());

it('gives one and the same sample for all series of a page, also once a container is removed', async () => {
  await rounds.start();
  await eventually('a round is over', () => rounds.latest());
  gone.add('web');
  const sample = rounds.latest();
  expect(sample?.containers.map(({ name }) => name)).toEqual(['db']);
  expect(rounds.latest()).toBe(sample); // What is worked out of it once need not be again.
});
