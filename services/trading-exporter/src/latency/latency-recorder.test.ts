import { expect, it } from '@jest/globals';
import type { LatencyRecorder } from './latency-recorder.ts';
import { createLatencyRecorder } from './latency-recorder.ts';
import type { Measurement } from './measurement.ts';
import { disbelief } from './measurement.ts';

const NOW = 1_767_623_400_000;

const measurement = (facts: Partial<Measurement> = {}): Measurement => ({
  kind: 'order',
  stage: 'submit_ack',
  labels: { order_type: 'MARKET', venue: 'SIM' },
  nanoseconds: 4_000_000,
  failed: false,
  times: 1,
  ...facts,
});

const wholes = (recorder: LatencyRecorder, at = NOW) =>
  recorder.latencies(at).latencies.filter(({ labels }) => Object.keys(labels).length === 0);

it.each([
  { samples: 1, known: ['p50'] },
  { samples: 19, known: ['p50'] },
  { samples: 20, known: ['p50', 'p95', 'level'] },
  { samples: 100, known: ['p50', 'p95', 'p99', 'level'] },
  { samples: 1000, known: ['p50', 'p95', 'p99', 'p999', 'level'] },
])('$samples samples say $known', ({ samples, known }) => {
  const recorder = createLatencyRecorder(60);
  for (let index = 0; index < samples; index++) recorder.record(measurement(), NOW);
  const [whole] = wholes(recorder);
  expect(whole).toMatchObject({ samples, min: 0.004, max: 0.004, mean: 0.004 });
  const optional = ['p50', 'p95', 'p99', 'p999', 'level'];
  expect(optional.filter((field) => whole !== undefined && field in whole)).toEqual(known);
});

it('adds label sets up to their stage, exactly', () => {
  const recorder = createLatencyRecorder(60);
  for (let index = 0; index < 30; index++) {
    recorder.record(measurement({ nanoseconds: 1_000_000 }), NOW);
    recorder.record(
      measurement({ nanoseconds: 9_000_000, labels: { order_type: 'LIMIT', venue: 'SIM' } }),
      NOW,
    );
  }
  recorder.record(measurement({ nanoseconds: undefined, failed: true }), NOW);
  expect(recorder.latencies(NOW).latencies).toMatchObject([
    {
      labels: {},
      samples: 60,
      failed: 1,
      p50: expect.closeTo(0.001, 5),
      p95: expect.closeTo(0.009, 4),
    },
    { labels: { order_type: 'MARKET' }, samples: 30, failed: 1, max: 0.001 },
    { labels: { order_type: 'LIMIT' }, samples: 30, failed: 0, min: 0.009 },
  ]);
});

it('has nothing to say of an idle window, and goes on counting for Prometheus', () => {
  const recorder = createLatencyRecorder(60);
  recorder.record(measurement(), NOW);
  expect(wholes(recorder, NOW + 59_000)).toHaveLength(1);
  expect(recorder.latencies(NOW + 63_000)).toEqual({ latencies: [], leftOut: 0 });
  const [series] = recorder.classic('order');
  expect(series?.classic.counts.reduce((a, b) => a + b)).toBe(1);
});

it('keeps ten thousand unknown labels and stages within bounds, losing no sample', () => {
  const recorder = createLatencyRecorder(60);
  for (let index = 0; index < 10_000; index++) {
    recorder.record(measurement({ labels: { order_type: 'MARKET', venue: `V${index}` } }), NOW);
    recorder.record(measurement({ kind: 'custom', stage: `s${index}`, labels: {} }), NOW);
  }
  const [orders, custom] = [recorder.classic('order'), recorder.classic('custom')];
  expect(orders.length).toBeLessThanOrEqual(65);
  expect(custom.length).toBeLessThanOrEqual(17);
  expect(orders.at(-1)?.labels).toEqual({ order_type: 'other', venue: 'other' });
  const samples = wholes(recorder).reduce((sum, latency) => sum + latency.samples, 0);
  expect(samples).toBe(20_000);
});

it.each([
  { title: 'a plain time', facts: {}, doubt: undefined },
  { title: 'a failure without a time', facts: { nanoseconds: undefined }, doubt: undefined },
  { title: 'negative', facts: { nanoseconds: -1 }, doubt: 'negative' },
  {
    title: 'negative between two clocks',
    facts: { kind: 'market_data', nanoseconds: -1 },
    doubt: 'clock_skew',
  },
  { title: 'zero, as in a backtest', facts: { nanoseconds: 0 }, doubt: 'zero' },
  { title: 'more than an hour', facts: { nanoseconds: 3601e9 }, doubt: 'out_of_range' },
] as const)('disbelief: $title', ({ facts, doubt }) => {
  expect(disbelief(measurement(facts))).toBe(doubt);
});
