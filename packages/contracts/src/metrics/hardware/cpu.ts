import type { HardwareSample } from '../../hardware-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** The processor: whole, by tier, by cluster, by core. */
export const cpuMetrics: readonly MetricRow<HardwareSample>[] = [
  {
    type: 'gauge',
    name: 'm4max_cpu_active_ratio',
    help: 'Share of time that all cores were active, as a mean over the cores.',
    labels: [],
    unit: 'percent',
    origin: { field: 'cpu.active_ratio' },
    absent: 'only shares weighted by the clock are known (macmon before 0.8)',
    read: ({ cpu }) => known(cpu?.active_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_performance_active_ratio',
    help: 'Share of time that the fastest cores were active; all cores on a machine without tiers.',
    labels: [],
    unit: 'percent',
    origin: { field: 'cpu.performance_active_ratio' },
    absent: 'only shares weighted by the clock are known (macmon before 0.8)',
    read: ({ cpu }) => known(cpu?.performance_active_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_load1',
    help: 'Mean number of runnable processes over the last minute.',
    labels: [],
    unit: 'count',
    origin: { field: 'cpu.load1' },
    read: ({ cpu }) => known(cpu?.load1),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_tier_cores',
    help: 'Cores of a tier: E efficiency, P performance, M middle, S super.',
    labels: ['tier'],
    unit: 'count',
    origin: { field: 'cpu' },
    absent: 'the machine has no tiers, or the source does not count its cores',
    read: ({ cpu }) => (cpu?.tiers ?? []).flatMap(({ tier, cores }) => known(cores, { tier })),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_tier_active_ratio',
    help: 'Share of time that the cores of a tier were active, as a mean over its cores.',
    labels: ['tier'],
    unit: 'percent',
    origin: { field: 'cpu' },
    absent: 'the machine has no tiers',
    read: ({ cpu }) =>
      (cpu?.tiers ?? []).flatMap(({ tier, active_ratio }) => known(active_ratio, { tier })),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_tier_scaled_ratio',
    help: 'Share of what a tier could do at full clock, as a mean over its cores.',
    labels: ['tier'],
    unit: 'percent',
    origin: { words: 'powermetrics, macmon' },
    absent: 'the times at each clock are not all readable',
    read: ({ cpu }) =>
      (cpu?.tiers ?? []).flatMap(({ tier, scaled_ratio }) => known(scaled_ratio, { tier })),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_tier_frequency_hertz',
    help: 'Clock of a tier while its cores were active.',
    labels: ['tier'],
    unit: 'hertz',
    origin: { words: 'powermetrics, macmon, mactop' },
    absent: 'all cores of the tier slept',
    read: ({ cpu }) =>
      (cpu?.tiers ?? []).flatMap(({ tier, frequency_hertz }) => known(frequency_hertz, { tier })),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_cluster_active_ratio',
    help: 'Share of time that the cores of a cluster were active, as a mean over its cores.',
    labels: ['cluster', 'tier'],
    unit: 'percent',
    origin: { words: 'powermetrics' },
    read: ({ cpu }) =>
      (cpu?.clusters ?? []).flatMap(({ name, tier, active_ratio }) =>
        known(active_ratio, { cluster: name, tier }),
      ),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_cluster_scaled_ratio',
    help: 'Share of what a cluster could do at full clock, as a mean over its cores.',
    labels: ['cluster', 'tier'],
    unit: 'percent',
    origin: { words: 'powermetrics' },
    read: ({ cpu }) =>
      (cpu?.clusters ?? []).flatMap(({ name, tier, scaled_ratio }) =>
        known(scaled_ratio, { cluster: name, tier }),
      ),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_cluster_frequency_hertz',
    help: 'Clock of a cluster, as the source reports it.',
    labels: ['cluster', 'tier'],
    unit: 'hertz',
    origin: { words: 'powermetrics' },
    read: ({ cpu }) =>
      (cpu?.clusters ?? []).flatMap(({ name, tier, frequency_hertz }) =>
        known(frequency_hertz, { cluster: name, tier }),
      ),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_core_active_ratio',
    help: 'Share of time that a core was active; tier and cluster are empty where there are none.',
    labels: ['core', 'tier', 'cluster'],
    unit: 'percent',
    origin: { field: 'cpu' },
    absent: 'the share of that core is not a number in the document',
    read: ({ cpu }) =>
      (cpu?.cores ?? []).flatMap((core) => known(core.active_ratio, coreLabels(core))),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_core_scaled_ratio',
    help: 'Share of what a core could do at full clock.',
    labels: ['core', 'tier', 'cluster'],
    unit: 'percent',
    origin: { words: 'powermetrics, macmon' },
    absent: 'the times at each clock are not all readable',
    read: ({ cpu }) =>
      (cpu?.cores ?? []).flatMap((core) => known(core.scaled_ratio, coreLabels(core))),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_core_frequency_hertz',
    help: 'Clock of a core while it was active; 0 when it slept all the time.',
    labels: ['core', 'tier', 'cluster'],
    unit: 'hertz',
    origin: { words: 'powermetrics, macmon' },
    absent: 'the clock reads 0 beside activity',
    read: ({ cpu }) =>
      (cpu?.cores ?? []).flatMap((core) => known(core.frequency_hertz, coreLabels(core))),
  },
];

function coreLabels({
  core,
  tier = '',
  cluster = '',
}: {
  readonly core: number;
  readonly tier?: string | undefined;
  readonly cluster?: string | undefined;
}): Readonly<Record<string, string>> {
  return { core: String(core), tier, cluster };
}
