import { expect, it } from '@jest/globals';
import type { MetricRow } from '@m4max/contracts';
import { Registry } from 'prom-client';
import { bindMetrics } from './bind-metrics.ts';

type Disks = { readonly used: Record<string, number>; readonly joules?: number };

const table: readonly MetricRow<Disks>[] = [
  {
    type: 'gauge',
    name: 'm4max_filesystem_used_bytes',
    help: 'Bytes in use on a mounted filesystem.',
    labels: ['mount'],
    unit: 'bytes',
    read: ({ used }) =>
      Object.entries(used).map(([mount, value]) => ({ labels: { mount }, value })),
  },
  {
    type: 'counter',
    name: 'm4max_cpu_joules_total',
    help: 'Energy the CPU used.',
    labels: [],
    unit: 'joules',
    read: ({ joules }) => (joules === undefined ? [] : [{ value: joules }]),
  },
];

it('shows what is known now: series come and go with the sample', async () => {
  const registry = new Registry();
  let latest: Disks | undefined;
  bindMetrics(registry, table, () => latest, 'desk-mac');
  const series = async () =>
    (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

  expect(await series()).toEqual([]);
  latest = { used: { '/': 10, '/data': 0 }, joules: 7.5 };
  expect(await series()).toEqual([
    'm4max_filesystem_used_bytes{host="desk-mac",mount="/"} 10',
    'm4max_filesystem_used_bytes{host="desk-mac",mount="/data"} 0',
    'm4max_cpu_joules_total{host="desk-mac"} 7.5',
  ]);
  latest = { used: { '/': 11 }, joules: 9 };
  expect(await series()).toEqual([
    'm4max_filesystem_used_bytes{host="desk-mac",mount="/"} 11',
    'm4max_cpu_joules_total{host="desk-mac"} 9',
  ]);
  latest = undefined;
  expect(await series()).toEqual([]);
});

it('shows one series of a label set that is told twice', async () => {
  const registry = new Registry();
  const twice = [
    { labels: { mount: '/', kind: 'a' }, value: 2 },
    { labels: { mount: '/', kind: 'a' }, value: 3 },
  ];
  const rows = [
    { type: 'gauge', name: 'level' },
    { type: 'counter', name: 'events_total' },
  ] as const;
  const table = rows.map((row): MetricRow<object> => {
    return {
      ...row,
      help: 'Told twice.',
      labels: ['mount', 'kind'],
      unit: 'count',
      read: () => twice,
    };
  });
  bindMetrics(registry, table, () => ({}), 'desk-mac');
  expect((await registry.metrics()).split('\n').filter((line) => /^\w/.test(line))).toEqual([
    'level{host="desk-mac",mount="/",kind="a"} 3',
    'events_total{host="desk-mac",mount="/",kind="a"} 5',
  ]);
});
