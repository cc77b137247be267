import type { LatestTrading, PlatformTrading } from '@m4max/contracts';
import { given, givenMilliseconds, milliseconds } from './milliseconds.ts';

export type Latency = LatestTrading['latencies'][number];

/** A failed operation is among the samples where it took a known time, and else only counted as failed. */
export function platformLatency(
  latency: Latency,
  timestamp: string,
): PlatformTrading['latency_metrics'][number] {
  const { kind, stage, labels, samples, failed, level } = latency;
  const total = Math.max(samples, failed);
  return {
    operation_type: operationType(latency),
    average_latency_ms: milliseconds(latency.mean),
    ...givenMilliseconds('p50_latency_ms', latency.p50),
    ...givenMilliseconds('p95_latency_ms', latency.p95),
    ...givenMilliseconds('p99_latency_ms', latency.p99),
    ...givenMilliseconds('p999_latency_ms', latency.p999),
    max_latency_ms: milliseconds(latency.max),
    min_latency_ms: milliseconds(latency.min),
    total_operations: total,
    failed_operations: failed,
    success_rate: (100 * (total - failed)) / total,
    timestamp,
    ...given('performance_level', level),
    kind,
    stage,
    labels,
  };
}

/** `{order_type}_{venue}` is the platform's name for submit to fill; other stages carry theirs at the end. */
function operationType({ kind, stage, labels }: Latency): string {
  const { order_type, venue } = labels;
  if (order_type !== undefined && venue !== undefined)
    return stage === 'submit_fill' ? `${order_type}_${venue}` : `${order_type}_${venue}_${stage}`;
  return [kind, stage, ...Object.values(labels)].join('_');
}

/** All labels of a stage together. */
export function isWhole({ labels }: Latency): boolean {
  return Object.keys(labels).length === 0;
}
