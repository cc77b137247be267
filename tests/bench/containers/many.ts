// Whether a round stays linear, and its memory bounded, with far more containers than a machine should have.
import { parseArgs } from 'node:util';
import type { ContainersSample } from '@m4max/contracts';
import { containersMetrics, VERSION } from '@m4max/contracts';
import { createLogger } from '../../../packages/service-kit/src/log.ts';
import { describeContainer } from '../../../services/container-exporter/src/containers/describe-container.ts';
import type { EngineClient } from '../../../services/container-exporter/src/docker/engine-client.ts';
import { watchEngine } from '../../../services/container-exporter/src/docker/watched-engine.ts';
import { readingsOf } from '../../../services/container-exporter/src/readings/readings.ts';
import { Inspected } from '../../../services/container-exporter/src/replies/inspected.ts';
import { Listed } from '../../../services/container-exporter/src/replies/listed.ts';
import { StatsBody } from '../../../services/container-exporter/src/replies/stats-body.ts';
import { quantile } from '../quantile.ts';
import { inspectReply, listReply, statsReply } from './replies.ts';

const USAGE = `Usage: pnpm bench:many-containers [--json]

Reads lists and stats of 1,250, 2,500, 5,000 and 10,000 made-up containers, to a sample and a page, without an engine;
then the same as the service does it, which reads at most 500 of an engine and says so.
`;
const COUNTS = [1250, 2500, 5000, 10_000];
const RUNS = 7;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) process.stdout.write(USAGE);
else await bench();

async function bench(): Promise<void> {
  readAll(COUNTS[0] ?? 0); // The compiler warms up.
  let first: number | undefined;
  for (const count of COUNTS) {
    const { microseconds, series, heapBytes } = readAll(count);
    first ??= microseconds;
    report(
      {
        kind: 'pure',
        containers: count,
        microseconds_a_container: microseconds,
        ratio: microseconds / first,
        series,
        heap_bytes_a_container: heapBytes / count,
      },
      `${count} containers read, told and served: ${microseconds.toFixed(1)} µs each (${(microseconds / first).toFixed(2)} of the first), ${series} series, ${(heapBytes / count / 1024).toFixed(1)} kB held each`,
    );
  }
  for (const count of COUNTS) await watchMany(count);
}

/** Everything between the replies of an engine and the text of a page, but for the waiting. */
function readAll(count: number) {
  const list = JSON.stringify(Array.from({ length: count }, (_, index) => listReply(index)));
  const texts = Array.from({ length: count }, (_, index) => ({
    before: JSON.stringify(statsReply(index, 0)),
    now: JSON.stringify(statsReply(index, 5)),
  }));
  const host = Inspected.parse(inspectReply(0));
  const before = texts.map((text) => StatsBody.parse(JSON.parse(text.before)));
  const read = () => {
    const listed = Listed.array().parse(JSON.parse(list));
    return listed.map((it, index) => {
      const now = StatsBody.parse(JSON.parse(texts[index]?.now ?? ''));
      const readings = readingsOf({ before: before[index], now, host: host.HostConfig });
      const known = { listed: it, inspected: host, life: undefined, readings, stale: false };
      return describeContainer({ ...known, engineId: 'made-up' });
    });
  };
  const serve = (sample: ContainersSample) =>
    containersMetrics.reduce((sum, row) => sum + row.read(sample).length, 0);
  const times: number[] = [];
  let series = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const startedAt = performance.now();
    series = serve(sampleOf(read()));
    times.push(performance.now() - startedAt);
  }
  const heapBefore = heapBytes();
  const held = read();
  const heapAfter = heapBytes();
  return {
    microseconds: (quantile(times, 0.5) * 1000) / count,
    series,
    heapBytes: held.length === count ? heapAfter - heapBefore : Number.NaN,
  };
}

function sampleOf(containers: ContainersSample['containers']): ContainersSample {
  const head = { v: VERSION, host: 'bench', taken_at: new Date(0).toISOString() };
  const rest = { interval_seconds: 5, trading_engines: [], links: [], missing: [] };
  return { ...head, ...rest, engines: [{ id: 'made-up', name: 'made-up', up: true }], containers };
}

/** The rounds of the service, over an engine that answers at once. */
async function watchMany(count: number): Promise<void> {
  let calls = 0;
  let seconds = 0;
  const listed = Listed.array().parse(Array.from({ length: count }, (_, at) => listReply(at)));
  const client: EngineClient = {
    facts: () => Promise.reject(new Error('is not asked again')),
    list: async () => listed,
    async inspect(id) {
      calls += 1;
      return Inspected.parse(inspectReply(Number(id)));
    },
    async stats(id) {
      calls += 1;
      return StatsBody.parse(statsReply(Number(id), seconds));
    },
    events: (_, stopped) =>
      new Promise((_resolve, reject) => stopped.addEventListener('abort', reject)),
  };
  const facts = { id: 'made-up', name: 'made-up', version: '28.0.0', apiVersion: '1.51' };
  const engine = watchEngine({
    client,
    facts: { ...facts, cpus: 12, memoryBytes: 48e9, clock: undefined },
    host: 'bench',
    log: createLogger('bench', 'error'),
    write: () => undefined,
  });
  const { signal } = new AbortController();
  await engine.round(signal);
  const heapBefore = heapBytes();
  const times: number[] = [];
  let told = 0;
  for (let round = 0; round < RUNS; round += 1) {
    seconds += 5;
    calls = 0;
    const startedAt = performance.now();
    told = (await engine.round(signal)).found.length;
    times.push(performance.now() - startedAt);
  }
  await engine.stop();
  report(
    {
      kind: 'service',
      containers: count,
      told,
      calls_a_round: calls,
      round_ms: quantile(times, 0.5),
      heap_growth_bytes: heapBytes() - heapBefore,
    },
    `an engine with ${count} containers: ${told} are told, ${calls} calls and ${quantile(times, 0.5).toFixed(1)} ms of our own a round, the heap grew ${((heapBytes() - heapBefore) / 1024).toFixed(0)} kB in ${RUNS} rounds`,
  );
}

function heapBytes(): number {
  if (globalThis.gc === undefined) throw new Error('run this with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function report(facts: object, sentence: string): void {
  process.stdout.write(`${values.json ? JSON.stringify(facts) : sentence}\n`);
}
