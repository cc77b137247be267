import { expect, it } from '@jest/globals';
import { readEnginePage } from './read-engine-page.ts';

function figures(body: string | object) {
  const page = readEnginePage(typeof body === 'string' ? body : JSON.stringify(body));
  if (page.kind === 'unreadable') throw new Error(page.reason);
  return page.figures;
}

it.each([
  {
    title: 'analytics',
    body: {
      engine_info: {
        engine_id: 'a-1',
        uptime_seconds: 61.5,
        calculations_processed: 1200,
        average_processing_time_ms: 2.35,
      },
      performance_grade: 'B',
    },
    has: { uptimeSeconds: 61.5, operations: 1200, mean: { seconds: 0.00235, stepSeconds: 1e-5 } },
  },
  {
    title: 'risk, whose margin calculations are among its calculations',
    body: {
      engine_info: {
        risk_calculations: 40,
        var_calculations: 30,
        margin_calculations: 10,
        average_processing_time_ms: 7,
      },
    },
    has: { operations: 40, mean: { seconds: 0.007, stepSeconds: 1e-3 } },
  },
  {
    title: 'the image of risk, whose rate is of its whole life',
    body: {
      risk_checks_per_second: 3.25,
      total_risk_checks: 6500,
      total_breaches: 2,
      uptime: 2000,
    },
    has: { operations: 6500, uptimeSeconds: 2000 },
  },
  {
    title: 'ml',
    body: { engine_info: { predictions_made: 9, average_processing_time_ms: 1e-7 } },
    has: { operations: 9, mean: { seconds: 1e-10, stepSeconds: 1e-10 } },
  },
  {
    title: 'features',
    body: {
      performance_metrics: { average_processing_time_ms: 0.125, feature_sets_per_second: 4 },
      engine_metrics: { total_features: 900, total_feature_sets: 18 },
      system_metrics: { uptime: 4.5 },
    },
    has: { operations: 18, uptimeSeconds: 4.5, mean: { seconds: 0.000125, stepSeconds: 1e-6 } },
  },
  {
    title: 'websocket',
    body: { status: 'healthy', websocket_connections: 3, messages_streamed: 70, uptime_seconds: 9 },
    has: { operations: 70, connections: 3, uptimeSeconds: 9 },
  },
  {
    title: 'collateral, without its constant',
    body: { collateral_calculations: 5, portfolios_monitored: 2, margin_calculation_time_ms: 0.36 },
    has: { operations: 5 },
  },
  {
    title: 'portfolio',
    body: {
      performance: { requests_processed: 11, average_response_time_ms: 4.5 },
      uptime_hours: 2,
    },
    has: { operations: 11, uptimeSeconds: 7200, mean: { seconds: 0.0045, stepSeconds: 1e-4 } },
  },
  {
    title: 'vpin',
    body: { performance: { total_calculations: 6, average_time_ns: 480_000 } },
    has: { operations: 6, mean: { seconds: 0.00048, stepSeconds: 1e-9 } },
  },
  {
    title: 'backtesting',
    body: { backtests_completed: 2, active_backtests: 1, average_execution_time_seconds: 12.25 },
    has: { operations: 2, mean: { seconds: 12.25, stepSeconds: 0.01 } },
  },
  { title: 'nothing that is known', body: { status: 'healthy', engine: { name: 'x' } }, has: {} },
  { title: 'texts and nulls', body: { messages_streamed: '7', uptime_seconds: null }, has: {} },
  {
    title: 'counts that cannot be',
    body: { messages_streamed: -1, collateral_calculations: 1e30, websocket_connections: -3 },
    has: {},
  },
  {
    title: 'a number where a part should be',
    body: { engine_info: 7, performance: null },
    has: {},
  },
])('reads the JSON of $title', ({ body, has }) => {
  const { mean, ...rest } = figures(body);
  expect(rest).toEqual({
    timings: [],
    timingsLeftOut: 0,
    ...has,
    ...('mean' in has ? { mean: undefined } : {}),
  });
  const expected = 'mean' in has ? has.mean : undefined;
  expect(mean?.seconds ?? 0).toBeCloseTo(expected?.seconds ?? 0, 12);
  expect(mean?.stepSeconds ?? 0).toBeCloseTo(expected?.stepSeconds ?? 0, 12);
});

const labelled = (name: string) => `# TYPE ${name} histogram
${name}_bucket{kind="a",le="10"} 2
${name}_bucket{kind="a",le="50"} 3
${name}_bucket{kind="a",le="+Inf"} 4
${name}_sum{kind="a"} 120
${name}_count{kind="a"} 4
${name}_bucket{kind="b",le="50"} 5
${name}_bucket{kind="b",le="10"} 1
${name}_bucket{kind="b",le="+Inf"} 5
${name}_sum{kind="b"} 80
${name}_count{kind="b"} 5
`;

