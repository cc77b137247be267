import type { ContainersSample } from '../containers-sample.ts';
import type { HardwareSample } from '../hardware-sample.ts';
import type { TradingSample } from '../trading-sample.ts';

/** One kept series: `read` gives its values now, keyed (by container, by tier…) where there are several. */
export type SeriesRow<Sample> = {
  readonly name: string;
  readonly unit: string;
  /** Buckets also keep the 95th percentile. */
  readonly p95?: boolean;
  readonly read: (sample: Sample) => readonly { readonly key?: string; readonly value: number }[];
};

/** `name`, or `name:key` where a series exists once per key. */
export function seriesName(row: { readonly name: string }, key: string | undefined): string {
  return key === undefined ? row.name : `${row.name}:${key}`;
}

function one(value: number | undefined): readonly { readonly value: number }[] {
  return value === undefined ? [] : [{ value }];
}

export const hardwareSeries: readonly SeriesRow<HardwareSample>[] = [
  { name: 'cpu_active_ratio', unit: 'ratio', read: ({ cpu }) => one(cpu?.active_ratio) },
  {
    name: 'cpu_performance_active_ratio',
    unit: 'ratio',
    p95: true,
    read: ({ cpu }) => one(cpu?.performance_active_ratio),
  },
  {
    name: 'cpu_tier_active_ratio',
    unit: 'ratio',
    read: ({ cpu }) =>
      (cpu?.tiers ?? []).flatMap(({ tier, active_ratio }) =>
        one(active_ratio).map(({ value }) => ({ key: tier, value })),
      ),
  },
  { name: 'gpu_active_ratio', unit: 'ratio', read: ({ gpu }) => one(gpu?.active_ratio) },
  {
    name: 'ane_active_ratio_estimated',
    unit: 'ratio',
    read: ({ ane }) => one(ane?.active_ratio_estimated),
  },
  {
    name: 'memory_used_bytes',
    unit: 'bytes',
    p95: true,
    read: ({ memory }) => one(memory?.used_bytes),
  },
  { name: 'swap_used_bytes', unit: 'bytes', read: ({ memory }) => one(memory?.swap_used_bytes) },
  {
    name: 'memory_bandwidth_bytes_per_second',
    unit: 'bytes/s',
    read: ({ memory }) => one(memory?.bandwidth_bytes_per_second),
  },
  { name: 'power_cpu_watts', unit: 'watts', read: ({ power }) => one(power?.cpu_watts) },
  { name: 'power_gpu_watts', unit: 'watts', read: ({ power }) => one(power?.gpu_watts) },
  { name: 'power_ane_watts', unit: 'watts', read: ({ power }) => one(power?.ane_watts) },
  {
    name: 'power_dram_watts',
    unit: 'watts',
    p95: true,
    read: ({ power }) => one(power?.dram_watts),
  },
  { name: 'power_combined_watts', unit: 'watts', read: ({ power }) => one(power?.combined_watts) },
  { name: 'thermal_level', unit: 'level', read: ({ thermal }) => one(thermal?.level) },
];

export const containersSeries: readonly SeriesRow<ContainersSample>[] = [
  {
    name: 'container_cpu_cores_used',
    unit: 'cores',
    p95: true,
    read: ({ containers }) =>
      containers.flatMap(({ name, cpu, stale }) =>
        stale === true || cpu?.cores_used === undefined
          ? []
          : [{ key: name, value: cpu.cores_used }],
      ),
  },
  {
    name: 'container_memory_working_set_bytes',
    unit: 'bytes',
    p95: true,
    read: ({ containers }) =>
      containers.flatMap(({ name, memory, stale }) =>
        stale === true || memory?.working_set_bytes === undefined
          ? []
          : [{ key: name, value: memory.working_set_bytes }],
      ),
  },
  {
    name: 'container_running_ratio',
    unit: 'ratio',
    read: ({ containers }) =>
      containers.map(({ name, state }) => ({ key: name, value: state === 'running' ? 1 : 0 })),
  },
];

export const tradingSeries: readonly SeriesRow<TradingSample>[] = [
  { name: 'score_overall', unit: 'score', read: ({ score }) => one(score.overall) },
  {
    name: 'latency_p95_seconds',
    unit: 'seconds',
    read: ({ latencies }) =>
      latencies.flatMap(({ kind, stage, labels, p95 }) =>
        p95 === undefined || Object.keys(labels).length > 0
          ? []
          : [{ key: `${kind}/${stage}`, value: p95 }],
      ),
  },
  {
    name: 'messages_per_second',
    unit: 'per second',
    read: ({ throughput }) =>
      throughput.map(({ component, messages_per_second }) => ({
        key: component,
        value: messages_per_second,
      })),
  },
  { name: 'orders_in_flight', unit: 'count', read: ({ orders }) => one(orders?.in_flight) },
];
