// How many entries a second the running trading-exporter takes from a real Redis on one core, and whether its figures are right.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startRedis } from '@m4max/test-kit';
import { startService } from '../../e2e/start-service.ts';
import type { Usage } from '../process-usage.ts';
import { coreRatio, usageOf } from '../process-usage.ts';
import { quantile } from '../quantile.ts';
import { readBare } from './bare-reader.ts';
import { fillBus } from './fill-bus.ts';
import type { Truth } from './mixed-bus.ts';
import { ENTRIES_OF_ORDER, mixedBus } from './mixed-bus.ts';
import { readPage } from './read-page.ts';

const USAGE = `Usage: pnpm bench:trading-ingest [--entries N] [--json]

Fills a real Redis with a mixed bus (quotes, trades, orders; JSON and MessagePack), lets the compiled
trading-exporter read it while its page is scraped, and compares with a bare ioredis loop that decodes
nothing. Some three minutes, and 300 bytes of memory an entry.
  --entries N  how many (default 16000000: over a minute of work)
  --json       one JSON object a line
`;
const BARS = { entriesPerSecond: 100_000, scrapeSeconds: 0.05, errorRatio: 0.01 };
/** As the launcher starts it. */
const NODE_OPTIONS = '--max-semi-space-size=8 --max-old-space-size=384';
const WINDOW_SECONDS = 3600;
const SCRAPE_EVERY_MILLISECONDS = 200;
/** Longer than any machine should need. */
const MOST_SECONDS = 600;

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '16000000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const entries = Math.floor(Number(values.entries) / 50) * 50;
if (values.help) process.stdout.write(USAGE);
else if (entries > 0) await bench();
else {
  process.stderr.write(USAGE);
  process.exitCode = 1;
}

async function bench(): Promise<void> {
  const bus = await startRedis({ embedded: false, args: ['--appendonly', 'no'] });
  const store = await startRedis({ embedded: false });
  try {
    process.stderr.write(`adding ${entries} entries …\n`);
    const truth: Truth = { feeds: [], acks: [] };
    const end = Date.now();
    const start = end - (WINDOW_SECONDS / 2) * 1000;
    await fillBus(
      bus.port,
      mixedBus({ entries, fromMilliseconds: start, toMilliseconds: end, truth }),
    );
    process.stderr.write('reading them without a look …\n');
    const bare = await readBare(bus.url, Math.min(entries, 4_000_000));
    process.stderr.write('reading them with trading-exporter …\n');
    const run = await readWithService({ busUrl: bus.url, storeUrl: store.url, truth });
    report({ bare, run });
  } finally {
    await bus.stop();
    await store.stop();
  }
}

type Run = {
  readonly seconds: number;
  readonly cores: number;
  readonly residentBytes: number;
  readonly slowestSecond: number;
  readonly scrapes: readonly number[];
  readonly errors: Readonly<Record<string, number>>;
};

async function readWithService(options: {
  readonly busUrl: string;
  readonly storeUrl: string;
  readonly truth: Truth;
}): Promise<Run> {
  const { busUrl, storeUrl, truth } = options;
  const service = await startService('trading-exporter', {
    TRADING_BUS_URLS: busUrl,
    REDIS_URL: storeUrl,
    TRADING_WINDOW_SECONDS: String(WINDOW_SECONDS),
    NODE_OPTIONS,
  });
  try {
    const before = await usageOf(service.pid);
    const scrapes: number[] = [];
    const progress: { readonly atMs: number; readonly entries: number }[] = [];
    const deadline = performance.now() + MOST_SECONDS * 1000;
    let page = await readPage(service.url);
    let after: Usage = before;
    while (page.feeds < truth.feeds.length || page.acks < truth.acks.length) {
      if (performance.now() > deadline) throw new Error(`only ${page.feeds} feeds were measured`);
      await sleep(SCRAPE_EVERY_MILLISECONDS);
      page = await readPage(service.url);
      scrapes.push(page.seconds);
      after = await usageOf(service.pid);
      progress.push({ atMs: after.atMs, entries: page.feeds + page.acks * ENTRIES_OF_ORDER });
    }
    await sleep(1500); // The sample of the next second holds all of it.
    const last = await readPage(service.url);
    return {
      seconds: (after.atMs - before.atMs) / 1000,
      cores: coreRatio(before, after, 'cpuSeconds'),
      residentBytes: after.residentBytes,
      slowestSecond: slowest(progress),
      scrapes,
      errors: {
        'feed P50': off(last.feedQuantiles.get('0.5'), truth.feeds, 0.5),
        'feed P95': off(last.feedQuantiles.get('0.95'), truth.feeds, 0.95),
        'feed P99': off(last.feedQuantiles.get('0.99'), truth.feeds, 0.99),
        'feed P99.9': off(last.feedQuantiles.get('0.999'), truth.feeds, 0.999),
        'ack P95': off(last.ackQuantiles.get('0.95'), truth.acks, 0.95),
        'ack P99': off(last.ackQuantiles.get('0.99'), truth.acks, 0.99),
        'feeds counted': Math.abs(last.feeds - truth.feeds.length) / truth.feeds.length,
        'acks counted': Math.abs(last.acks - truth.acks.length) / truth.acks.length,
      },
    };
  } finally {
    await service.stop();
  }
}

