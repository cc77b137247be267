import type { LatestTrading, PlatformTrading, Session } from '@m4max/contracts';
import { given, givenMilliseconds, milliseconds } from './milliseconds.ts';

type MarketData = PlatformTrading['market_data_metrics'][number];

/** Market data of all venues together (`all`) and of each apart, with how its session and its clock stand. */
export function platformMarketData(sample: LatestTrading): readonly MarketData[] {
  const { latencies, sessions = [], venue_clocks = [], throughput, window_seconds } = sample;
  const { taken_at: timestamp } = sample;
  const feeds = latencies.filter(({ kind, stage }) => kind === 'market_data' && stage === 'feed');
  const whole = feeds.find(({ labels }) => Object.keys(labels).length === 0);
  const rate = perSample(throughput, whole, window_seconds);
  const heard = feeds.map((feed): MarketData => {
    const { venue = 'all', data_type } = feed.labels;
    const session = sessions.find((it) => it.venue === venue);
    const clock = venue_clocks.find((it) => it.venue === venue);
    return {
      venue,
      ...given('data_type', data_type),
      latency_ms: milliseconds(feed.mean),
      ...givenMilliseconds('p95_latency_ms', feed.p95),
      ...givenMilliseconds('p99_latency_ms', feed.p99),
      updates: feed.samples,
      ...given('updates_per_second', rate && rate * feed.samples),
      ...given('session_open', session?.open),
      ...given('silent_seconds', session?.silent_seconds),
      ...given('clock_offset_ms_estimated', clock && milliseconds(clock.offset_seconds_estimated)),
      ...given('skewed_updates', clock?.skewed_samples),
      timestamp,
    };
  });
  const silent = sessions.filter(({ venue }) => heard.every((row) => row.venue !== venue));
  return [
    ...heard,
    ...silent.map((session) => ({
      venue: session.venue,
      // Not even one label set of it: either it was silent, or it is told together with others.
      ...(isSilent(session, window_seconds) ? { updates: 0 } : {}),
      session_open: session.open,
      ...given('silent_seconds', session.silent_seconds),
      timestamp,
    })),
  ];
}

/**
 * Updates a second that one measured sample stands for: with a reader that cannot keep up it is more
 * than its share of the window. Nothing where engines report more than the buses bring.
 */
function perSample(
  throughput: LatestTrading['throughput'],
  whole: LatestTrading['latencies'][number] | undefined,
  windowSeconds: number,
): number | undefined {
  const rate = throughput.find(({ component }) => component === 'market_data')?.messages_per_second;
  if (rate === undefined || whole === undefined || whole.samples === 0) return undefined;
  return rate * windowSeconds < whole.samples ? undefined : rate / whole.samples;
}

function isSilent({ open, silent_seconds }: Session, windowSeconds: number): boolean {
  return !open || (silent_seconds ?? 0) >= windowSeconds;
}
