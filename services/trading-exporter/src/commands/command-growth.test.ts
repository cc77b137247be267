import { expect, it } from '@jest/globals';
import { busFigures } from './command-figures.ts';
import { commandGrowth, isAnotherLife } from './command-growth.ts';

const run = (id: string) => `# Server\r\nredis_version:7.0.15\r\nrun_id:${id}\r\ntcp_port:6379\r\n`;

function figures(
  lines: readonly string[],
  histograms: Readonly<Record<string, readonly number[]>> = {},
  id = 'a1',
) {
  return busFigures({
    server: run(id),
    commandStats: `# Commandstats\r\n${lines.join('\r\n')}\r\n`,
    histograms: Object.entries(histograms).flatMap(([command, counts]) => [
      command,
      ['calls', counts.at(-1) ?? 0, 'histogram_usec', counts],
    ]),
  });
}

const stats = (command: string, calls: number, failed = 0, rejected = 0) =>
  `cmdstat_${command}:calls=${calls},usec=26,usec_per_call=8.67,rejected_calls=${rejected},failed_calls=${failed}`;

it('reads the counts of the stream commands and leaves the others alone', () => {
  const { runId, commands } = figures(
    [
      stats('xadd', 3),
      stats('xreadgroup', 2_988_155, 2_988_100, 7),
      stats('xinfo|groups', 4),
      'cmdstat_xread:calls=9,usec=1,usec_per_call=0.1',
      'cmdstat_xack:calls=many',
      'errorstat_NOGROUP:count=9',
    ],
    { xadd: [8, 2, 16, 3] },
  );
  expect(runId).toBe('a1');
  expect([...commands]).toEqual([
    [
      'xadd',
      {
        calls: 3,
        failed: 0,
        rejected: 0,
        buckets: [
          { upToMicroseconds: 8, count: 2 },
          { upToMicroseconds: 16, count: 3 },
        ],
      },
    ],
    ['xread', { calls: 9, buckets: [] }],
    ['xreadgroup', { calls: 2_988_155, failed: 2_988_100, rejected: 7, buckets: [] }],
  ]);
});

it.each([
  { title: 'nothing', histograms: undefined },
  { title: 'a text', histograms: 'OK' },
  { title: 'half an answer', histograms: ['xadd', ['calls', 3, 'histogram_usec']] },
  { title: 'words for numbers', histograms: ['xadd', ['histogram_usec', ['a', 'b']]] },
])('knows no times from $title', ({ histograms }) => {
  const { commands } = busFigures({ server: '', commandStats: stats('xadd', 3), histograms });
  expect(commands.get('xadd')).not.toHaveProperty('buckets');
});

it('takes no times of the whole life for those of the window, once the server tells them', () => {
  const commandStats = stats('xadd', 5000);
  const first = busFigures({ server: run('a1'), commandStats, histograms: undefined });
  const last = figures([stats('xadd', 5100)], { xadd: [8, 5000, 16, 5100] });
  expect(commandGrowth({ first, last, seconds: 5 })).toEqual([
    {
      command: 'xadd',
      calls_per_second: 20,
      failed_calls_total: 0,
      failed_per_second: 0,
      rejected_calls_total: 0,
    },
  ]);
});

it('tells rates over the time between two readings, and the counts of the server', () => {
  const first = figures([stats('xreadgroup', 1000, 900)]);
  const last = figures([stats('xreadgroup', 1500, 1390, 3), stats('xadd', 10)]);
  expect(commandGrowth({ first, last, seconds: 5 })).toEqual([
    {
      command: 'xadd',
      calls_per_second: 2,
      failed_calls_total: 0,
      failed_per_second: 0,
      rejected_calls_total: 0,
    },
    {
      command: 'xreadgroup',
      calls_per_second: 100,
      failed_calls_total: 1390,
      failed_per_second: 98,
      rejected_calls_total: 3,
    },
  ]);
});

it('knows no rate of one reading, and no failures of an old server', () => {
  const only = figures(['cmdstat_xadd:calls=9,usec=1,usec_per_call=0.1']);
  expect(commandGrowth({ first: only, last: only, seconds: 0 })).toEqual([{ command: 'xadd' }]);
  expect(commandGrowth({ first: only, last: only, seconds: 5 })).toEqual([
    { command: 'xadd', calls_per_second: 0 },
  ]);
});

it.each([
  { title: 'no call', before: [8, 5], now: [8, 5], quantiles: {} },
  { title: 'the first calls', before: [], now: [8, 3], quantiles: { p50: 8e-6 } },
  {
    title: 'a bucket that was not there before',
    before: [8, 5],
    now: [4, 100, 8, 105],
    quantiles: { p50: 4e-6, p99: 4e-6 },
  },
  {
    title: 'a bucket in between that was left out before',
    before: [4, 10, 66, 12],
    now: [4, 10, 33, 108, 66, 112],
    quantiles: { p50: 33e-6, p99: 66e-6 },
  },
  {
    title: 'as many calls in one bucket as the quantile asks for',
    before: [],
    now: [8, 50, 16, 99, 33, 100],
    quantiles: { p50: 8e-6, p99: 16e-6 },
  },
  {
    title: 'fewer calls than a P99 needs',
    before: [8, 5],
    now: [8, 50, 1056, 104],
    quantiles: { p50: 1056e-6 },
  },
])('percentiles of $title', ({ before, now, quantiles }) => {
  const first = figures([stats('xadd', 5)], { xadd: before });
  const last = figures([stats('xadd', 5)], { xadd: now });
  const [{ p50, p99 } = {}] = commandGrowth({ first, last, seconds: 5 });
  expect({ p50, p99 }).toEqual({ p50: undefined, p99: undefined, ...quantiles });
});

it.each([
  { title: 'goes on', now: figures([stats('xadd', 6, 1)], { xadd: [8, 6] }), anew: false },
  { title: 'another start', now: figures([stats('xadd', 9)], { xadd: [8, 9] }, 'b2'), anew: true },
  { title: 'fewer calls', now: figures([stats('xadd', 2)]), anew: true },
  { title: 'no such command any more', now: figures([]), anew: true },
  { title: 'fewer failures', now: figures([stats('xadd', 6, 0)]), anew: true },
  {
    title: 'times that were reset',
    now: figures([stats('xadd', 6, 1)], { xadd: [8, 1] }),
    anew: true,
  },
  { title: 'times that are not told now', now: figures([stats('xadd', 6, 1)]), anew: false },
])('another life: $title', ({ now, anew }) => {
  const before = figures([stats('xadd', 5, 1)], { xadd: [8, 5] });
  expect(isAnotherLife(before, now)).toBe(anew);
});
