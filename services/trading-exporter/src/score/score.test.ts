import { describe, expect, it } from '@jest/globals';
import type { Latency, LatencyKind } from '@m4max/contracts';
import { levelBounds } from '../latency/levels.ts';
import { pointsOf } from './latency-score.ts';
import { score } from './score.ts';

const nothing = { latencies: [], throughput: [], ml: [] };

function latency(kind: LatencyKind, stage: string, p95: number | undefined, p99?: number): Latency {
  return {
    kind,
    stage,
    labels: {},
    samples: p95 === undefined ? 4 : 200,
    failed: 0,
    ...(p95 === undefined ? {} : { p95 }),
    ...(p99 === undefined ? {} : { p99 }),
    min: 0.001,
    max: 1,
    mean: 0.01,
  };
}

describe('pointsOf order latencies', () => {
  const bounds = levelBounds.order;
  it.each([
    { seconds: 0.0001, points: 100 },
    { seconds: 0.001, points: 100 },
    { seconds: Math.sqrt(0.001 * 0.01), points: 90 },
    { seconds: 0.01, points: 80 },
    { seconds: 0.05, points: 60 },
    { seconds: 0.1, points: 40 },
    { seconds: 1, points: 0 },
    { seconds: 60, points: 0 },
  ])('$seconds s is worth $points', ({ seconds, points }) => {
    expect(bounds === undefined ? undefined : pointsOf(seconds, bounds)).toBeCloseTo(points, 9);
  });
});

it('says nothing overall of an idle platform, and why', () => {
  expect(score(nothing)).toEqual({
    coverage: 0,
    components: {},
    why: [
      'latency: no order submit ack in the window; no market data feed in the window',
      'risk: no risk calculation in the window',
      'ml: no ml infer in the window',
      'throughput: no consumer group tells how far it has read',
      'overall: 0 % of the weight was measured, 40 % are needed',
    ],
  });
});

it.each([
  {
    title: 'too few orders for a P95 are not guessed',
    measured: { ...nothing, latencies: [latency('order', 'submit_ack', undefined)] },
    result: { coverage: 0, components: {} },
  },
  {
    title: 'orders alone carry the whole of their component',
    measured: { ...nothing, latencies: [latency('order', 'submit_ack', 0.01)] },
    result: { overall: 80, coverage: 0.4, components: { latency: 80 } },
  },
  {
    title: 'a bad P99 costs 30 %',
    measured: { ...nothing, latencies: [latency('order', 'submit_ack', 0.01, 0.1)] },
    result: { overall: 68, components: { latency: 68 } },
  },
  {
    title: 'a FIX log speaks for orders where no node does',
    measured: {
      ...nothing,
      latencies: [latency('order', 'submit_ack', undefined), latency('order', 'fix_ack', 0.05)],
    },
    result: { overall: 60, components: { latency: 60 } },
  },
  {
    title: 'and is not asked where one does',
    measured: {
      ...nothing,
      latencies: [latency('order', 'submit_ack', 0.01), latency('order', 'fix_ack', 0.05)],
    },
    result: { overall: 80, components: { latency: 80 } },
  },
  {
    title: 'market data is 30 % of latency',
    measured: {
      ...nothing,
      latencies: [latency('order', 'submit_ack', 0.01), latency('market_data', 'feed', 0.05)],
    },
    result: { overall: 68, components: { latency: 68 } },
  },
  {
    title: 'risk alone is too little to say',
    measured: { ...nothing, latencies: [latency('risk', 'var', 0.02)] },
    result: { coverage: 0.2, components: { risk: 80 } },
  },
  {
    title: 'the slowest risk calculation counts, and failures cost',
    measured: {
      ...nothing,
      latencies: [latency('risk', 'pre_trade', 0.001), latency('risk', 'var', 0.02)],
      risk: { checks: 400, failed_checks: 100, checks_per_second: 7 },
    },
    result: { components: { risk: 60 } },
  },
  {
    title: 'more failures than timed checks leave nothing, and not less',
    measured: {
      ...nothing,
      latencies: [latency('risk', 'var', 0.02)],
      risk: { checks: 20, failed_checks: 100, checks_per_second: 1 },
    },
    result: { components: { risk: 0 } },
  },
  {
    title: 'accuracy is 30 % of ml where it is known',
    measured: {
      ...nothing,
      latencies: [latency('ml', 'infer', 0.01)],
      ml: [{ model_name: 'a', predictions_per_second: 5, accuracy: 0.5 }],
    },
    result: { components: { ml: 85 } },
  },
  {
    title: 'a backlog is worth as much as its age has orders of magnitude left to a minute',
    measured: {
      ...nothing,
      throughput: [
        { component: 'orders', messages_per_second: 5, backlog_age_seconds: Math.sqrt(0.1 * 60) },
      ],
    },
    result: { components: { throughput: 50 } },
  },
  {
    title: 'the longest backlog is the throughput',
    measured: {
      ...nothing,
      throughput: [
        { component: 'orders', messages_per_second: 5, backlog_age_seconds: 0 },
        { component: 'market_data', messages_per_second: 500, backlog_age_seconds: 60 },
        { component: 'telemetry', messages_per_second: 1 },
      ],
    },
    result: { components: { throughput: 0 } },
  },
  {
    title: 'accuracies count by their outcomes, and one with too few not at all',
    measured: {
      ...nothing,
      latencies: [latency('ml', 'infer', 0.01)],
      ml: [
        { model_name: 'a', predictions_per_second: 5, accuracy: 0.5, accuracy_samples: 300 },
        { model_name: 'b', predictions_per_second: 5, accuracy: 0.9, accuracy_samples: 100 },
        { model_name: 'c', predictions_per_second: 5, accuracy_samples: 3 },
      ],
    },
    result: { components: { ml: 88 } },
  },
  {
    title: 'who loses messages gets 50 at most',
    measured: {
      ...nothing,
      throughput: [{ component: 'orders', messages_per_second: 5, backlog_age_seconds: 0 }],
      lostEntries: 3,
    },
    result: { components: { throughput: 50 } },
  },
  {
    title: 'and keeps less where it is behind too',
    measured: {
      ...nothing,
      throughput: [{ component: 'orders', messages_per_second: 5, backlog_age_seconds: 60 }],
      lostEntries: 3,
    },
    result: { components: { throughput: 0 } },
  },
  {
    title: 'losses alone are no measure of how far behind anybody is',
    measured: { ...nothing, lostEntries: 3 },
    result: { coverage: 0, components: {} },
  },
  {
    title: 'everything measured',
    measured: {
      latencies: [
        latency('order', 'submit_ack', 0.01),
        latency('risk', 'pre_trade', 0.005),
        latency('ml', 'infer', 0.2),
      ],
      throughput: [{ component: 'orders', messages_per_second: 5, backlog_age_seconds: 0.1 }],
      ml: [],
      risk: { checks: 400, failed_checks: 0, checks_per_second: 7 },
    },
    result: {
      overall: 84,
      coverage: 1,
      components: { latency: 80, risk: 100, ml: 60, throughput: 100 },
    },
  },
])('score: $title', ({ measured, result }) => {
  const { why, ...numbers } = score(measured);
  expect(numbers).toMatchObject(result);
  expect('overall' in numbers).toBe('overall' in result);
  expect(why).toHaveLength('overall' in result ? 4 : 5);
});

