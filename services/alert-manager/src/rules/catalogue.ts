import type {
  ContainersSample,
  HardwareSample,
  MetricRow,
  MetricValue,
  TradingSample,
} from '@m4max/contracts';
import { containersMetrics, hardwareMetrics, tradingMetrics } from '@m4max/contracts';

/** A sample of any kind, as it arrived. */
export type AnySample =
  | { readonly kind: 'hardware'; readonly sample: HardwareSample }
  | { readonly kind: 'containers'; readonly sample: ContainersSample }
  | { readonly kind: 'trading'; readonly sample: TradingSample };

/** A row of a metric table, and the kind of sample it reads. */
export type Metric =
  | { readonly kind: 'hardware'; readonly row: MetricRow<HardwareSample> }
  | { readonly kind: 'containers'; readonly row: MetricRow<ContainersSample> }
  | { readonly kind: 'trading'; readonly row: MetricRow<TradingSample> };

const metrics: readonly Metric[] = [
  ...hardwareMetrics.map((row) => ({ kind: 'hardware', row }) as const),
  ...containersMetrics.map((row) => ({ kind: 'containers', row }) as const),
  ...tradingMetrics.map((row) => ({ kind: 'trading', row }) as const),
];

export function findMetric(name: string): Metric | undefined {
  return metrics.find(({ row }) => row.name === name);
}

/** The series of a metric in a sample; none when the sample is of another kind. */
export function readMetric(metric: Metric, arrived: AnySample): readonly MetricValue[] {
  if (metric.kind === 'hardware' && arrived.kind === 'hardware')
    return metric.row.read(arrived.sample);
  if (metric.kind === 'containers' && arrived.kind === 'containers')
    return metric.row.read(arrived.sample);
  if (metric.kind === 'trading' && arrived.kind === 'trading')
    return metric.row.read(arrived.sample);
  return [];
}

/** Which fields of a sample a metric is read from (`memory`, `memory.used_bytes`), found by watching it read. */
export function pathsRead(metric: Metric, { kind, sample }: AnySample): ReadonlySet<string> {
  const paths = new Set<string>();
  const watch = <Watched extends object>(watched: Watched, prefix: string): Watched =>
    new Proxy(watched, {
      get(target, property) {
        const path = `${prefix}${String(property)}`;
        paths.add(path);
        const value: unknown = Reflect.get(target, property);
        const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
        return isGroup ? watch(value, `${path}.`) : value;
      },
    });
  if (metric.kind === 'hardware' && kind === 'hardware') metric.row.read(watch(sample, ''));
  if (metric.kind === 'containers' && kind === 'containers') metric.row.read(watch(sample, ''));
  if (metric.kind === 'trading' && kind === 'trading') metric.row.read(watch(sample, ''));
  return paths;
}
