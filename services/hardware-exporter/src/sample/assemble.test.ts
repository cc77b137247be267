import { expect, it } from '@jest/globals';
import { HardwareSample } from '@m4max/contracts';
import { plist, readingOf } from '../reading/fixtures/reading-of.ts';
import type { Reading } from '../reading/reading.ts';
import { NOTHING } from '../reading/reading.ts';
import { assemble } from './assemble.ts';

const MEMORY_BYTES = 137_438_953_472;

const system: Reading = {
  ...NOTHING,
  version: '5.0',
  chip: { name: 'another chip', memory_bytes: MEMORY_BYTES },
  parts: {
    cpu: { active_ratio: 0.9, load1: 3.5, tiers: [], clusters: [], cores: [] },
    memory: { total_bytes: MEMORY_BYTES, used_bytes: 64_000_000_000 },
  },
  missing: [{ field: 'disk', reason: 'the system lists no disk' }],
};

const common = {
  host: 'mac',
  takenAt: new Date('2026-02-03T09:30:00Z'),
  intervalSeconds: 1,
  energy: {},
  aneMaxWatts: undefined,
  missing: [],
  sources: undefined,
};

it('prefers powermetrics, fills up from the operating system, and says which gave what', () => {
  const sample = assemble({
    ...common,
    readings: [
      { source: 'powermetrics', reading: readingOf(plist) },
      { source: 'systeminformation', reading: system },
    ],
    energy: { cpu_joules_total: 7 },
    sources: {
      platform: 'darwin',
      silent: new Map([
        ['macmon', 'macmon is not there: brew install macmon'],
        ['mactop', 'mactop is not there: brew install mactop'],
        ['macos', 'vm_stat is not there'],
      ]),
    },
  });
  expect(HardwareSample.parse(sample)).toEqual(sample);
  expect(sample).toMatchObject({
    source: {
      name: 'powermetrics',
      model: 'Mac16,5',
      os_build: '25B78',
      fields: { memory: 'systeminformation', 'cpu.load1': 'systeminformation' },
    },
    chip: { name: 'another chip', p_cores: 4, memory_bytes: MEMORY_BYTES },
    cpu: { load1: 3.5 },
    memory: { used_bytes: 64_000_000_000 },
    energy: { cpu_joules_total: 7 },
  });
  expect(sample.cpu?.performance_active_ratio).toBeCloseTo(0.15, 6);
  const reasons = new Map(sample.missing.map(({ field, reason }) => [field, reason]));
  expect([...reasons.keys()]).toEqual([
    'disk',
    'network',
    'memory.wired_bytes',
    'memory.compressed_bytes',
    'memory.swap_total_bytes',
    'memory.swap_used_bytes',
    'memory.pressure',
    'memory.free_ratio',
    'power.dram_watts',
    'power.gpu_sram_watts',
    'power.system_watts',
    'temperatures',
    'fans',
    'filesystems',
    'top_processes',
    'gpu.metal_performance_shaders_ratio',
    'memory.bandwidth_bytes_per_second',
  ]);
  expect(reasons.get('fans')).toBe('macmon is not there: brew install macmon');
  expect(reasons.get('memory.pressure')).toBe('vm_stat is not there');
});

it('goes on with the operating system alone, and says what each of the others would take', () => {
  const sample = assemble({
    ...common,
    readings: [{ source: 'systeminformation', reading: system }],
    sources: {
      platform: 'darwin',
      silent: new Map([
        ['powermetrics', 'powermetrics needs root'],
        ['macmon', 'macmon is not installed'],
        ['macos', 'vm_stat is not there'],
      ]),
    },
  });
  expect(sample.source).toEqual({ name: 'systeminformation', version: '5.0' });
  expect(sample.cpu?.active_ratio).toBe(0.9);
  const reasons = new Map(sample.missing.map(({ field, reason }) => [field, reason]));
  expect(reasons.get('power.cpu_watts')).toBe('powermetrics needs root');
  expect(reasons.get('power.system_watts')).toBe('macmon is not installed');
  expect(reasons.get('fans')).toBe('macmon is not installed');
  expect(sample.missing.map(({ field }) => field)).toContain('cpu.tiers');
});

it('is a valid sample even when nothing at all is known', () => {
  const sample = assemble({ ...common, readings: [] });
  expect(HardwareSample.parse(sample)).toEqual(sample);
  expect(sample.source.name).toBe('none');
});

it('keeps the reason for a core that is left out, though the list of cores is there', () => {
  const missing = [{ field: 'cpu.cores.99', reason: 'not a number' }];
  const reading = { ...readingOf(plist), missing };
  const sample = assemble({ ...common, readings: [{ source: 'powermetrics', reading }] });
  expect(sample.missing).toEqual(missing);
});

it('keeps the reason for a processor of which only the load is known', () => {
  const reading: Reading = {
    ...NOTHING,
    parts: { cpu: { load1: 2, tiers: [], clusters: [], cores: [] } },
    missing: [{ field: 'cpu', reason: 'not yet' }],
  };
  const sample = assemble({ ...common, readings: [{ source: 'systeminformation', reading }] });
  expect(sample.missing).toEqual([{ field: 'cpu', reason: 'not yet' }]);
});

it('estimates what no source reads, under names of its own', () => {
  const reading: Reading = {
    ...NOTHING,
    chip: { name: 'Apple M4 Max', p_cores: 12 },
    parts: { power: { ane_watts: 2, dram_watts: 4.3 } },
  };
  const sample = assemble({ ...common, readings: [{ source: 'macmon', reading }] });
  expect(HardwareSample.parse(sample)).toEqual(sample);
  expect(sample.ane).toMatchObject({ active_ratio_estimated: 0.25, tops_estimated: 9.5 });
  expect(sample.memory).toMatchObject({
    bandwidth_bytes_per_second_estimated: expect.closeTo(100e9, -3),
    bandwidth_estimate: { assumed_idle_watts: 0.3 },
  });
});
