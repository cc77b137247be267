import type { LatestTrading, Missing, PlatformTrading } from '@m4max/contracts';

type Latency = LatestTrading['latencies'][number];
type Row = PlatformTrading['latency_metrics'][number];

/** The trading sample under the platform's own field names: seconds become milliseconds, ratios percent. */
export function platformTrading(sample: LatestTrading): PlatformTrading {
  const { score, risk, orders, latencies, taken_at: timestamp } = sample;
  const checks = latencies.find(
    ({ kind, labels }) => kind === 'risk' && Object.keys(labels).length === 0,
  );
  return {
    timestamp,
    host: sample.host,
    overall_score: score.overall ?? null,
    latency_metrics: latencies.map((it) => latencyRow(it, timestamp)),
    throughput_metrics: sample.throughput.map((it) => ({
      component: it.component,
      messages_per_second: it.messages_per_second,
      ...given('bytes_per_second', it.bytes_per_second),
      ...given('peak_throughput', it.peak_per_second),
      ...given('queue_depth', it.backlog_entries),
      ...given('backlog_size', it.backlog_entries),
      ...given('backlog_age_seconds', it.backlog_age_seconds),
      timestamp,
    })),
    risk_metrics: {
      ...given('risk_checks_per_second', risk?.checks_per_second),
      ...given('average_risk_calc_time_ms', ms(checks?.mean)),
      ...given('failed_risk_checks', risk?.failed_checks),
      timestamp,
    },
    ml_metrics: sample.ml.map((it) => ({
      model_name: it.model_name,
      ...given('inference_time_ms', ms(inference(latencies, it.model_name)?.mean)),
      predictions_per_second: it.predictions_per_second,
      model_accuracy: it.accuracy ?? null,
      ...given('accuracy_samples', it.accuracy_samples),
      timestamp,
    })),
    market_data_metrics: latencies
      .filter(({ kind }) => kind === 'market_data')
      .map((it) => ({
        venue: it.labels.venue ?? 'all',
        latency_ms: milliseconds(it.mean),
        ...given('p95_latency_ms', ms(it.p95)),
        updates: it.samples,
        timestamp,
      })),
    score,
    ...(orders === undefined ? {} : { orders }),
    inputs: sample.inputs,
    window_seconds: sample.window_seconds,
    ...(score.overall === undefined ? {} : { score_age_seconds: sample.age_seconds }),
    age_seconds: sample.age_seconds,
    stale: sample.stale,
    missing: [...sample.missing, ...unmeasured(sample)],
  };
}

/** A failed operation is among the samples where it took a known time, and else only counted as failed. */
function latencyRow(it: Latency, timestamp: string): Row {
  const total = Math.max(it.samples, it.failed);
  return {
    operation_type: operationType(it),
    average_latency_ms: milliseconds(it.mean),
    ...given('p50_latency_ms', ms(it.p50)),
    ...given('p95_latency_ms', ms(it.p95)),
    ...given('p99_latency_ms', ms(it.p99)),
    ...given('p999_latency_ms', ms(it.p999)),
    max_latency_ms: milliseconds(it.max),
    min_latency_ms: milliseconds(it.min),
    total_operations: total,
    failed_operations: it.failed,
    success_rate: (100 * (total - it.failed)) / total,
    timestamp,
    ...given('performance_level', it.level),
    kind: it.kind,
    stage: it.stage,
    labels: it.labels,
  };
}

/** `{order_type}_{venue}` is the platform's name for submit to fill; other stages carry theirs at the end. */
function operationType({ kind, stage, labels }: Latency): string {
  const { order_type, venue } = labels;
  if (order_type !== undefined && venue !== undefined)
    return stage === 'submit_fill' ? `${order_type}_${venue}` : `${order_type}_${venue}_${stage}`;
  return [kind, stage, ...Object.values(labels)].join('_');
}

function inference(latencies: readonly Latency[], model: string): Latency | undefined {
  return latencies.find(({ kind, labels }) => kind === 'ml' && labels.model_name === model);
}

/** Fields that the platform's clients know and nobody measured. */
function unmeasured({ score, risk, ml, latencies }: LatestTrading): readonly Missing[] {
  const missing: Missing[] = [];
  if (score.overall === undefined)
    missing.push({
      field: 'overall_score',
      reason: `Too little was measured in the last window (coverage ${score.coverage.toFixed(2)}, needed 0.40).`,
    });
  if (latencies.length === 0)
    missing.push({
      field: 'latency_metrics',
      reason: 'No order, quote or check in the last window.',
    });
  if (risk === undefined)
    missing.push({ field: 'risk_metrics', reason: 'No risk check was seen in the last window.' });
  if (ml.length === 0)
    missing.push({ field: 'ml_metrics', reason: 'No prediction was seen in the last window.' });
  return missing;
}

function ms(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : milliseconds(seconds);
}

/** To whole nanoseconds, finer than which nothing is measured. */
function milliseconds(seconds: number): number {
  return Math.round(seconds * 1e9) / 1e6;
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: Value });
}