it('says in words what pulled it down', () => {
  const { why } = score({
    latencies: [latency('order', 'fix_ack', 0.05), latency('risk', 'var', 0.02)],
    throughput: [{ component: 'orders', messages_per_second: 5, backlog_age_seconds: 2.5 }],
    ml: [],
    risk: { checks: 400, failed_checks: 100, checks_per_second: 7 },
    lostEntries: 12,
  });
  expect(why).toEqual([
    'latency: order fix ack P95 50 ms is over its target of 10 ms; no market data feed in the window',
    'risk: risk var P95 20 ms is within its target of 100 ms; 100 of 400 checks failed',
    'ml: no ml infer in the window',
    'throughput: orders is 2.5 s behind; 12 entries were gone before they could be read',
  ]);
});

it('names a loss where there is no score of throughput that it could lower', () => {
  const { why } = score({ ...nothing, lostEntries: 12 });
  expect(why).toContain(
    'throughput: no consumer group tells how far it has read; 12 entries were gone before they could be read',
  );
});

const kinds = ['order', 'market_data', 'risk', 'ml'] as const;

it.each(kinds)('%s: what is slower is never worth more, between 100 and 0', (kind) => {
  const bounds = levelBounds[kind];
  if (bounds === undefined) throw new Error('no bounds');
  const times = Array.from({ length: 2000 }, (_, step) => 1e-6 * 10 ** (step / 220));
  const points = times.map((seconds) => pointsOf(seconds, bounds));
  for (const [index, value] of points.entries())
    expect(value).toBeLessThanOrEqual(points[index - 1] ?? 100);
  expect([points[0], points.at(-1)]).toEqual([100, 0]);
});

it.each(kinds)("%s: the platform's own steps lie on the line", (kind) => {
  const bounds = levelBounds[kind];
  if (bounds === undefined) throw new Error('no bounds');
  const { excellent, good, acceptable, poor } = bounds;
  const points = [excellent, good, acceptable, poor, 10 * poor].map((it) => pointsOf(it, bounds));
  expect(points.map((it) => Number(it.toFixed(9)))).toEqual([100, 80, 60, 40, 0]);
});

it('calls a P95 on the dot within its target, as the promise does', () => {
  const { why } = score({ ...nothing, latencies: [latency('order', 'submit_ack', 0.01)] });
  expect(why[0]).toContain('order submit ack P95 10 ms is within its target of 10 ms');
});
