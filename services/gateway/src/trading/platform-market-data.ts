import type { LatestTrading, PlatformTrading } from '@m4max/contracts';
import { given, givenMilliseconds, milliseconds } from './milliseconds.ts';

type MarketData = PlatformTrading['market_data_metrics'][number];

/** Market data of all venues together (`all`) and of each apart, with how its session and its clock stand. */
export function platformMarketData(sample: LatestTrading): readonly MarketData[] {
  const { latencies, sessions = [], venue_clocks = [], throughput, taken_at: timestamp } = sample;
  const feeds = latencies.filter(({ kind, stage }) => kind === 'market_data' && stage === 'feed');
  const whole = feeds.find(({ labels }) => Object.keys(labels).length === 0);
  const rate = throughput.find(({ component }) => component === 'market_data')?.messages_per_second;
  const heard = feeds.map((feed): MarketData => {
    const { venue = 'all', data_type } = feed.labels;
    const session = sessions.find((it) => it.venue === venue);
    const clock = venue_clocks.find((it) => it.venue === venue);
    const share = whole === undefined ? undefined : feed.samples / whole.samples;
    return {
      venue,
      ...given('data_type', data_type),
      latency_ms: milliseconds(feed.mean),
      ...givenMilliseconds('p95_latency_ms', feed.p95),
      ...givenMilliseconds('p99_latency_ms', feed.p99),
      updates: feed.samples,
      ...given(
        'updates_per_second',
        rate === undefined || share === undefined ? undefined : rate * share,
      ),
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
      updates: 0,
      session_open: session.open,
      ...given('silent_seconds', session.silent_seconds),
      timestamp,
    })),
  ];
}
