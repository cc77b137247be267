import type { Latency, LatencyKind } from '../../trading-sample.ts';
import type { MetricValue } from '../metric-row.ts';
import { known } from '../values.ts';

export function isTogether({ labels }: Latency): boolean {
  return Object.keys(labels).length === 0;
}

/** The series of a kind over all labels, one per stage. */
export function together(latencies: readonly Latency[], kind: LatencyKind): readonly Latency[] {
  return latencies.filter((it) => it.kind === kind && isTogether(it));
}

/** The series of a kind by their labels. */
export function apart(latencies: readonly Latency[], kind: LatencyKind): readonly Latency[] {
  return latencies.filter((it) => it.kind === kind && !isTogether(it));
}

/** One series per percentile that has enough measurements behind it. */
export function quantiles(
  latencies: readonly Latency[],
  labelsOf: (latency: Latency) => Readonly<Record<string, string>>,
): readonly MetricValue[] {
  return latencies.flatMap((latency) => {
    const labels = labelsOf(latency);
    return [
      ...known(latency.p50, { ...labels, quantile: '0.5' }),
      ...known(latency.p95, { ...labels, quantile: '0.95' }),
      ...known(latency.p99, { ...labels, quantile: '0.99' }),
      ...known(latency.p999, { ...labels, quantile: '0.999' }),
    ];
  });
}
