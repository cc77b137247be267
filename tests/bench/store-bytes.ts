// How many bytes of the store one host takes: full history, and what is kept of samples.
import { setImmediate } from 'node:timers/promises';
import type {
  Container,
  ContainersSample,
  HardwareSample,
  Link,
  SampleStream,
  SeriesRow,
  TradingSample,
} from '@m4max/contracts';
import {
  containersSamples,
  containersSeries,
  hardwareSamples,
  hardwareSeries,
  historyResolutions,
  tradingSamples,
  tradingSeries,
} from '@m4max/contracts';
import type { SampleHead } from '@m4max/streams';
import { connectStore, createPublisher, storePart } from '@m4max/streams';
import { startRedis } from '@m4max/test-kit';
import { describeContainer } from '../../services/container-exporter/src/containers/describe-container.ts';
import { readingsOf } from '../../services/container-exporter/src/readings/readings.ts';
import { Inspected } from '../../services/container-exporter/src/replies/inspected.ts';
import { Listed } from '../../services/container-exporter/src/replies/listed.ts';
import { StatsBody } from '../../services/container-exporter/src/replies/stats-body.ts';
import { inspectReply, listReply, statsReply } from './containers/replies.ts';

const CONTAINERS = 100;
const wave = (seconds: number, shift: number) => 0.5 + 0.4 * Math.sin(seconds / 97 + shift);
const head = (seconds: number, interval: number) => ({
  v: 1,
  host: 'desk-mac',
  taken_at: new Date(seconds * 1000).toISOString(),
  interval_seconds: interval,
  missing: [],
});

function hardware(seconds: number): HardwareSample {
  const ratio = wave(seconds, 0);
  return {
    ...head(seconds, 1),
    source: { name: 'powermetrics', model: 'Mac16,5' },
    chip: { name: 'Apple M4 Max', p_cores: 12, e_cores: 4 },
    cpu: {
      active_ratio: ratio,
      performance_active_ratio: ratio,
      tiers: ['E', 'P'].map((tier) => ({ tier, cores: 8, active_ratio: ratio })),
      clusters: [],
      cores: Array.from({ length: 16 }, (_, core) => ({ core, active_ratio: wave(seconds, core) })),
    },
    gpu: { active_ratio: ratio },
    memory: { used_bytes: Math.round(ratio * 1e11), swap_used_bytes: 0 },
    power: {
      cpu_watts: ratio * 40,
      gpu_watts: ratio * 10,
      ane_watts: 0,
      combined_watts: ratio * 50,
    },
    thermal: { state: 'nominal', level: 0, reported: 'Nominal' },
  };
}

/** With everything that an Engine 28 tells, as the service tells it on. */
function container(seconds: number, index: number): Container {
  const host = Inspected.parse(inspectReply(index));
  const body = (at: number) => StatsBody.parse(statsReply(index, at));
  const readings = readingsOf({
    before: body(seconds - 5),
    now: body(seconds),
    host: host.HostConfig,
  });
  const described = describeContainer({
    engineId: 'engine',
    listed: Listed.parse(listReply(index)),
    inspected: host,
    life: undefined,
    readings,
    stale: false,
  });
  const probe = { status: 'healthy', source: 'endpoint', response_seconds: wave(seconds, index) };
  return { ...described, id: String(index).padStart(64, 'a'), probe } as Container;
}

/** Each engine talks to two others. */
function links(seconds: number): readonly Link[] {
  const nameOf = (index: number) => `bench-engine-${index % CONTAINERS}`;
  return Array.from({ length: 2 * CONTAINERS }, (_, index) => ({
    from: nameOf(index),
    to: nameOf(index * 7 + 1),
    port: 8000 + index,
    kind: 'observed',
    seen_at: new Date(seconds * 1000).toISOString(),
  }));
}

function containers(seconds: number): ContainersSample {
  return {
    ...head(seconds, 5),
    engines: [],
    containers: Array.from({ length: CONTAINERS }, (_, index) => container(seconds, index)),
    trading_engines: [],
    links: [...links(seconds)],
  };
}

/** As many label sets as a sample carries. */
const LABEL_SETS = 100;
const STAGES = [
  ...['submit_ack', 'submit_fill', 'submit_reject', 'cancel', 'modify', 'tick_to_order'],
  ...['feed', 'pre_trade', 'var', 'stress', 'infer', 'hop'],
];

