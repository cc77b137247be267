import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it, jest } from '@jest/globals';
import type { HardwareSample, HardwareSourceHealth } from '@m4max/contracts';
import { Registry } from '@m4max/service-kit';
import { requireComponent } from '@m4max/test-kit';
import { bindHardware } from './metrics.ts';
import { plist, readingOf } from './reading/fixtures/reading-of.ts';
import { fromRecording, RECORDING_STARTS } from './sample/from-recording.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const sources: readonly HardwareSourceHealth[] = [
  {
    source: 'powermetrics',
    up: true,
    model: 'Mac16,5',
    osBuild: '25B78',
    lastSampleAt: new Date('2026-02-03T09:30:00Z'),
    restarts: 1,
    parseErrors: { malformed: 2, unrecognised: 0, too_large: 0 },
  },
];

/** The recorded document, and what other sources would add to it. */
function sample(): HardwareSample {
  const { sample: recorded } = fromRecording(readingOf(plist), {
    source: 'powermetrics',
    recording: RECORDING_STARTS,
    otherwiseTakenAt: new Date(0),
  });
  const { cpu, power } = recorded;
  return {
    ...recorded,
    ...(cpu === undefined ? {} : { cpu: { ...cpu, load1: 2.5 } }),
    ...(power === undefined
      ? {}
      : { power: { ...power, dram_watts: 1.5, gpu_sram_watts: 0.25, system_watts: 22 } }),
    memory: {
      total_bytes: 137_438_953_472,
      used_bytes: 68_719_476_736,
      wired_bytes: 4_000_000_000,
      compressed_bytes: 1_000_000_000,
      swap_total_bytes: 2_000_000_000,
      swap_used_bytes: 500_000_000,
      pressure: 'warning',
      free_ratio: 0.375,
      bandwidth_bytes_per_second_estimated: 120e9,
    },
    temperatures: [{ sensor: 'cpu', celsius: 61.5 }],
    fans: [{ name: 'left', rpm: 1350, max_rpm: 5777 }],
    disk: { read_bytes_per_second: 4096, write_bytes_per_second: 8192 },
    network: { receive_bytes_per_second: 1500, transmit_bytes_per_second: 250 },
    filesystems: [{ mount: '/', size_bytes: 1000, used_bytes: 250 }],
    missing: [{ field: 'memory.bandwidth_bytes_per_second', reason: 'only estimated' }],
  };
}

function page(latest: HardwareSample | undefined): Promise<string> {
  const registry = new Registry();
  bindHardware(registry, { latest: () => latest, sources: () => sources }, 'mac');
  return registry.metrics();
}

it('serves this page', async () => {
  const golden = readFileSync(new URL('fixtures/metrics.txt', import.meta.url), 'utf8');
  expect(await page(sample())).toBe(golden);
});

it('serves no series of the machine without a fresh sample, only how the sources fare', async () => {
  const series = (await page(undefined)).split('\n').filter((line) => /^m4max_/.test(line));
  expect(series.every((line) => line.startsWith('m4max_source_'))).toBe(true);
  expect(series).toContain('m4max_source_up{host="mac",source="powermetrics"} 1');
});

it('serves no series for a field that is missing', async () => {
  const { v, host, taken_at, interval_seconds, window_seconds = 1, source } = sample();
  const head = { v, host, taken_at, interval_seconds, window_seconds, source };
  const bare: HardwareSample = { ...head, chip: {}, missing: [] };
  const series = (await page(bare)).split('\n').filter((line) => /^m4max_(?!source_)/.test(line));
  expect(series.map((line) => line.split('{')[0])).toEqual([
    'm4max_sample_interval_seconds',
    'm4max_sample_window_seconds',
    'm4max_sample_taken_timestamp_seconds',
    'm4max_sample_missing_fields',
  ]);
});

const onPromtool = requireComponent('promtool') ? it : it.skip;

onPromtool('serves what Prometheus has nothing to say against', async () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: await page(sample()),
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(`${stdout}${stderr}`).toBe('');
  expect(status).toBe(0);
});
