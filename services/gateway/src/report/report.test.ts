import { expect, it } from '@jest/globals';
import type { HistoryBucket } from '@m4max/contracts';
import { PerformanceReport } from '@m4max/contracts';
import { alert } from '../fixtures/samples.ts';
import { alertStatistics } from './alert-statistics.ts';
import { reportWindow } from './period.ts';
import { html, markdown } from './render.ts';
import { seriesFigures } from './series-figures.ts';

const now = new Date('2026-01-05T10:03:20.000Z');
const units = new Map([
  ['latency_p95_seconds', 'seconds'],
  ['score_overall', 'score'],
  ['gpu_active_ratio', 'ratio'],
]);

function bucket(series: HistoryBucket['series']): HistoryBucket {
  return { v: 1, start: '2026-01-05T10:00:00.000Z', resolution_seconds: 60, series };
}
const of = (mean: number, count = 1) => ({ count, min: mean, mean, max: mean });

it.each([
  { period: 'day', kind: 'hardware', step: 60, buckets: 1440, to: '2026-01-05T10:03:00.000Z' },
  { period: 'month', kind: 'trading', step: 60, buckets: 43_200, to: '2026-01-05T10:03:00.000Z' },
  { period: 'day', kind: 'containers', step: 60, buckets: 1440, to: '2026-01-05T10:03:00.000Z' },
  { period: 'week', kind: 'containers', step: 600, buckets: 1008, to: '2026-01-05T10:00:00.000Z' },
] as const)('reportWindow: a $period of $kind', ({ period, kind, step, buckets, to }) => {
  expect(reportWindow(period, kind, now)).toMatchObject({
    resolutionSeconds: step,
    expectedBuckets: buckets,
    to: new Date(to),
  });
});

it('adds up series and says how often targets were met', () => {
  const window = reportWindow('day', 'trading', now);
  const figures = seriesFigures('trading', window, units);
  const orders = 'latency_p95_seconds:order/submit_ack';
  figures.add([bucket({ [orders]: of(0.01, 3), score_overall: of(90) })]);
  figures.add([bucket({ [orders]: of(0.05), score_overall: of(70), unknown: of(1) }), bucket({})]);
  const { coverage, series, attainment } = figures.figures();
  expect(coverage).toMatchObject({ buckets: 3, expected_buckets: 1440, ratio: 3 / 1440 });
  expect(series).toEqual([
    {
      kind: 'trading',
      name: orders,
      unit: 'seconds',
      buckets: 2,
      min: 0.01,
      mean: expect.closeTo(0.02),
      max: 0.05,
    },
    {
      kind: 'trading',
      name: 'score_overall',
      unit: 'score',
      buckets: 2,
      min: 70,
      mean: 80,
      max: 90,
    },
  ]);
  expect(attainment).toMatchObject([
    { name: orders, target: 0.01, buckets: 2, buckets_within: 1, ratio: 0.5 },
    { name: 'score_overall', target: 85, buckets: 2, buckets_within: 1, ratio: 0.5 },
  ]);
});

it('counts the alerts of the period', () => {
  const acknowledged = { by: 'ann', at: '2026-01-05T10:01:00.000Z' };
  const started_at = '2026-01-05T10:00:00.000Z';
  const statistics = alertStatistics(
    [
      alert({ id: 'a', started_at, acknowledgement: acknowledged }),
      alert({
        id: 'b',
        started_at,
        state: 'resolved',
        ended_at: '2026-01-05T10:00:30.000Z',
        severity: 'critical',
      }),
      alert({ id: 'c', started_at, rule_name: 'Other' }),
      alert({ id: 'd', started_at: '2026-01-01T00:00:00.000Z' }),
    ],
    { from: new Date('2026-01-05T00:00:00Z'), to: now },
  );
  expect(statistics).toEqual({
    started: 3,
    resolved: 1,
    acknowledged: 1,
    mean_time_to_acknowledge_seconds: 60,
    mean_time_to_resolve_seconds: 30,
    by_severity: { warning: 2, critical: 1 },
    by_rule: [
      { rule_name: 'PerformanceCoresSaturated', started: 2 },
      { rule_name: 'Other', started: 1 },
    ],
  });
  const none = alertStatistics([], { from: now, to: now });
  expect(none).not.toHaveProperty('mean_time_to_acknowledge_seconds');
});

it('renders without letting names become markup', () => {
  const report = PerformanceReport.parse({
    period: 'day',
    host: '<b>mac|1</b>',
    from: '2026-01-04T10:00:00.000Z',
    to: '2026-01-05T10:00:00.000Z',
    generated_at: now.toISOString(),
    coverage: [],
    series: [
      {
        kind: 'hardware',
        name: 'gpu_active_ratio',
        unit: 'ratio',
        buckets: 1,
        min: 0,
        mean: 1 / 3,
        max: 1,
      },
    ],
    attainment: [],
    optimizations: [],
    missing: [{ field: 'alerts', reason: 'The alert-manager does not answer.' }],
  });
  const text = markdown(report);
  expect(text).toContain('# Report of \\<b\\>mac\\|1\\</b\\>: one day');
  expect(text).toContain('| gpu\\_active\\_ratio | ratio | 0 | 0.3333 | 1 | 1 |');
  expect(text).toContain('- alerts: The alert-manager does not answer.');
  const page = html(report);
  expect(page).toContain('<h1>Report of &lt;b&gt;mac|1&lt;/b&gt;: one day</h1>');
  expect(page).not.toContain('<b>');
});
