// What keeping one measured time costs, and how far its percentiles are off, beside recorders in common use.
import { parseArgs } from 'node:util';
import { initWebAssembly } from 'hdr-histogram-js';
import { quantile } from '../quantile.ts';
import { exactQuantile, latencies } from './latencies.ts';
import type { Recorder } from './recorders.ts';
import { contestants, HELD } from './recorders.ts';

const USAGE = `Usage: pnpm bench:trading-recorder [--rounds N] [--json]

Records a million latencies (log-normal, one of two hundred twenty times as long) with our recorder and with
others, by turns in one process. Prints nanoseconds of processor time a sample (median of all rounds) and
the error of percentiles beside exact ones. Exit 1 when a series of ours takes over 10 ns or is off by over 1 %.
  --rounds N  how often each has its turn (default 21)
  --json      one JSON object a line
`;
const BARS = { nanoseconds: 10, errorRatio: 0.01 };
const SAMPLES = 1_000_000;
const START = 1_767_623_400_000;
/** 100,000 samples a second, so that a slice of a window is gone through in each round. */
const SAMPLES_A_MILLISECOND = 100;
const SLOW_SAMPLES = 50_000;
const WARM_UP_ROUNDS = 3;
const RATIOS = [0.5, 0.95, 0.99, 0.999];

type Row = {
  readonly name: string;
  readonly nanoseconds: number;
  /** Of P50, P95, P99 and P99.9, relative and signed; absent where there are only buckets. */
  readonly errors: readonly number[] | undefined;
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const rounds = Number(values.rounds);
if (values.help) process.stdout.write(USAGE);
else if (Number.isInteger(rounds) && rounds > 0) await bench();
else {
  process.stderr.write(USAGE);
  process.exitCode = 1;
}

async function bench(): Promise<void> {
  await initWebAssembly();
  const all = latencies(SAMPLES);
  const costs = costsOf(all);
  const sorted = all.toSorted();
  const rows: Row[] = [];
  for (const [at, { name, create }] of contestants.entries())
    rows.push({
      name,
      nanoseconds: quantile(costs[at] ?? [], 0.5),
      errors: await errorsOf(create(), all, sorted),
    });
  report(rows);
}

/** Nanoseconds a sample of each round, by contestant. */
function costsOf(all: Float64Array): readonly (readonly number[])[] {
  const some = all.subarray(0, SLOW_SAMPLES);
  const moments = new Float64Array(all.length);
  const runs = contestants.map(({ create, isSlow }) => ({
    recorder: create(),
    samples: isSlow === true ? some : all,
    costs: [] as number[],
  }));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    process.stderr.write(round < 0 ? 'warming up …\n' : `round ${round + 1} of ${rounds} …\n`);
    fillMoments(moments, START + ((round + WARM_UP_ROUNDS) * all.length) / SAMPLES_A_MILLISECOND);
    for (const { recorder, samples, costs } of runs) {
      const cost =
        processorNanoseconds(() => recorder.recordAll(samples, moments)) / samples.length;
      if (round >= 0) costs.push(cost);
    }
  }
  return runs.map(({ costs }) => costs);
}

function fillMoments(moments: Float64Array, from: number): void {
  for (let at = 0; at < moments.length; at++)
    moments[at] = from + Math.floor(at / SAMPLES_A_MILLISECOND);
}

/** Of this process, so that others on the machine cost nothing. */
function processorNanoseconds(job: () => void): number {
  const before = process.cpuUsage();
  job();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
}

async function errorsOf(
  recorder: Recorder,
  all: Float64Array,
  sorted: Float64Array,
): Promise<Row['errors']> {
  if (recorder.quantile === undefined) return undefined;
  const moments = new Float64Array(all.length);
  fillMoments(moments, START);
  recorder.recordAll(all, moments);
  const now = moments.at(-1) ?? START;
  const errors: number[] = [];
  for (const ratio of RATIOS)
    errors.push((await recorder.quantile(ratio, now)) / exactQuantile(sorted, ratio) - 1);
  return errors;
}

function report(rows: readonly Row[]): void {
  const own = rows.find(({ name }) => name === HELD);
  if (own === undefined) throw new Error('ours is not among them');
  if (!values.json)
    process.stdout.write(
      `a sample, median of ${rounds} rounds                    processor    ratio   error of P50     P95     P99   P99.9\n`,
    );
  for (const row of rows) {
    const ratio = row.nanoseconds / own.nanoseconds;
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ kind: 'recorder', ...row, ratio })}\n`
        : `  ${row.name.padEnd(44)}${row.nanoseconds.toFixed(1).padStart(9)} ns${ratio.toFixed(1).padStart(8)} ×    ${errorsText(row)}\n`,
    );
  }
  const worst = Math.max(...(own.errors ?? [Number.NaN]).map(Math.abs));
  judge(
    `${HELD}: ${own.nanoseconds.toFixed(1)} ns, bar ${BARS.nanoseconds} ns`,
    own.nanoseconds <= BARS.nanoseconds,
  );
  judge(
    `${HELD}: off by ${(worst * 100).toFixed(2)} %, bar ${BARS.errorRatio * 100} %`,
    worst <= BARS.errorRatio,
  );
}

function errorsText({ errors }: Row): string {
  if (errors === undefined) return '';
  return errors.map((error) => `${(error * 100).toFixed(2)} %`.padStart(8)).join('');
}

function judge(sentence: string, isMet: boolean): void {
  if (!isMet) process.exitCode = 1;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ kind: 'bar', sentence, met: isMet })}\n`
      : `${isMet ? 'pass' : 'FAIL'}  ${sentence}\n`,
  );
}
