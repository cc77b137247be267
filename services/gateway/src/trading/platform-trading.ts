import type { LatestTrading, Missing, PlatformTrading } from '@m4max/contracts';
import { given, givenMilliseconds } from './milliseconds.ts';
import { platformLatency } from './platform-latency.ts';
import { platformMarketData } from './platform-market-data.ts';
import { platformModels } from './platform-models.ts';
import { platformRisk, unmeasuredRisk } from './platform-risk.ts';

/** The trading sample under the platform's own field names: seconds become milliseconds, ratios percent. */
export function platformTrading(sample: LatestTrading): PlatformTrading {
  const { score, taken_at: timestamp, window_seconds, age_seconds, stale } = sample;
  const risk = platformRisk(sample);
  return {
    timestamp,
    host: sample.host,
    overall_score: score.overall ?? null,
    latency_metrics: sample.latencies.map((it) => platformLatency(it, timestamp)),
    throughput_metrics: platformThroughput(sample),
    risk_metrics: risk,
    ml_metrics: platformModels(sample),
    market_data_metrics: [...platformMarketData(sample)],
    score,
    ...given('orders', sample.orders),
    inputs: sample.inputs,
    ...given('slos', sample.slos),
    ...given('sessions', sample.sessions),
    ...given('venue_clocks', sample.venue_clocks),
    ...given('engines', sample.engines),
    ...given('messages', sample.messages),
    window_seconds,
    ...given('score_age_seconds', score.overall === undefined ? undefined : age_seconds),
    age_seconds,
    stale,
    missing: [
      ...sample.missing,
      ...unmeasured(sample),
      ...(sample.risk === undefined ? [] : unmeasuredRisk(risk)),
    ],
  };
}

function platformThroughput({
  throughput,
  engines = [],
  taken_at: timestamp,
}: LatestTrading): PlatformTrading['throughput_metrics'] {
  return throughput.map((it) => ({
    component: it.component,
    messages_per_second: it.messages_per_second,
    ...given('bytes_per_second', it.bytes_per_second),
    average_throughput: it.messages_per_second,
    ...given('peak_throughput', it.peak_per_second),
    ...given('peak_10ms', it.peak_10ms),
    ...given('queue_depth', it.backlog_entries),
    ...given('backlog_size', it.backlog_entries),
    ...given('backlog_age_seconds', it.backlog_age_seconds),
    ...given('pending_entries', it.pending_entries),
    ...given('consumers_idle_seconds', it.consumers_idle_seconds),
    ...givenMilliseconds(
      'processing_time_ms',
      engines.find(({ engine }) => shortName(engine) === shortName(it.component))?.mean_seconds,
    ),
    timestamp,
  }));
}

/** `nautilus-risk-engine`, as its container and its page are named, is `risk_engine` on the bus. */
function shortName(engine: string): string {
  return engine
    .replace(/^nautilus-/, '')
    .replace(/[-_]engine$/, '')
    .replaceAll('_', '-');
}

/** Parts that the platform's clients know and nobody measured. */
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
