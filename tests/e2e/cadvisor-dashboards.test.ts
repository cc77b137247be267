import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine, startRedis } from '@m4max/test-kit';
import { dashboards } from './cadvisor-queries.ts';
import type { RunningPrometheus } from './start-prometheus.ts';
import { startPrometheus } from './start-prometheus.ts';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

const components = ['docker-engine', 'prometheus', 'promtool'].map(requireComponent);
const suite = components.every((isThere) => isThere) ? describe : describe.skip;

/** Where this machine mounts cgroup v2; one that still uses v1 has it beside that. */
const kernelTree = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].find((root) =>
  existsSync(join(root, 'cgroup.controllers')),
);

const LIMIT_CORES = 0.2;

/** Counts of one container as a kernel with cgroup v2 writes them. */
const CGROUP_FILES = {
  'cpu.pressure':
    'some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=250000\n',
  'memory.events': 'low 0\nhigh 2\nmax 7\noom 1\noom_kill 1\noom_group_kill 0\n',
  'memory.swap.current': '8192\n',
  'io.stat':
    '8:0 rbytes=4096 wbytes=1024 rios=1 wios=2 dbytes=0 dios=0\n8:16 rbytes=512 wbytes=0 rios=3 wios=0 dbytes=0 dios=0\n',
};

