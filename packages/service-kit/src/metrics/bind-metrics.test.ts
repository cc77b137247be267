import { expect, it } from '@jest/globals';
import type { MetricRow } from '@m4max/contracts';
import { Gauge } from 'prom-client';
import { bindMetrics } from './bind-metrics.ts';
import { Registry } from './registry.ts';

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

it('writes a sample once, however many ask for the page', async () => {
  const registry = new Registry();
  let reads = 0;
  const read = () => {
    reads += 1;
    return [{ value: reads }];
  };
  const row = { type: 'gauge', name: 'level', help: 'It.', labels: [], unit: 'count' } as const;
  let latest = {};
  bindMetrics<object>(registry, [{ ...row, read }], () => latest, 'desk-mac');
  const first = await registry.metrics();
  expect(await registry.metrics()).toBe(first);
  latest = {};
  expect(await registry.metrics()).toContain('level{host="desk-mac"} 2');
});

it('puts tables behind what the registry serves, a blank line between', async () => {
  const registry = new Registry();
  for (const name of ['one', 'two']) {
    const row = { name, type: 'gauge', help: 'It.', labels: [], unit: 'count' } as const;
    bindMetrics<object>(registry, [{ ...row, read: () => [] }], () => ({}), 'desk-mac');
  }
  new Gauge({ name: 'process', help: 'It.', registers: [registry] }).set(7);
  const head = (name: string) => `# HELP ${name} It.\n# TYPE ${name} gauge\n`;
  expect(await registry.metrics()).toBe(
    `${head('process')}process 7\n\n${head('one')}\n${head('two')}`,
  );
});