function latency(seconds: number, index: number, labels: Readonly<Record<string, string>>) {
  const p95 = wave(seconds, index) / 100;
  return {
    kind: 'order',
    stage: STAGES[index % STAGES.length] ?? 'submit_ack',
    labels: { ...labels },
    samples: 1000 + index,
    failed: 0,
    p50: p95 / 2,
    p95,
    p99: p95 * 1.5,
    p999: p95 * 2,
    min: p95 / 4,
    max: p95 * 3,
    mean: p95 / 1.7,
    level: 'good',
  } as const;
}

function trading(seconds: number): TradingSample {
  return {
    ...head(seconds, 1),
    window_seconds: 60,
    score: {
      overall: 80 + 10 * wave(seconds, 0),
      coverage: 1,
      components: { latency: 80, risk: 90, ml: 70, throughput: 100 },
      why: ['latency', 'risk', 'ml', 'throughput'].map(
        (component) => `${component}: P95 4.21 ms is within its target of 10 ms`,
      ),
    },
    latencies: [
      ...STAGES.map((_, index) => latency(seconds, index, {})),
      ...Array.from({ length: LABEL_SETS }, (_, index) =>
        latency(seconds, index, { order_type: 'LIMIT', venue: `VENUE-${index}` }),
      ),
    ],
    throughput: ['market_data', 'orders', 'positions', 'risk', 'ml', 'strategy', 'features'].map(
      (component, index) => ({
        component,
        messages_per_second: wave(seconds, index) * 500,
        bytes_per_second: wave(seconds, index) * 1e5,
        peak_per_second: 800,
        peak_10ms: 40,
      }),
    ),
    orders: {
      in_flight: 3,
      submitted: 9,
      accepted: 8,
      rejected: 0,
      filled: 7,
      canceled: 1,
      denied: 0,
    },
    ml: [],
    inputs: [6379, 6380, 6381, 6382].map((port) => ({
      name: `127.0.0.1:${port}`,
      kind: 'bus',
      up: true,
      last_sample_at: new Date(seconds * 1000).toISOString(),
      entries_per_second: wave(seconds, port) * 500,
      rejected: { historical: 12, duplicate: 3 },
      streams: 40,
      sampling_ratio: 1,
      lost_entries_total: 0,
      commands: ['xadd', 'xread', 'xreadgroup', 'publish'].map((command) => ({
        command,
        calls_per_second: wave(seconds, port) * 500,
        failed_calls_total: 0,
        failed_per_second: 0,
        p50: 1e-6,
        p99: 8e-6,
      })),
    })),
  };
}

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const server = await startRedis({ embedded: false });
const store = connectStore(server.url, { name: 'bench', log });
const part = storePart(store);
await part.start();

const bytes = async () => Number(/used_memory:(\d+)/.exec(await store.info('memory'))?.[1]);
const now = Math.floor(Date.now() / 1000);

/** Publishes so many samples that every bucket of every resolution has been closed once. */
async function fill<S extends SampleHead>(
  stream: SampleStream<S>,
  series: readonly SeriesRow<S>[],
  sample: (seconds: number) => S,
  interval: number,
): Promise<void> {
  const before = await bytes();
  const publisher = createPublisher({ store, stream, series, host: 'desk-mac', log });
  await publisher.start();
  const [fine, coarse] = historyResolutions[stream.kind];
  if (fine === undefined || coarse === undefined) throw new Error('two resolutions are expected');
  let seconds = now - coarse.keepSeconds;
  while (seconds < now) {
    publisher.publish(sample(seconds));
    // What waits is bounded by its age: samples far apart in time are sent one by one.
    while (publisher.backlog() > 0) await setImmediate();
    if (now - seconds > fine.keepSeconds) seconds += coarse.resolutionSeconds;
    else if (now - seconds > stream.keepSeconds) seconds += fine.resolutionSeconds;
    else seconds += interval;
  }
  await publisher.stop();
  // All were added just now, so that none is too old yet: what the age would leave is cut here.
  const most = Math.min(stream.keepEntries, Math.round(stream.keepSeconds / interval));
  await store.xtrim(stream.key, 'MAXLEN', most);
  const kept = (await bytes()) - before;
  const samples = Number(await store.memory('USAGE', stream.key, 'SAMPLES', 0));
  const megabytes = (value: number) => `${(value / 1e6).toFixed(1)} MB`;
  process.stdout.write(
    `${stream.kind}: history ${megabytes(kept - samples)}, samples every ${interval} s ${megabytes(samples)}\n`,
  );
}

await fill(hardwareSamples, hardwareSeries, hardware, 1);
await fill(tradingSamples, tradingSeries, trading, 1);
await fill(containersSamples, containersSeries, containers, 5);
process.stdout.write(
  `one host with ${CONTAINERS} containers: ${((await bytes()) / 1e6).toFixed(1)} MB\n`,
);
await part.stop();
await server.stop();
