import { expect, it } from '@jest/globals';
import type { Container, LatestContainers } from '@m4max/contracts';
import { AT, container, containersSample } from '../fixtures/samples.ts';
import { rowCharts, rowFacts } from './details.ts';
import { rowsOf } from './rows.ts';

const now = new Date(AT);
const exit = { code: 137, signal: 'SIGKILL', oom_killed: true, reason: 'killed for memory (OOM)' };
const engines = ['one', 'two'].map((name, index) => ({ id: `e${index + 1}`, name, up: true }));
const before = containersSample({
  taken_at: '2026-01-05T09:59:55.000Z',
  containers: [container({ pressure: { io: { waiting_seconds_total: 1 } } })],
});

const cases: readonly {
  readonly title: string;
  readonly change: Partial<Container>;
  readonly engines?: LatestContainers['engines'];
  readonly before?: LatestContainers;
  readonly facts: Readonly<Record<string, string>>;
}[] = [
  {
    title: 'little is known',
    change: {},
    facts: { State: 'running · healthy', Image: 'risk:1', Restarts: '0' },
  },
  {
    title: 'everything',
    change: {
      probe: {
        status: 'degraded',
        source: 'endpoint',
        response_seconds: 0.4,
        detail: 'cache is cold',
      },
      networks: ['trading', 'monitoring'],
      started_at: '2026-01-05T09:00:00.000Z',
      restarts: { policy: 1, manual: 0, oom: 2, crash: 0 },
      oom_events: 2,
      memory: { events: { max: 412, oom_kill: 2 } },
      cpu: { throttled_ratio: 0.12 },
      pressure: { io: { waiting_seconds_total: 2 } },
      pids: 12,
      pids_limit: 100,
      network: {
        receive_bytes_total: 1,
        transmit_bytes_total: 1,
        errors_total: 3,
        dropped_total: 0,
      },
      block_io: { read_bytes_total: 1, write_bytes_total: 1, read_bytes_per_second: 2000 },
    },
    engines,
    before,
    facts: {
      State: 'running · degraded',
      Health: 'degraded, by its endpoint in 400 ms',
      Detail: 'cache is cold',
      Image: 'risk:1',
      Engine: 'one',
      Networks: 'trading, monitoring',
      Up: '60 min',
      Restarts: '2\u00a0×\u00a0OOM, 1\u00a0×\u00a0by\u00a0policy',
      'Out of memory': '2 times',
      'At its memory limit': '412 times',
      Throttled: '12 % of the time',
      'Waited for disk': '20 % of the time',
      Processes: '12 of 100',
      'Network faults': '3 errors',
      'Disk read': '2 kB/s',
    },
  },
  {
    title: 'readings that were not renewed',
    change: { stale: true, pressure: { io: { waiting_seconds_total: 1 } } },
    before,
    facts: {
      State: 'running · healthy; readings are the last known',
      Image: 'risk:1',
      Restarts: '0',
      'Waited for disk': '1.0 s since its start',
    },
  },
];

it.each(cases)('tells in the dialog what is known: $title', ({ change, facts, ...samples }) => {
  const { engines: known = [], before: earlier } = samples;
  const sample = containersSample({ containers: [container(change)], engines: known });
  const both = { sample, ...(earlier === undefined ? {} : { before: earlier }) };
  const told = rowsOf(sample, []).flatMap((row) => rowFacts(row, both, now));
  expect(Object.fromEntries(told.map(({ name, value }) => [name, value]))).toEqual(facts);
});

it.each([
  { last: exit, words: 'killed for memory (OOM) (code 137, SIGKILL)' },
  {
    last: { ...exit, code: 139, signal: 'SIGSEGV', reason: 'crashed: exit code 139 (SIGSEGV)' },
    words: 'crashed: exit code 139 (SIGSEGV)',
  },
])('tells how it last ended: $words', ({ last, words }) => {
  const sample = containersSample({ containers: [container({ exit: last })] });
  const facts = rowsOf(sample, []).flatMap((row) => rowFacts(row, { sample }, now));
  expect(facts.find(({ name }) => name === 'Last end')?.value).toBe(words);
});

it('tells of an engine without a container only how it answers', () => {
  const trading_engines = [{ name: 'native', probe: { status: 'healthy' as const } }];
  const sample = containersSample({ containers: [], trading_engines });
  const facts = rowsOf(sample, []).flatMap((row) => rowFacts(row, { sample }, now));
  expect(facts.map(({ name }) => name)).toEqual(['State', 'Health']);
});

it.each([
  { title: 'up to the limit', cpu: { limit_cores: 2 }, full: 2 },
  { title: 'up to a tenth of a core at least without one', cpu: {}, full: 0.1 },
])('draws the charts $title', ({ cpu, full }) => {
  const sample = containersSample({ containers: [container({ cpu })] });
  expect(rowsOf(sample, []).map(rowCharts)).toEqual([
    [
      { title: 'CPU', unit: 'cores', full, series: 'container_cpu_cores_used:risk' },
      { title: 'Memory', unit: 'bytes', series: 'container_memory_working_set_bytes:risk' },
    ],
  ]);
});
