import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { HardwareSample } from '@m4max/contracts';
import { readPlist } from '../plist/read-plist.ts';
import { fromPlist } from '../reading/from-plist.ts';
import type { Reading } from '../reading/reading.ts';
import { readingOf } from '../reading/reading.ts';
import { assemble } from './assemble.ts';
import type { MachineFacts } from './machine-facts.ts';
import { unreadable } from './unreadable.ts';

const plist = readFileSync(new URL('../reading/fixtures/m4max.plist', import.meta.url), 'utf8');

const facts: MachineFacts = {
  version: '5.0',
  chip: { name: 'another chip', memory_bytes: 137_438_953_472 },
  load1: 3.5,
  parts: {
    cpu: { active_ratio: 0.9, performance_active_ratio: 0.9, tiers: [], clusters: [], cores: [] },
    memory: { total_bytes: 137_438_953_472, used_bytes: 64_000_000_000 },
  },
  missing: [{ field: 'disk', reason: 'the system lists no disk' }],
};

function document(): Reading {
  const parsed = fromPlist(readPlist(plist));
  if (parsed === undefined) throw new Error('the fixture is not readable');
  return readingOf(parsed, { aneMaxWatts: 8 });
}

const common = {
  host: 'mac',
  takenAt: new Date('2026-02-03T09:30:00Z'),
  intervalSeconds: 1,
  energy: {},
};

it('prefers powermetrics, fills up from the operating system, and says which gave what', () => {
  const sample = assemble({
    ...common,
    reading: document(),
    energy: { cpu_joules_total: 7 },
    facts,
    missing: unreadable({
      platform: 'darwin',
      powermetrics: undefined,
      systeminformation: undefined,
    }),
  });
  expect(HardwareSample.parse(sample)).toEqual(sample);
  expect(sample).toMatchObject({
    source: {
      name: 'powermetrics',
      model: 'Mac16,5',
      os_build: '25B78',
      fields: { memory: 'systeminformation', 'cpu.load1': 'systeminformation' },
    },
    chip: { name: 'Apple M4 Max', memory_bytes: 137_438_953_472 },
    cpu: { load1: 3.5 },
    memory: { used_bytes: 64_000_000_000 },
    energy: { cpu_joules_total: 7 },
  });
  expect(sample.cpu?.performance_active_ratio).toBeCloseTo(0.15, 6);
  expect(sample.missing.map(({ field }) => field)).toEqual([
    'disk',
    'temperatures',
    'fans',
    'power.dram_watts',
    'power.system_watts',
    'memory.bandwidth_bytes_per_second',
    'memory.pressure',
    'network',
    'filesystems',
    'top_processes',
  ]);
});

it('goes on with the operating system alone, and names a part that is missing whole only once', () => {
  const sample = assemble({
    ...common,
    reading: undefined,
    facts,
    missing: unreadable({
      platform: 'darwin',
      powermetrics: 'powermetrics needs root',
      systeminformation: undefined,
    }),
  });
  expect(sample.source).toEqual({ name: 'systeminformation', version: '5.0' });
  expect(sample.cpu?.active_ratio).toBe(0.9);
  expect(sample.missing.filter(({ field }) => field.startsWith('power'))).toEqual([
    { field: 'power', reason: 'powermetrics needs root' },
  ]);
  expect(sample.missing.map(({ field }) => field)).toContain('cpu.tiers');
});

it('is a valid sample even when nothing at all is known', () => {
  const sample = assemble({ ...common, reading: undefined, facts: undefined, missing: [] });
  expect(HardwareSample.parse(sample)).toEqual(sample);
  expect(sample.source.name).toBe('none');
});

it('keeps the reason for a core that is left out, though the list of cores is there', () => {
  const reading = { ...document(), missing: [{ field: 'cpu.cores.3', reason: 'not a number' }] };
  const sample = assemble({ ...common, reading, facts: undefined, missing: [] });
  expect(sample.missing).toEqual([{ field: 'cpu.cores.3', reason: 'not a number' }]);
});
