import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it, jest } from '@jest/globals';
import type { BusCommand, EngineReport } from '@m4max/contracts';
import { Registry } from '@m4max/service-kit';
import { requireComponent } from '@m4max/test-kit';
import { DEFAULT_TELEMETRY_STREAM } from './config.ts';
import { tradingMinute } from './fixtures/trading-minute.ts';
import { createIntake } from './ledger/intake.ts';
import { millisecondsOf } from './ledger/placed-at.ts';
import { bindTrading } from './metrics.ts';
import { makeSample } from './sample/make-sample.ts';
import { readTelemetryFields } from './telemetry/read-telemetry.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const INPUT = '127.0.0.1:6379';
const END = new Date('2026-01-05T14:31:00Z');

const commands: readonly BusCommand[] = [
  {
    command: 'xreadgroup',
    calls_per_second: 40,
    failed_calls_total: 1200,
    failed_per_second: 20,
    rejected_calls_total: 0,
    p50: 0.000_016,
    p99: 0.001_056,
  },
];
const engines: readonly EngineReport[] = [
  { engine: 'nautilus-risk-engine', up: true, operations_per_second: 12, mean_seconds: 0.0035 },
  { engine: 'nautilus-ml-engine', up: false, detail: 'refuses connections' },
  {
    engine: 'nautilus-websocket-engine',
    up: true,
    connections: 4,
    quantiles: [
      {
        metric: 'push_seconds',
        samples: 40,
        operations_per_second: 8,
        mean_seconds: 0.002,
        p50_seconds_estimated: 0.0015,
        p95_seconds_estimated: 0.0075,
      },
    ],
  },
];

/** The page after a minute of trading, with an ML engine that predicts and is judged. */
async function page(): Promise<string> {
  const intake = createIntake({
    windowSeconds: 60,
    telemetryStream: DEFAULT_TELEMETRY_STREAM,
    calendars: [{ venues: ['SIM'], always: true }],
  });
  for (const { stream, id, fields } of tradingMinute('native-json'))
    intake.takeEntry(INPUT, {
      stream,
      fields,
      atMilliseconds: millisecondsOf(id),
      entryMilliseconds: millisecondsOf(id),
    });
  intake.nautilus.settleAll();
  const report = (fields: Readonly<Record<string, string>>) =>
    intake.telemetry.take('http', readTelemetryFields({ v: '1', ...fields }), {
      atMilliseconds: END.getTime() - 1000,
      bytes: 100,
    });
  const model = { kind: 'ml', engine: 'ml', model_name: 'direction' };
  for (let number = 1; number <= 25; number++) {
    const id = `p-${number}`;
    report({ ...model, dur_ns: String(number * 1_000_000), id, pred: 'up' });
    report({ ...model, id, outcome: number % 5 === 0 ? 'down' : 'up' });
  }
  report({ kind: 'db', engine: 'backend', stage: 'insert_fill', dur_ns: '1500000' });
  report({ kind: 'custom', engine: 'vpin', stage: 'toxicity', dur_ns: '750000', ok: '0' });
  report({ kind: 'weather', engine: 'vpin' });
  const sample = makeSample({
    intake,
    inputs: [
      { kind: 'bus', name: INPUT, up: true, commands: { commands, missing: [] } },
      { kind: 'bus', name: '127.0.0.1:6380', up: false, detail: 'nothing listens there' },
      { kind: 'push', name: 'http', up: true },
    ],
    backlogs: [
      {
        component: 'orders',
        entries: 3,
        ageSeconds: 0.25,
        pendingEntries: 2,
        consumersIdleSeconds: 0.5,
      },
    ],
    engines,
    host: 'mac',
    intervalSeconds: 1,
    since: new Date('2026-01-05T14:30:00Z'),
    now: END,
  });
  const registry = new Registry();
  bindTrading({ registry, latest: () => sample, latency: intake.ledger.latency, host: 'mac' });
  return registry.metrics();
}

it('serves this page', async () => {
  const golden = readFileSync(new URL('fixtures/metrics.txt', import.meta.url), 'utf8');
  expect(await page()).toBe(golden);
});

it('serves no latency of an idle platform', async () => {
  const intake = createIntake({ windowSeconds: 60, telemetryStream: DEFAULT_TELEMETRY_STREAM });
  const sample = makeSample({
    intake,
    inputs: [{ kind: 'push', name: 'http', up: true }],
    backlogs: [],
    host: 'mac',
    intervalSeconds: 1,
    since: END,
    now: END,
  });
  const registry = new Registry();
  bindTrading({ registry, latest: () => sample, latency: intake.ledger.latency, host: 'mac' });
  const series = (await registry.metrics()).split('\n').filter((line) => /^nautilus_/.test(line));
  expect(series).toEqual([
    'nautilus_performance_score_coverage{host="mac"} 0',
    'nautilus_trading_input_up{host="mac",input="http"} 1',
    'nautilus_trading_window_seconds{host="mac"} 60',
  ]);
  expect(sample.missing.map(({ field }) => field)).toEqual([
    'latencies',
    'throughput',
    'orders',
    'risk',
    'ml',
  ]);
  expect(sample.missing[0]?.reason).toContain('TRADING_BUS_URLS');
});

it('has each series once, whatever engines call what they time', async () => {
  const intake = createIntake({ windowSeconds: 60, telemetryStream: DEFAULT_TELEMETRY_STREAM });
  const report = (fields: Readonly<Record<string, string>>) =>
    intake.telemetry.take(
      'http',
      readTelemetryFields({ v: '1', engine: 'e', dur_ns: '5', ...fields }),
      {
        atMilliseconds: END.getTime(),
        bytes: 100,
      },
    );
  for (const stage of ['feed', 'decode']) report({ kind: 'market_data', stage, venue: 'SIM' });
  for (let at = 0; at < 2500; at++) report({ kind: 'order', venue: `V${at}` });
  for (const kind of ['market_data', 'risk', 'ml', 'db'])
    for (let at = 0; at < 100; at++)
      report({ kind, stage: `s${at}`, risk_type: `r${at}`, venue: `V${at}`, model_name: `m${at}` });
  const registry = new Registry();
  const { latency } = intake.ledger;
  bindTrading({ registry, latest: () => undefined, latency, host: 'mac' });
  const lines = (await registry.metrics()).split('\n').filter((line) => /^nautilus_/.test(line));
  const series = lines.map((line) => line.slice(0, line.lastIndexOf(' ')));
  expect(series.length).toBeGreaterThan(25_000);
  expect(new Set(series).size).toBe(series.length);
});

const onPromtool = requireComponent('promtool') ? it : it.skip;

onPromtool('serves what Prometheus can read and has nothing else to say against', async () => {
  const { stdout, stderr, error } = spawnSync('promtool', ['check', 'metrics'], {
    input: await page(),
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(error).toBeUndefined();
  expect(`${stdout}${stderr}`).toBe('');
});
