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

it.each([
  { stage: 'submit_ack', level: 'good' },
  { stage: 'tick_to_order', level: undefined }, // Estimated, and promised to nobody.
])('gives $stage the level $level', ({ stage, level }) => {
  const recorder = createLatencyRecorder(60);
  recorder.record(measurement({ stage, times: 20 }), NOW);
  expect(wholes(recorder)[0]?.level).toBe(level);
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
  // A kind that comes late still has room.
  for (let index = 0; index < 100; index++)
    recorder.record(measurement({ kind: 'ml', labels: { model_name: `m${index}` } }), NOW);
  const [orders, custom, ml] = [
    recorder.classic('order'),
    recorder.classic('custom'),
    recorder.classic('ml'),
  ];
  expect(orders.length + custom.length + ml.length).toBeLessThanOrEqual(2000);
  expect(orders.length).toBeGreaterThan(1000);
  expect(custom).toHaveLength(17);
  expect(ml).toHaveLength(65);
  expect(orders.at(-1)?.labels).toEqual({ order_type: 'other', venue: 'other' });
  const samples = wholes(recorder).reduce((sum, latency) => sum + latency.samples, 0);
  expect(samples).toBe(20_100);
});

it('takes labels in another order for the same, and the same values under other names for others', () => {
  const recorder = createLatencyRecorder(60);
  const named = (labels: Measurement['labels']) =>
    recorder.seriesOf({ kind: 'order', stage: 'submit_ack', labels });
  const series = named({ order_type: 'LIMIT', venue: 'SIM' });
  expect(named({ venue: 'SIM', order_type: 'LIMIT' })).toBe(series);
  expect(named({ venue: 'SIM', order_type: 'LIMIT' })).toBe(series);
  expect(named({ venue: 'LIMIT', order_type: 'SIM' })).not.toBe(series);
  expect(named({ order_type: 'LIMIT', account: 'SIM' })).not.toBe(series);
  expect(recorder.classic('order')).toHaveLength(3);
});

it('finds by its labels what was recorded in a series that is held, in any window', () => {
  const recorder = createLatencyRecorder(60);
  const { kind, stage, labels } = measurement();
  const series = recorder.seriesOf({ kind, stage, labels });
  series.record(1_000_000, 3, NOW);
  series.record(2_000_000, 1, NOW + 600_000);
  series.fail(2, NOW + 600_000);
  recorder.record(measurement(), NOW + 600_000);
  expect(wholes(recorder, NOW + 600_000)).toMatchObject([{ samples: 2, failed: 2, max: 0.004 }]);
  expect([...series.classic.counts.filter((count) => count > 0)]).toEqual([3, 1, 1]);
  expect(series.classic.sumSeconds).toBeCloseTo(0.009, 12);
});

it('counts for Prometheus what comes after the window has passed it', () => {
  const recorder = createLatencyRecorder(60);
  recorder.record(measurement(), NOW);
  recorder.record(measurement(), NOW - 120_000);
  recorder.record(measurement(), NOW - 10_000);
  expect(wholes(recorder)).toMatchObject([{ samples: 2 }]);
  expect(recorder.classic('order')[0]?.classic.counts.reduce((a, b) => a + b)).toBe(3);
});

it('tells the busiest label sets, some of each kind, and how many it left out', () => {
  const recorder = createLatencyRecorder(60);
  for (let index = 0; index < 300; index++)
    recorder.record(measurement({ labels: { venue: `V${index}` }, times: 1000 + index }), NOW);
  for (let index = 0; index < 30; index++)
    recorder.record(measurement({ kind: 'ml', labels: { model_name: `m${index}` } }), NOW);
  const { latencies, leftOut } = recorder.latencies(NOW);
  const told = latencies.filter(({ labels }) => Object.keys(labels).length > 0);
  expect(told).toHaveLength(100);
  expect(leftOut).toBe(230);
  expect(told.filter(({ kind }) => kind === 'ml')).toHaveLength(14);
  expect(told[0]).toMatchObject({ labels: { venue: 'V299' }, samples: 1299 });
  const whole = latencies.find(({ kind, labels }) => kind === 'ml' && !('model_name' in labels));
  expect(whole?.samples).toBe(30);
});

it.each([
  { title: 'a plain time', facts: {}, doubt: undefined },
  { title: 'a failure without a time', facts: { nanoseconds: undefined }, doubt: undefined },
  { title: 'no number', facts: { nanoseconds: Number.NaN }, doubt: 'nan' },
  { title: 'absurd', facts: { nanoseconds: 1e30 }, doubt: 'out_of_range' },
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