it('adds a histogram up over its labels, in seconds whatever its unit is', () => {
  const { timings } = figures(labelled('engine_step_milliseconds'));
  expect(timings).toEqual([
    {
      metric: 'engine_step_milliseconds',
      count: 9,
      sumSeconds: 0.2,
      buckets: [
        { upToSeconds: 0.01, count: 3 },
        { upToSeconds: 0.05, count: 8 },
      ],
    },
  ]);
});

it.each([
  {
    title: 'bounds that only one of its series has',
    text: labelled('x_ms').replace('x_ms_bucket{kind="b",le="10"} 1\n', ''),
    bounds: [0.05],
  },
  {
    title: 'buckets that no count can have',
    text: labelled('x_ms')
      .replaceAll('le="10"} 2', 'le="10"} NaN')
      .replace('le="50"} 5', 'le="50"} -5'),
    bounds: [],
  },
  {
    title: 'bounds that are no number',
    text: labelled('x_ms').replaceAll('le="10"', 'le="ten"'),
    bounds: [0.05],
  },
])('leaves $title out', ({ text, bounds }) => {
  const [timing] = figures(text).timings;
  expect(timing?.buckets.map(({ upToSeconds }) => upToSeconds)).toEqual(bounds);
});

it('counts the last of several dated values of one series, wherever it stands', () => {
  const text = `# TYPE x_seconds summary
x_seconds_count{a="1",b="2"} 7 1767623400000
x_seconds_count{b="2",a="1"} 9 1767623405000
x_seconds_count{a="1",b="2"} 5 1767623395000
x_seconds_sum{a="1",b="2"} 0.9
websocket_connections 3 1767623400000
websocket_connections 4 1767623405000
`;
  expect(figures(text)).toMatchObject({
    connections: 4,
    timings: [{ metric: 'x_seconds', count: 9, sumSeconds: 0.9 }],
  });
});

it('counts by the last bucket where a page has no count, and knows no sum then', () => {
  const text =
    '# TYPE x_seconds histogram\nx_seconds_bucket{le="1"} 2\nx_seconds_bucket{le="+Inf"} 3\n';
  expect(figures(text).timings).toEqual([
    { metric: 'x_seconds', count: 3, buckets: [{ upToSeconds: 1, count: 2 }] },
  ]);
});

it('reads sum and count of a summary, and the connections of clients', () => {
  const read = figures(`# TYPE calc_seconds summary
calc_seconds{quantile="0.5"} 0.25
calc_seconds_sum 12.5
calc_seconds_count 40
# TYPE hub_websocket_connections gauge
hub_websocket_connections{path="/a"} 2
hub_websocket_connections{path="/b"} 5
# EOF
`);
  expect(read).toEqual({
    connections: 7,
    timings: [{ metric: 'calc_seconds', count: 40, sumSeconds: 12.5, buckets: [] }],
    timingsLeftOut: 0,
  });
});

it.each([
  { title: 'no unit in its name', text: labelled('order_latency') },
  { title: 'a unit of an unlucky name', text: labelled('reply_constructor') },
  { title: 'another unit', text: labelled('reply_bytes') },
  { title: 'the work of a runtime', text: labelled('nodejs_gc_duration_seconds') },
  { title: 'no type', text: labelled('x_seconds').replace(/^#.*\n/, '') },
  {
    title: 'counts that are no numbers',
    text: labelled('x_seconds').replace('_count{kind="a"} 4', '_count{kind="a"} NaN'),
  },
])('takes nothing for a timing that has $title', ({ text }) => {
  expect(figures(text).timings).toEqual([]);
});

it('reads sixteen timings and says how many it leaves out', () => {
  const text = Array.from({ length: 19 }, (_, index) => labelled(`step_${index}_seconds`)).join('');
  const { timings, timingsLeftOut } = figures(text);
  expect([timings.length, timingsLeftOut]).toEqual([16, 3]);
});

it.each([
  { title: 'half a JSON', body: '{"engine_info": {"calculations_', says: 'cut off or wrong' },
  { title: 'JSON of Python', body: '{"a": NaN}', says: 'cut off or wrong' },
  { title: 'a list', body: '[{"a": 1}]', says: 'this is JSON' },
  { title: 'nothing', body: '', says: 'empty' },
  { title: 'HTML', body: '<html></html>', says: 'HTML' },
])('says that $title is not readable', ({ body, says }) => {
  expect(readEnginePage(body)).toEqual({
    kind: 'unreadable',
    reason: expect.stringContaining(says),
  });
});