suite('public dashboards for cAdvisor on a real Prometheus that scrapes container-exporter', () => {
  let store: Awaited<ReturnType<typeof startRedis>>;
  let engine: DockerEngine;
  let exporter: RunningService;
  let prometheus: RunningPrometheus;
  const running: { stop(): Promise<void> }[] = [];
  const cgroupRoot = mkdtempSync(join(tmpdir(), 'm4max-cgroup-'));

  const run = (name: string, ...args: string[]) =>
    engine.run('run', '--detach', '--name', name, ...args);
  const startExporter = (environment: Readonly<Record<string, string>>) =>
    startService('container-exporter', {
      REDIS_URL: store.url,
      DOCKER_HOST: `unix://${engine.socketPath}`,
      COLLECT_INTERVAL_SECONDS: '1',
      ...environment,
    });

  beforeAll(async () => {
    store = await startRedis();
    running.push(store);
    engine = await startDockerEngine();
    running.push(engine);
    await engine.run('network', 'create', 'trading');
    await run('market', '--network', 'trading', 'busybox', 'httpd', '-f', '-p', '80', '-h', '/etc');
    const address = await engine.run(
      ...['inspect', '--format', '{{.NetworkSettings.Networks.trading.IPAddress}}', 'market'],
    );
    const ask = `while :; do wget -q -O /dev/null http://${address}/passwd; sleep 0.2; done`;
    await run(
      'strategy',
      ...['--network', 'trading', '--label', 'com.docker.compose.project=nautilus'],
      ...['--label', 'com.docker.compose.service=strategy', 'busybox', 'sh', '-c', ask],
    );
    const spin = 'while :; do :; done';
    await run(
      'busy',
      ...['--cpus', String(LIMIT_CORES), '--memory', '64m', 'busybox', 'sh', '-c', spin],
    );
    writeFileSync(join(cgroupRoot, 'cgroup.controllers'), 'cpu io memory pids\n');
    const ids = await engine.run('ps', '--quiet', '--no-trunc');
    for (const id of ids.split('\n')) {
      const folder = join(cgroupRoot, 'docker', id);
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of Object.entries(CGROUP_FILES))
        writeFileSync(join(folder, name), text);
    }
    exporter = await startExporter({ CGROUP_ROOT: cgroupRoot });
    running.push(exporter);
    prometheus = await startPrometheus(exporter.url);
    running.push(prometheus);
  }, 180_000);

  afterAll(async () => {
    for (const it of running.reverse()) await it.stop();
    rmSync(cgroupRoot, { recursive: true, force: true });
  }, 120_000);

  /** Asks until the answer is as wanted; two rounds are needed for any rate. */
  const answer = (
    query: string,
    wanted: (series: Awaited<ReturnType<RunningPrometheus['query']>>) => boolean,
  ) =>
    eventually(
      query,
      async () => {
        const series = await prometheus.query(query);
        if (wanted(series)) return series;
        throw new Error(JSON.stringify(series));
      },
      { seconds: 90 },
    );
  /** A container that was not read in one round has no series until the next. */
  const settles = (query: string, value: number) =>
    answer(query, ([series]) => series?.value === value);

  const finite = async (query: string) =>
    (await prometheus.query(query)).filter(({ value }) => Number.isFinite(value));

  it.each(dashboards.flatMap(({ from, ours }) => ours.map((it) => ({ from, ...it }))))(
    'answers $from, $panel: $query',
    async ({ query }) => {
      const series = await answer(query, ({ length }) => length > 0);
      expect(series.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
    },
    120_000,
  );

  it.each(dashboards.flatMap(({ from, notOurs }) => notOurs.map((it) => ({ from, ...it }))))(
    'has nothing for $from, $panel, $because: $query',
    async ({ query }) => {
      expect(await finite(query)).toEqual([]);
    },
  );

  it('serves a page that the lint of Prometheus is silent on', async () => {
    const input = await (await fetch(`${exporter.url}/metrics`)).text();
    expect(input).toContain('container_pressure_cpu_waiting_seconds_total{');
    expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('');
  });

  it('fills the variables of 14282', async () => {
    const all = '{__name__=~"container.*"}';
    expect(await prometheus.labelValues('instance', all)).toEqual([new URL(exporter.url).host]);
    expect(await prometheus.labelValues('name', all)).toEqual(['busy', 'market', 'strategy']);
  });

  it('shows each container once, under its image', async () => {
    await settles('count(container_last_seen{image!=""})', 3);
    await settles('count(container_last_seen{image="busybox"})', 3);
    await settles('scalar(count(container_memory_usage_bytes{image!=""}) > 0)', 3);
  }, 120_000);

  it('shows a container that spins near its limit, and the limit itself', async () => {
    const perCent =
      'sum(rate(container_cpu_usage_seconds_total{name="busy"}[30s])) by (name) * 100';
    const near = 0.6 * LIMIT_CORES * 100;
    const [busy] = await answer(perCent, ([series]) => series !== undefined && series.value > near);
    expect(busy?.value).toBeLessThan(1.2 * LIMIT_CORES * 100);
    await settles('container_spec_cpu_quota / container_spec_cpu_period', LIMIT_CORES);
    await settles('container_spec_memory_limit_bytes > 0', 64 * 1024 * 1024);
    await settles('count(container_spec_cpu_period)', 3);
    const throttled = 'rate(container_cpu_cfs_throttled_periods_total[30s])';
    const [periods] = await answer(throttled, ([series]) => (series?.value ?? 0) > 0);
    expect(periods?.labels.name).toBe('busy');
  }, 120_000);

  it('shows what two containers say to each other', async () => {
    const rate = (direction: string, name: string) =>
      `irate(container_network_${direction}_bytes_total{name="${name}",interface="eth0"}[5m])`;
    for (const [direction, name] of [
      ['receive', 'market'],
      ['transmit', 'market'],
      ['receive', 'strategy'],
      ['transmit', 'strategy'],
    ] as const)
      await answer(rate(direction, name), ([series]) => (series?.value ?? 0) > 100);
  }, 120_000);

  it("tells compose's service, and nothing where there is none", async () => {
    const [only, ...others] = await answer(
      'container_last_seen{container_label_com_docker_compose_service!=""}',
      ({ length }) => length > 0,
    );
    expect(others).toEqual([]);
    expect(only?.labels).toMatchObject({
      name: 'strategy',
      container_label_com_docker_compose_project: 'nautilus',
      container_label_com_docker_compose_service: 'strategy',
    });
  }, 120_000);

  it.each([
    { query: 'container_pressure_cpu_waiting_seconds_total', value: 1.5 },
    { query: 'container_pressure_cpu_stalled_seconds_total', value: 0.25 },
    { query: 'container_memory_events_high_total', value: 2 },
    { query: 'container_memory_events_max_total', value: 7 },
    { query: 'container_memory_swap', value: 8192 },
    { query: 'container_fs_reads_total', value: 4 },
    { query: 'container_fs_writes_total', value: 2 },
    { query: 'm4max_container_memory_events_total{event="oom_kill"}', value: 1 },
    { query: 'container_oom_events_total', value: 0 }, // The engine told of none.
  ])(
    'joins the figures of a mounted cgroup tree: $query is $value',
    async ({ query, value }) => {
      await settles(`${query} and on (name) container_last_seen{name="busy"}`, value);
    },
    120_000,
  );

  (kernelTree === undefined ? it.skip : it)(
    "reads the pressure of this machine's own kernel, without cAdvisor's names if they are off",
    async () => {
      const kernel = await startExporter({
        HOST_LABEL: 'kernel',
        CGROUP_ROOT: kernelTree ?? '',
      });
      const own = await startExporter({ HOST_LABEL: 'own', CADVISOR_METRICS: 'off' });
      try {
        const page = async ({ url }: RunningService) => (await fetch(`${url}/metrics`)).text();
        const waited = async () => {
          const line = /^container_pressure_cpu_waiting_seconds_total\{.*name="busy".*\} (\S+)$/m;
          return Number(line.exec(await page(kernel))?.[1] ?? 0);
        };
        const first = await eventually('busy waits for a processor', waited, { seconds: 60 });
        await eventually('it waits on', async () => (await waited()) > first, { seconds: 60 });
        const names = await eventually('the other is read too', async () => {
          const text = await page(own);
          return text.includes('m4max_container_state{')
            ? (text.match(/^container_\w+/gm) ?? [])
            : undefined;
        });
        expect(names).toEqual([]);
      } finally {
        await kernel.stop();
        await own.stop();
      }
    },
    180_000,
  );

  it('drops the series of a container that is removed in the next scrape', async () => {
    await engine.run('rm', '--force', 'busy');
    await answer('{name="busy"}', ({ length }) => length === 0);
    await settles('count(container_last_seen)', 2);
  }, 120_000);
});
