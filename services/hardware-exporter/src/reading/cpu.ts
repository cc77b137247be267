import type { HardwareSample } from '@m4max/contracts';
import { knownFields } from './known-fields.ts';
import type { ClusterReading, CoreReading } from './power-document.ts';
import { clockOf, mean, sum } from './residency.ts';

type Cpu = NonNullable<HardwareSample['cpu']>;
type ReadableCore = CoreReading & { readonly activeRatio: number };
type ReadableCluster = Omit<ClusterReading, 'cores'> & {
  readonly tier?: string;
  readonly cores: readonly ReadableCore[];
  /** With the ones that could not be read. */
  readonly coreCount: number;
};

/** The fastest tier, where there are several: super cores of an M5, performance cores before it. */
const FASTEST_FIRST = ['S', 'P'];

/**
 * The CPU by its clusters. Tiers and clusters are means over their cores, never counters of a cluster:
 * those are wrong since M2. `undefined` when no core could be read.
 */
export function cpuOf(clusters: readonly ClusterReading[]): Cpu | undefined {
  const readable = clusters.map(readableCluster).filter(({ cores }) => cores.length > 0);
  const all = readable.flatMap(({ cores }) => cores);
  const active = mean(all.map(({ activeRatio }) => activeRatio));
  if (active === undefined) return undefined;
  const tiers = tiersOf(readable);
  const fastest = FASTEST_FIRST.map((name) => tiers.find(({ tier }) => tier === name)).find(
    (tier) => tier !== undefined,
  );
  return {
    active_ratio: active,
    ...performanceOf(fastest?.active_ratio, active, readable),
    tiers,
    clusters: readable.flatMap(clusterOf),
    cores: readable.flatMap(({ name, tier, cores }) =>
      cores.map(({ core, activeRatio, scaledRatio, frequencyHertz }) =>
        knownFields({
          core,
          tier,
          cluster: name,
          active_ratio: activeRatio,
          scaled_ratio: scaledRatio,
          frequency_hertz: frequencyHertz,
        }),
      ),
    ),
  };
}

/** On a machine without tiers all cores are the fastest; of a text that lost their names nothing is known. */
function performanceOf(
  fastest: number | undefined,
  all: number,
  clusters: readonly ReadableCluster[],
): Pick<Cpu, 'performance_active_ratio'> {
  if (fastest !== undefined) return { performance_active_ratio: fastest };
  return clusters.every(({ name }) => name === undefined) ? {} : { performance_active_ratio: all };
}

function clusterOf({ name, tier, frequencyHertz, cores }: ReadableCluster): Cpu['clusters'] {
  if (name === undefined || tier === undefined) return [];
  const active = mean(cores.map(({ activeRatio }) => activeRatio)) ?? 0; // Never empty here.
  return [
    knownFields({
      name,
      tier,
      active_ratio: active,
      scaled_ratio: scaledOf(cores),
      frequency_hertz: clockOf(frequencyHertz, active),
    }),
  ];
}

/** How many cores of a tier a document lists; `undefined` when it says of none of them what it did. */
export function coreCount(
  clusters: readonly ClusterReading[] | undefined,
  tier: string,
): number | undefined {
  const own = (clusters ?? []).filter((cluster) => tierOf(cluster) === tier);
  const cores = own.flatMap((cluster) => cluster.cores);
  return cores.some(({ activeRatio }) => activeRatio !== undefined) ? cores.length : undefined;
}

function tierOf({ name }: ClusterReading): string | undefined {
  return name?.charAt(0).toUpperCase();
}

function readableCluster(cluster: ClusterReading): ReadableCluster {
  const tier = tierOf(cluster);
  return {
    ...cluster,
    ...(tier === undefined ? {} : { tier }),
    coreCount: cluster.cores.length,
    cores: cluster.cores.filter(
      (core) => core.activeRatio !== undefined,
    ) as readonly ReadableCore[],
  };
}

/** Clusters of a tier need not be neighbours: an Ultra lists them die by die. */
function tiersOf(clusters: readonly ReadableCluster[]): Cpu['tiers'] {
  const names = [...new Set(clusters.flatMap(({ tier }) => tier ?? []))];
  return names.map((tier) => {
    const own = clusters.filter((cluster) => cluster.tier === tier);
    const cores = own.flatMap((cluster) => cluster.cores);
    return knownFields({
      tier,
      cores: sum(own.map((cluster) => cluster.coreCount)),
      active_ratio: mean(cores.map(({ activeRatio }) => activeRatio)) ?? 0, // Never empty here.
      scaled_ratio: scaledOf(cores),
      frequency_hertz: frequencyOf(cores),
    });
  });
}

/** Nothing when it is not known of every core: a mean over some of them would be another machine's. */
function scaledOf(cores: readonly ReadableCore[]): number | undefined {
  const scaled = cores.flatMap(({ scaledRatio }) => scaledRatio ?? []);
  return scaled.length === cores.length ? mean(scaled) : undefined;
}

/** Clock while active: Σ active·clock ÷ Σ active over the cores whose clock is known; nothing when all slept. */
function frequencyOf(cores: readonly ReadableCore[]): number | undefined {
  let weighted = 0;
  let weight = 0;
  for (const { activeRatio, frequencyHertz } of cores) {
    if (frequencyHertz === undefined) continue;
    weighted += activeRatio * frequencyHertz;
    weight += activeRatio;
  }
  return weight === 0 ? undefined : weighted / weight;
}
