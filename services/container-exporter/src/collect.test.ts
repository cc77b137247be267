import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { collect } from './collect.ts';

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
