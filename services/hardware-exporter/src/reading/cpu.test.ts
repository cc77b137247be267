import { expect, it } from '@jest/globals';
import { coreCount, cpuOf } from './cpu.ts';
import type { ClusterReading } from './power-document.ts';

function cluster(name: string, ...shares: (number | undefined)[]): ClusterReading {
  return {
    name,
    cores: shares.map((activeRatio, core) =>
      activeRatio === undefined ? { core } : { core, activeRatio },
    ),
  };
}

it.each([
  {
    title: 'a Max: tiers by name, over all their clusters',
    clusters: [
      cluster('E-Cluster', 0.2, 0.4),
      cluster('P0-Cluster', 0, 0),
      cluster('P1-Cluster', 0.8, 0.4),
    ],
    tiers: { E: 0.3, P: 0.3 },
    performance: 0.3,
    all: 0.3,
  },
  {
    title: 'an Ultra: clusters of a tier are not neighbours',
    clusters: [
      cluster('E0-Cluster', 0.1),
      cluster('P0-Cluster', 0.5),
      cluster('E1-Cluster', 0.3),
      cluster('P2-Cluster', 0.9),
    ],
    tiers: { E: 0.2, P: 0.7 },
    performance: 0.7,
    all: 0.45,
  },
  {
    title: 'an M5: super cores are the fast ones',
    clusters: [cluster('P-Cluster', 0.2), cluster('S-Cluster', 0.8)],
    tiers: { P: 0.2, S: 0.8 },
    performance: 0.8,
    all: 0.5,
  },
  {
    title: 'letters not met before',
    clusters: [cluster('X-Cluster', 0.2), cluster('Q-Cluster', 0.4)],
    tiers: { X: 0.2, Q: 0.4 },
    performance: 0.3,
    all: 0.3,
  },
  {
    title: 'a core that could not be read',
    clusters: [cluster('P-Cluster', 0.2, undefined, 0.4)],
    tiers: { P: 0.3 },
    performance: 0.3,
    all: 0.3,
  },
])('cpuOf: $title', ({ clusters, tiers, performance, all }) => {
  const cpu = cpuOf(clusters);
  expect(Object.fromEntries(cpu?.tiers.map((it) => [it.tier, it.active_ratio]) ?? [])).toEqual(
    Object.fromEntries(
      Object.entries(tiers).map(([tier, ratio]) => [tier, expect.closeTo(ratio, 9)]),
    ),
  );
  expect(cpu?.performance_active_ratio).toBeCloseTo(performance, 9);
  expect(cpu?.active_ratio).toBeCloseTo(all, 9);
});

it.each([
  { title: 'no clusters', clusters: [] },
  { title: 'clusters without cores', clusters: [cluster('P-Cluster')] },
  { title: 'only cores that cannot be read', clusters: [cluster('P-Cluster', undefined)] },
])('cpuOf: nothing of $title', ({ clusters }) => {
  expect(cpuOf(clusters)).toBeUndefined();
});

it('weighs the clock of a tier by activity, and has none when all slept', () => {
  const cores = [
    { core: 0, activeRatio: 0.3, frequencyHertz: 1e9 },
    { core: 1, activeRatio: 0.1, frequencyHertz: 3e9 },
    { core: 2, activeRatio: 0.5 },
  ];
  expect(cpuOf([{ name: 'P', cores }])?.tiers[0]?.frequency_hertz).toBeCloseTo(1.5e9, 0);
  const asleep = [{ core: 0, activeRatio: 0, frequencyHertz: 0 }];
  expect(cpuOf([{ name: 'P', cores: asleep }])?.tiers[0]).toEqual({
    tier: 'P',
    cores: 1,
    active_ratio: 0,
  });
});

it('counts the cores of a tier, those that cannot be read too', () => {
  const clusters = [
    cluster('E-Cluster', 0.1),
    cluster('P0-Cluster', 0.1, undefined),
    cluster('P1-Cluster', 0.1),
  ];
  expect(coreCount(clusters, 'P')).toBe(3);
  expect(coreCount(clusters, 'S')).toBeUndefined();
  expect(coreCount([cluster('P-Cluster')], 'P')).toBeUndefined();
  expect(cpuOf(clusters)?.tiers.map(({ cores }) => cores)).toEqual([1, 3]);
});
