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

/** Which parts of a sample a metric is read from, found by watching it read. */
export function partsRead(metric: Metric, { kind, sample }: AnySample): ReadonlySet<string> {
  const parts = new Set<string>();
  const watch = <Sample extends object>(watched: Sample): Sample =>
    new Proxy(watched, {
      get(target, property, receiver) {
        parts.add(String(property));
        return Reflect.get(target, property, receiver);
      },
    });
  if (metric.kind === 'hardware' && kind === 'hardware') metric.row.read(watch(sample));
  if (metric.kind === 'containers' && kind === 'containers') metric.row.read(watch(sample));
  if (metric.kind === 'trading' && kind === 'trading') metric.row.read(watch(sample));
  return parts;
}
