// Whether the memory of the recorder is bounded and flat, with as many series as it may hold.
import { parseArgs } from 'node:util';
import { LatencyKind } from '@m4max/contracts';
import type { LatencyRecorder } from '../../../services/trading-exporter/src/latency/latency-recorder.ts';
import { createLatencyRecorder } from '../../../services/trading-exporter/src/latency/latency-recorder.ts';
import type { LatencySeries } from '../../../services/trading-exporter/src/latency/latency-series.ts';
import { seededRandom } from '../../fuzz/seeded-random.ts';
import { quantile } from '../quantile.ts';
import { latencies } from './latencies.ts';

const USAGE = `Usage: pnpm bench:trading-memory [--minutes N] [--json]

Plays an hour of 10,000 measured times a second through the recorder as fast as it goes: 2,000 label sets,
some of them far busier than others, late entries, batches, and labels beyond the bound; each second it is asked
for a sample and each quarter of a minute for a page. Node gets the bounds with which the launcher starts the
service: left alone it lets a heap of 50 MB become 200 before it looks. Exit 1 when the process holds over 200 MB
or keeps growing.
  --minutes N  of the made-up clock (default 60)
  --json       one JSON object a line
`;
const BARS = { residentBytes: 200e6, growthRatio: 0.05 };
const START = 1_767_623_400_000;
const WINDOW_SECONDS = 60;
const SAMPLES_A_SECOND = 10_000;
const PAGE_EVERY_SECONDS = 15;
/** Drawn once and played again and again. */
const DRAWN = 200_000;
/** As many as there may be, over all kinds. */
const SETS: Readonly<Record<LatencyKind, number>> = {
  market_data: 1000,
  order: 500,
  ml: 150,
  risk: 100,
  bus: 100,
  db: 75,
  custom: 75,
};
const UNKNOWN_SHARE = 0.001;
const BATCH_SHARE = 0.01;
const MOST_LATE_MILLISECONDS = 50;

type Name = Pick<LatencySeries, 'kind' | 'stage' | 'labels'>;
/** What was recorded, and how long each sample of the service took to make. */
type Played = { entries: number; samples: number; readonly sampleMs: number[] };
type Reading = {
  readonly minute: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly arrayBytes: number;
};

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const minutes = Number(values.minutes);
if (values.help) process.stdout.write(USAGE);
else if (Number.isInteger(minutes) && minutes >= 4) bench();
else {
  process.stderr.write(USAGE);
  process.exitCode = 1;
}

function bench(): void {
  const recorder = createLatencyRecorder(WINDOW_SECONDS);
  const draw = drawn(names());
  const readings: Reading[] = [reading(0)];
  const played: Played = { entries: 0, samples: 0, sampleMs: [] };
  for (let second = 0; second < minutes * 60; second++) {
    played.samples += play(recorder, draw, second);
    played.entries += SAMPLES_A_SECOND;
    const askedAt = performance.now();
    const { latencies: told, leftOut } = recorder.latencies(START + (second + 1) * 1000);
    played.sampleMs.push(performance.now() - askedAt);
    if (second % PAGE_EVERY_SECONDS === 0) readPage(recorder);
    if ((second + 1) % 60 !== 0) continue;
    const current = reading((second + 1) / 60);
    readings.push(current);
    report(
      { ...current, told: told.length, left_out: leftOut },
      `${String(current.minute).padStart(4)} min  RSS ${megabytes(current.residentBytes)}, heap ${megabytes(current.heapBytes)}, arrays ${megabytes(current.arrayBytes)}; ${told.length} rows told, ${leftOut} label sets left out`,
    );
  }
  conclude(recorder, readings, played);
}

function names(): readonly Name[] {
  return Object.entries(SETS).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, at) => ({
      kind: kind as LatencyKind,
      stage: `stage_${at % 4}`,
      labels: { venue: `VENUE-${at}`, data_type: `type-${at % 7}` },
    })),
  );
}

type Draw = {
  readonly names: readonly Name[];
  readonly nanoseconds: Float64Array;
  readonly late: Uint8Array;
  readonly times: Uint16Array;
};

