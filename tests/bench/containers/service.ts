// What watching containers costs: the running container-exporter beside `docker stats`, on a real engine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, startDockerEngine, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import { planServices } from '../../../packages/cli/src/launcher/services.ts';
import type { RunningService } from '../../e2e/start-service.ts';
import { startService } from '../../e2e/start-service.ts';
import { usageOf } from '../process-usage.ts';
import { quantile } from '../quantile.ts';
import { engineCpuSeconds } from './engine-usage.ts';

const USAGE = `Usage: pnpm bench:containers [--containers N,N] [--seconds N] [--json]

Starts two real Docker Engines (as root, Debian's packages) with so many containers each. One is watched by the
compiled container-exporter as the launcher starts it, the other by \`docker stats\`, in the same minute; then they swap.
  --containers N,N  how many containers, for each turn (default 20,100)
  --seconds N       how long each time (default 60)
  --json            one JSON object a line
`;
const WARM_UP_SECONDS = 15;
const STARTED_AT_ONCE = 5;
const SCRAPES = 300;
const SCRAPE_GAP_MILLISECONDS = 50;

const { values } = parseArgs({
  options: {
    containers: { type: 'string', default: '20,100' },
    seconds: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const seconds = Number(values.seconds);
const counts = values.containers.split(',').map(Number);
if (values.help) process.stdout.write(USAGE);
else if (seconds > 0 && counts.every((count) => count > 0))
  for (const count of counts) await bench(count);
else {
  process.stderr.write(USAGE);
  process.exitCode = 1;
}

async function bench(count: number): Promise<void> {
  process.stderr.write(`starting two engines with ${count} containers each …\n`);
  const folder = mkdtempSync(join(tmpdir(), 'm4max-bench-'));
  const noEngines = join(folder, 'engines.yml'); // Probes of health are not what `docker stats` does.
  writeFileSync(noEngines, 'engines: []\n');
  const redis = await startRedis({ embedded: false });
  const engines = await Promise.all([startDockerEngine(), startDockerEngine()]);
  const [one, other] = engines;
  try {
    await Promise.all(engines.map((engine) => runContainers(engine, count)));
    process.stderr.write('watching nothing …\n');
    const idle = await Promise.all(engines.map((engine) => watched(engine)));
    const options = { count, noEngines, redisUrl: redis.url };
    const first = await turn({ ...options, watching: one, statistics: other });
    const second = await turn({ ...options, watching: other, statistics: one });
    compare({
      count,
      idle: mean(idle.map(({ engine }) => engine)),
      ours: meanCost(first.ours, second.ours),
      stats: meanCost(first.stats, second.stats),
    });
  } finally {
    await Promise.all(engines.map((engine) => engine.stop()));
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One engine is watched by the exporter and the other one by `docker stats`, in the same minute. */
async function turn(options: {
  readonly count: number;
  readonly noEngines: string;
  readonly redisUrl: string;
  readonly watching: DockerEngine;
  readonly statistics: DockerEngine;
}): Promise<{ readonly ours: Cost; readonly stats: Cost }> {
  const { count, noEngines, redisUrl, watching, statistics } = options;
  process.stderr.write('watching with both …\n');
  const client = statistics.follow('stats');
  const service = await startService('container-exporter', {
    REDIS_URL: redisUrl,
    DOCKER_HOST: `unix://${watching.socketPath}`,
    ENGINES_FILE: noEngines,
    ...planServices({}).find(({ name }) => name === 'container-exporter')?.environment,
  });
  try {
    const [ours, stats] = await Promise.all([
      watched(watching, service.pid),
      watched(statistics, client.pid),
    ]);
    await client.kill('SIGTERM');
    await scraped(count, service);
    await rounds(count, redisUrl);
    return { ours, stats };
  } finally {
    await client.kill('SIGTERM');
    await service.stop();
  }
}

/** Containers that do next to nothing: what is measured is the watching. */
async function runContainers(engine: DockerEngine, count: number): Promise<void> {
  const start = (index: number) =>
    engine.run('run', '--detach', '--name', `bench-${index}`, 'busybox', 'sleep', '100000');
  for (let from = 0; from < count; from += STARTED_AT_ONCE) {
    const length = Math.min(STARTED_AT_ONCE, count - from);
    await Promise.all(Array.from({ length }, (_, index) => start(from + index)));
  }
}

/** CPU seconds a minute of the engine and of who watches it, and the memory of the latter. */
type Cost = { readonly engine: number; readonly watcher: number; readonly residentBytes: number };

async function watched(engine: DockerEngine, pid?: number): Promise<Cost> {
  await sleep(WARM_UP_SECONDS * 1000);
  const folder = dirname(engine.socketPath);
  const now = async () => ({
    at: performance.now(),
    engine: await engineCpuSeconds(folder),
    watcher: pid === undefined ? undefined : await usageOf(pid),
  });
  const before = await now();
  await sleep(seconds * 1000);
  const after = await now();
  const minutes = (after.at - before.at) / 60_000;
  return {
    engine: (after.engine - before.engine) / minutes,
    watcher: ((after.watcher?.cpuSeconds ?? 0) - (before.watcher?.cpuSeconds ?? 0)) / minutes,
    residentBytes: after.watcher?.residentBytes ?? 0,
  };
}

function meanCost(one: Cost, other: Cost): Cost {
  const of = (key: keyof Cost) => mean([one[key], other[key]]);
  return {
    engine: of('engine'),
    watcher: of('watcher'),
    residentBytes: Math.max(one.residentBytes, other.residentBytes),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function scraped(count: number, service: RunningService): Promise<void> {
  const times: number[] = [];
  let page = '';
  const before = await usageOf(service.pid);
  for (let scrape = 0; scrape < SCRAPES; scrape += 1) {
    const startedAt = performance.now();
    const reply = await fetch(`${service.url}/metrics`, { headers: { connection: 'close' } });
    const bytes = await reply.arrayBuffer();
    times.push(performance.now() - startedAt);
    page = new TextDecoder().decode(bytes);
    await sleep(SCRAPE_GAP_MILLISECONDS);
  }
  const cpu = ((await usageOf(service.pid)).cpuSeconds - before.cpuSeconds) / SCRAPES;
  const series = page.split('\n').filter((line) => /^\w/.test(line)).length;
  report(
    {
      kind: 'page',
      containers: count,
      series,
      bytes: page.length,
      p50_ms: quantile(times, 0.5),
      p99_ms: quantile(times, 0.99),
      cpu_microseconds_per_series: (cpu / series) * 1e6,
    },
    `${count} containers, a page of ${series} series: p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms, ${((cpu / series) * 1e6).toFixed(1)} µs of CPU a series`,
  );
}

/** How long the newest rounds took, from their beginning to the publishing of their sample. */
async function rounds(count: number, redisUrl: string): Promise<void> {
  const store = new Redis(redisUrl);
  const took = await eventually('samples of whole rounds are in the store', async () => {
    const entries = await store.xrevrange('{m4max}:samples:containers', '+', '-', 'COUNT', 10);
    const times = entries.flatMap(([, fields]) => roundMilliseconds(count, fields));
    return times.length > 0 ? times : undefined;
  });
  store.disconnect();
  report(
    { kind: 'round', containers: count, rounds: took.length, p50_ms: quantile(took, 0.5) },
    `${count} containers, ${took.length} rounds: median ${quantile(took, 0.5).toFixed(0)} ms, longest ${Math.max(...took)} ms`,
  );
}

function roundMilliseconds(count: number, fields: readonly string[]): readonly number[] {
  const sample = JSON.parse(fields.find((field) => field.startsWith('{')) ?? '{}') as {
    taken_at?: string;
    published_at?: string;
    containers?: readonly { cpu?: object }[];
  };
  const { taken_at: taken = '', published_at: published = '', containers = [] } = sample;
  const isWhole = containers.filter(({ cpu }) => cpu !== undefined).length === count;
  return isWhole ? [Date.parse(published) - Date.parse(taken)] : [];
}

function compare(cost: {
  readonly count: number;
  readonly ours: Cost;
  readonly stats: Cost;
  readonly idle: number;
}): void {
  const { count, ours, stats, idle } = cost;
  const whole = (it: Cost) => it.engine - idle + it.watcher;
  const facts = {
    kind: 'cost',
    containers: count,
    seconds,
    idle_engine_cpu_seconds_a_minute: idle,
    ours,
    docker_stats: stats,
    whole_ratio: whole(ours) / whole(stats),
    watcher_ratio: ours.watcher / stats.watcher,
  };
  const words = (name: string, it: Cost) =>
    `${name}: engine ${(it.engine - idle).toFixed(2)} s above idle and ${it.watcher.toFixed(2)} s of its own a minute, RSS ${(it.residentBytes / 1e6).toFixed(0)} MB`;
  report(
    facts,
    [
      `${count} containers, an idle engine takes ${idle.toFixed(2)} s of CPU a minute`,
      words('  container-exporter', ours),
      words('  docker stats', stats),
      `  ratio to docker stats: ${facts.whole_ratio.toFixed(2)} of all, ${facts.watcher_ratio.toFixed(2)} of the watchers' own`,
    ].join('\n'),
  );
}

function report(facts: object, sentence: string): void {
  process.stdout.write(`${values.json ? JSON.stringify(facts) : sentence}\n`);
}
