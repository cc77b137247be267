import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { Container } from '@m4max/contracts';
import {
  ContainerState,
  ContainersSample,
  cadvisorMetrics,
  containersMetrics,
} from '@m4max/contracts';
import { Registry } from '@m4max/service-kit';
import { requireComponent } from '@m4max/test-kit';
import { bindContainers } from './metrics.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const sample = ContainersSample.parse(JSON.parse(fixture('sample.json')));
const [first] = sample.containers;
if (first === undefined) throw new Error('the fixture has no container');

const withContainers = (...containers: readonly Partial<Container>[]): ContainersSample =>
  ContainersSample.parse({
    ...sample,
    containers: containers.map((over) => ({ ...first, ...over })),
  });

async function page(
  latest: ContainersSample | undefined,
  withCadvisorNames = true,
): Promise<string> {
  const registry = new Registry();
  bindContainers({ registry, latest: () => latest, host: 'test-mac', withCadvisorNames });
  return registry.metrics();
}

async function series(latest: ContainersSample | undefined, name = ''): Promise<string[]> {
  const lines = (await page(latest)).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#') && line.startsWith(name));
}

/** A page of everything that may be awkward in one. */
const awkward = ((): ContainersSample => {
  const engines = ['AAAA:BBBB', 'CCCC:DDDD'].map((id, index) => ({
    id,
    name: `engine "${index}" \\ über\nalles`,
    up: index === 0,
    cpus: 8,
  }));
  const texts = [
    'say-"hi"',
    'back\\slash',
    'new\nline',
    'tab\tnul\u0000',
    'über 🐳',
    'x'.repeat(300),
  ];
  return ContainersSample.parse({
    ...sample,
    engines,
    containers: engines.flatMap(({ id: engine_id }, engine) => [
      ...texts.map((text, index) => ({
        ...first,
        id: `${engine}${index}`,
        engine_id,
        name: text,
        image: text,
        labels: { 'com.docker.compose.project': text, 'com.docker.compose.service': text },
      })),
      ...ContainerState.options.map((state) => ({
        ...first,
        id: `${engine}-${state}`,
        engine_id,
        name: state,
        state,
      })),
      { ...first, id: `${engine}-stale`, engine_id, name: 'stale', stale: true },
    ]),
    links: texts.map((text) => ({ from: text, to: 'running', port: 6379, kind: 'observed' })),
  });
})();

it('serves the sample as the golden page', async () => {
  expect(await page(sample)).toBe(fixture('metrics.prom'));
});

it('serves no series without a fresh sample', async () => {
  expect(await series(undefined)).toEqual([]);
});

it.each([
  { title: 'the golden sample', latest: sample },
  { title: 'an awkward one', latest: awkward },
])(
  'gives every series of a name the same labels, and no two the same values: $title',
  ({ latest }) => {
    for (const { name, labels, read } of containersMetrics) {
      const all = read(latest);
      for (const one of all)
        expect([name, Object.keys(one.labels ?? {}).sort()]).toEqual([name, [...labels].sort()]);
      const values = all.map((one) => JSON.stringify(labels.map((label) => one.labels?.[label])));
      expect([name, new Set(values).size]).toEqual([name, values.length]);
    }
  },
);

it.each([
  { state: 'running', expected: 1 },
  { state: 'paused', expected: 1 },
  { state: 'restarting', expected: 0 },
  { state: 'exited', expected: 0 },
  { state: 'created', expected: 0 },
  { state: 'removing', expected: 0 },
  { state: 'dead', expected: 0 },
] as const)(
  "shows under cAdvisor's names what has a cgroup: $state $expected",
  async ({ state, expected }) => {
    const latest = withContainers({ state });
    expect(await series(latest, 'container_last_seen{')).toHaveLength(expected);
    expect(await series(latest, 'container_start_time_seconds{')).toHaveLength(expected);
  },
);

it('counts CPU periods of containers with a limit only', async () => {
  const limits = { memory_bytes: 0, cpu_period_microseconds: 100_000 };
  const latest = withContainers({ limits });
  expect(await series(latest, 'container_cpu_cfs_')).toEqual([]);
  expect(await series(latest, 'container_spec_cpu_quota')).toEqual([]);
  expect(await series(latest, 'container_spec_cpu_period')).toHaveLength(1);
});

it('says 0 of limits that are not set', async () => {
  const { pids_limit: _, ...unlimited } = first;
  const latest = ContainersSample.parse({
    ...sample,
    containers: [{ ...unlimited, limits: { memory_bytes: 0 } }],
  });
  for (const name of ['container_threads_max', 'container_spec_memory_limit_bytes'])
    expect((await series(latest, name))[0]).toMatch(/\} 0$/);
});

it('lets counters vanish with a round that failed, and come back as they are', async () => {
  const name = 'container_cpu_usage_seconds_total{';
  const registry = new Registry();
  let latest: ContainersSample | undefined = withContainers({ cpu: { usage_seconds_total: 9 } });
  bindContainers({
    registry,
    latest: () => latest,
    host: 'test-mac',
    withCadvisorNames: true,
  });
  const now = async () =>
    (await registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith(name))
      .map((line) => line.replace(/^.* /, ''));
  expect(await now()).toEqual(['9']);
  latest = withContainers({ cpu: { usage_seconds_total: 9 }, stale: true });
  expect(await now()).toEqual([]);
  latest = withContainers({ cpu: { usage_seconds_total: 2 } });
  expect(await now()).toEqual(['2']);
  latest = withContainers();
  expect(await now()).toEqual([]);
});

it.each([
  { title: 'all is read', over: {}, up: true, error: 0 },
  { title: 'the engine is away', over: {}, up: false, error: 1 },
  { title: 'one container was not read', over: { stale: true }, up: true, error: 1 },
])('tells of errors as cAdvisor does: $title', async ({ over, up, error }) => {
  const latest = withContainers(over);
  const engines = latest.engines.map((engine) => ({ ...engine, up }));
  expect(await series({ ...latest, engines }, 'container_scrape_error')).toEqual([
    `container_scrape_error{host="test-mac",engine="docker-desktop"} ${error}`,
  ]);
});

it("serves its own names alone where cAdvisor's are turned off", async () => {
  const names = [...(await page(sample, false)).matchAll(/^# TYPE (\S+)/gm)].map(
    ([, name]) => name,
  );
  expect(names).toContain('m4max_container_cpu_cores_used');
  expect(names.filter((name) => !name?.startsWith('m4max_'))).toEqual([]);
});

it("alerts do not rest on cAdvisor's names, which may be turned off", () => {
  const rules = readFileSync(
    new URL('../../../monitoring/alert-rules.yml', import.meta.url),
    'utf8',
  );
  const asked = [...rules.matchAll(/^\s*metric: (\S+)$/gm)].map(([, name]) => name);
  const names = new Set<string | undefined>(cadvisorMetrics.map(({ name }) => name));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((name) => names.has(name))).toEqual([]);
});

const lint = requireComponent('promtool') ? it : it.skip;
lint.each([
  { title: 'the golden page', latest: sample },
  { title: 'an awkward one', latest: awkward },
])('passes the lint of Prometheus: $title', async ({ latest }) => {
  const input = await page(latest);
  expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('');
});