function drawn(known: readonly Name[]): Draw {
  const random = seededRandom(7);
  // A product of three is small more often than not: the first label sets are the busy ones.
  const busy = () => Math.floor(random.next() * random.next() * random.next() * known.length);
  return {
    names: Array.from({ length: DRAWN }, (_, at) => {
      // Each comes once before the unknown ones do.
      const isUnknown = at >= known.length && random.next() < UNKNOWN_SHARE;
      const name = isUnknown
        ? unknown(random.below(10_000))
        : known[at < known.length ? at : busy()];
      if (name === undefined) throw new Error('there are no names');
      return name;
    }),
    nanoseconds: latencies(DRAWN),
    late: Uint8Array.from({ length: DRAWN }, () => random.below(MOST_LATE_MILLISECONDS)),
    times: Uint16Array.from({ length: DRAWN }, () => (random.next() < BATCH_SHARE ? 100 : 1)),
  };
}

/** Records the entries of a second, and says how many samples they stand for. */
function play(recorder: LatencyRecorder, draw: Draw, second: number): number {
  let samples = 0;
  for (let entry = 0; entry < SAMPLES_A_SECOND; entry++) {
    const at = (second * SAMPLES_A_SECOND + entry) % DRAWN;
    const name = draw.names[at];
    const times = draw.times[at] ?? 1;
    if (name === undefined) continue;
    const atMilliseconds =
      START + second * 1000 + (entry * 1000) / SAMPLES_A_SECOND - (draw.late[at] ?? 0);
    const { kind, stage, labels } = name;
    const nanoseconds = draw.nanoseconds[at];
    const failed = at % 1000 === 0;
    recorder.record({ kind, stage, labels, nanoseconds, failed, times }, atMilliseconds);
    samples += times;
  }
  return samples;
}

function unknown(number: number): Name {
  const labels = { venue: `UNKNOWN-${number}`, data_type: 'quotes' };
  return { kind: 'market_data', stage: 'stage_0', labels };
}

/** What a scrape of the classic histograms goes through. */
function readPage(recorder: LatencyRecorder): number {
  let samples = 0;
  for (const kind of LatencyKind.options)
    for (const { classic } of recorder.classic(kind))
      samples += classic.counts.reduce((sum, count) => sum + count, 0);
  return samples;
}

function reading(minute: number): Reading {
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { minute, residentBytes: rss, heapBytes: heapUsed, arrayBytes: arrayBuffers };
}

function conclude(
  recorder: LatencyRecorder,
  readings: readonly Reading[],
  { entries, samples, sampleMs }: Played,
): void {
  const resident = readings.map(({ residentBytes }) => residentBytes);
  const [start, end] = [resident[0] ?? Number.NaN, resident.at(-1) ?? Number.NaN];
  const most = Math.max(...resident);
  const quarter = Math.floor(resident.length / 4);
  const growth =
    quantile(resident.slice(-quarter), 0.5) / quantile(resident.slice(quarter, 2 * quarter), 0.5) -
    1;
  const series = LatencyKind.options.reduce((sum, kind) => sum + recorder.classic(kind).length, 0);
  report(
    {
      kind: 'memory',
      entries,
      samples,
      sample_ms: quantile(sampleMs, 0.5),
      series,
      start,
      median: quantile(resident, 0.5),
      end,
      most,
      growth,
    },
    `${entries} entries in ${minutes} minutes of ${series} series: RSS ${megabytes(start)} at the start, ${megabytes(quantile(resident, 0.5))} in the middle, ${megabytes(end)} at the end; a sample takes ${quantile(sampleMs, 0.5).toFixed(1)} ms (p99 ${quantile(sampleMs, 0.99).toFixed(1)} ms)`,
  );
  judge(
    `RSS at most ${megabytes(most)}, bar ${megabytes(BARS.residentBytes)}`,
    most <= BARS.residentBytes,
  );
  judge(
    `the last quarter holds ${(growth * 100).toFixed(1)} % more than the second, bar ${BARS.growthRatio * 100} %`,
    growth <= BARS.growthRatio,
  );
  const kept = readPage(recorder);
  judge(`${kept} of ${samples} samples are on the page`, kept === samples);
}

function judge(sentence: string, isMet: boolean): void {
  if (!isMet) process.exitCode = 1;
  report({ kind: 'bar', sentence, met: isMet }, `${isMet ? 'pass' : 'FAIL'}  ${sentence}`);
}

function report(facts: object, sentence: string): void {
  process.stdout.write(`${values.json ? JSON.stringify(facts) : sentence}\n`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