/** Entries a second in the slowest two seconds but the last, which have less to do. */
function slowest(progress: readonly { readonly atMs: number; readonly entries: number }[]): number {
  let least = Number.POSITIVE_INFINITY;
  let from = 0;
  for (const [index, { atMs, entries: read }] of progress.slice(0, -1).entries()) {
    while ((progress[from + 1]?.atMs ?? atMs) <= atMs - 2000) from += 1;
    const first = progress[from];
    if (first === undefined || index === 0 || atMs - first.atMs < 1900) continue;
    least = Math.min(least, (read - first.entries) / ((atMs - first.atMs) / 1000));
  }
  return least;
}

/** How far a figure in seconds is from the exact one in nanoseconds, as a share of it. */
function off(seconds: number | undefined, nanoseconds: readonly number[], share: number): number {
  const sorted = Float64Array.from(nanoseconds).sort();
  const exact = (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN) / 1e9;
  return seconds === undefined ? Number.NaN : Math.abs(seconds - exact) / exact;
}

function report({ bare, run }: { readonly bare: number; readonly run: Run }): void {
  const perSecond = entries / run.seconds;
  const scrape = quantile(run.scrapes, 0.99);
  const worst = Math.max(...Object.values(run.errors));
  const verdicts = {
    entriesPerSecond: perSecond >= BARS.entriesPerSecond,
    slowestSecond: run.slowestSecond >= BARS.entriesPerSecond,
    scrape: scrape < BARS.scrapeSeconds,
    errors: worst < BARS.errorRatio,
  };
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ entries, entries_per_second: perSecond, bare_entries_per_second: bare, ...run, scrapes: run.scrapes.length, scrape_p99_seconds: scrape, passed: verdicts })}\n`,
    );
  else {
    const line = (text: string, passed?: boolean) =>
      process.stdout.write(`${passed === undefined ? ' ' : passed ? '✓' : '✗'} ${text}\n`);
    line(
      `${Math.round(perSecond)} entries/s over ${run.seconds.toFixed(1)} s (bar ${BARS.entriesPerSecond})`,
      verdicts.entriesPerSecond,
    );
    line(
      `${Math.round(run.slowestSecond)} entries/s in the slowest two seconds`,
      verdicts.slowestSecond,
    );
    line(
      `${(1000 * scrape).toFixed(1)} ms scrape P99 of ${run.scrapes.length} meanwhile (bar 50), P50 ${(1000 * quantile(run.scrapes, 0.5)).toFixed(1)} ms`,
      verdicts.scrape,
    );
    for (const [name, error] of Object.entries(run.errors))
      line(`${(100 * error).toFixed(3)} % off: ${name} (bar 1 %)`, error < BARS.errorRatio);
    line(
      `${(perSecond / bare).toFixed(2)} of a bare ioredis loop that decodes nothing (${Math.round(bare)} entries/s)`,
    );
    line(
      `${((1e6 * run.cores * run.seconds) / entries).toFixed(2)} µs of CPU an entry, ${run.cores.toFixed(2)} cores with all threads, RSS ${(run.residentBytes / 1e6).toFixed(0)} MB`,
    );
  }
  if (!Object.values(verdicts).every(Boolean)) process.exitCode = 1;
}
