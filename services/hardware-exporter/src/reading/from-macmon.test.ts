import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { JsonObject } from '../json/json-object.ts';
import { readObject } from '../json/read-object.ts';
import { fromMacmon } from './from-macmon.ts';

const newer = recorded('macmon-0.8.ndjson');
const older = recorded('macmon-0.6.ndjson');

function recorded(name: string): JsonObject {
  return readObject(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));
}

function read(object: JsonObject, windowSeconds?: number) {
  return fromMacmon(object, { windowSeconds });
}

function reasonFor(object: JsonObject, field: string): string | undefined {
  return read(object)?.missing.find((missing) => missing.field === field)?.reason;
}

it('reads a line of 0.8 with the facts of its chip', () => {
  expect(read(newer, 2)).toEqual({
    takenAt: new Date('2026-08-10T07:15:00.250Z'),
    windowSeconds: 2,
    model: 'Mac16,5',
    chip: {
      name: 'Apple M4 Max',
      p_cores: 12,
      e_cores: 4,
      gpu_cores: 40,
      memory_bytes: 48 * 1024 ** 3,
    },
    parts: {
      cpu: {
        active_ratio: 0.125,
        performance_active_ratio: 0.0625,
        tiers: [
          { tier: 'E', cores: 4, active_ratio: 0.25, scaled_ratio: 0.1, frequency_hertz: 1.404e9 },
          {
            tier: 'P',
            cores: 12,
            active_ratio: 0.0625,
            scaled_ratio: 0.03,
            frequency_hertz: 2.088e9,
          },
        ],
        clusters: [],
        cores: [
          { core: 0, tier: 'E', active_ratio: 0.3, scaled_ratio: 0.12, frequency_hertz: 1.788e9 },
          { core: 1, tier: 'E', active_ratio: 0.2, scaled_ratio: 0.08, frequency_hertz: 1.404e9 },
          { core: 2, tier: 'P', active_ratio: 0.125, scaled_ratio: 0.06, frequency_hertz: 2.088e9 },
          { core: 3, tier: 'P', active_ratio: 0, scaled_ratio: 0, frequency_hertz: 0 },
        ],
      },
      gpu: { active_ratio: 0.0625, scaled_ratio: 0.02, frequency_hertz: 618e6 },
      memory: {
        total_bytes: 51539607552,
        used_bytes: 30000000000,
        swap_total_bytes: 1073741824,
        swap_used_bytes: 1048576,
      },
      power: {
        cpu_watts: 1.5,
        gpu_watts: 0.25,
        ane_watts: 0,
        combined_watts: 1.75,
        dram_watts: 0.75,
        gpu_sram_watts: 0.001,
        system_watts: 9.5,
      },
      temperatures: [
        { sensor: 'cpu', celsius: 48.5 },
        { sensor: 'gpu', celsius: 41.25 },
      ],
      fans: [
        { name: 'fan0', rpm: 1320, max_rpm: 5800 },
        { name: 'fan1', rpm: 0 },
      ],
    },
    joules: { cpu: 3, gpu: 0.5, ane: 0 },
    missing: [],
  });
});

it('takes the shares of older versions for what they are: weighed by the clock', () => {
  const reading = read(older);
  expect(reading?.parts.cpu).toEqual({
    tiers: [
      { tier: 'E', scaled_ratio: 0.1726, frequency_hertz: 2.061e9 },
      { tier: 'P', scaled_ratio: 0.1179, frequency_hertz: 1.248e9 },
    ],
    clusters: [],
    cores: [],
  });
  expect(reading?.parts.gpu).toEqual({ scaled_ratio: 0.0136, frequency_hertz: 503e6 });
  expect(reading?.parts.power?.system_watts).toBe(10.5);
  expect(reading?.chip).toEqual({ memory_bytes: 17179869184 });
  expect(reading?.joules).toEqual({});
  expect(reading?.missing.map(({ field }) => field)).toEqual([
    'cpu.active_ratio',
    'cpu.cores',
    'gpu.active_ratio',
    'fans',
  ]);
  expect(reasonFor(older, 'cpu.active_ratio')).toContain('brew upgrade macmon');
});

it.each([
  {
    title: 'no memory power before 0.5',
    from: older,
    change: { ram_power: undefined },
    field: 'power.dram_watts',
  },
  {
    title: 'memory that takes exactly nothing',
    from: newer,
    change: { ram_power: 0 },
    field: 'power.dram_watts',
  },
  {
    title: 'no sensor of the machine',
    from: newer,
    change: { sys_power: 0 },
    field: 'power.system_watts',
  },
  {
    title: 'a machine that takes what its parts take',
    from: newer,
    change: { sys_power: 1.75 },
    field: 'power.system_watts',
  },
  {
    title: 'power that is null',
    from: newer,
    change: { cpu_power: null },
    field: 'power.cpu_watts',
  },
  { title: 'power in words', from: newer, change: { gpu_power: '0.2' }, field: 'power.gpu_watts' },
  {
    title: 'power below nothing',
    from: newer,
    change: { ane_power: -1 },
    field: 'power.ane_watts',
  },
  {
    title: 'power of a factory',
    from: newer,
    change: { all_power: 1e6 },
    field: 'power.combined_watts',
  },
  {
    title: 'a share past the whole',
    from: newer,
    change: { cpu_active_ratio: 1.5 },
    field: 'cpu.active_ratio',
  },
  {
    title: 'a share that is NaN',
    from: newer,
    change: { gpu_active_ratio: Number.NaN },
    field: 'gpu.active_ratio',
  },
  {
    title: 'a GPU at 0 MHz beside work',
    from: newer,
    change: { gpu_freq_mhz: 0, gpu_active_ratio: 0.5 },
    field: 'gpu.frequency_hertz',
  },
  {
    title: 'a GPU at 1 MHz',
    from: older,
    change: { gpu_usage: [1, 0.5] },
    field: 'gpu.frequency_hertz',
  },
  {
    title: 'no memory at all',
    from: newer,
    change: { memory: undefined },
    field: 'memory.total_bytes',
  },
  {
    title: 'more memory in use than there is',
    from: newer,
    change: { memory: { ram_total: 8, ram_usage: 9 } },
    field: 'memory.used_bytes',
  },
])('leaves out, with a reason: $title', ({ from, change, field }) => {
  const changed = { ...from, ...change };
  expect(reasonFor(changed, field)).toMatch(/\w+ \w+/);
  expect(read(changed)?.parts).not.toHaveProperty(field);
});

it.each([
  { title: 'a dead sensor', temp: { cpu_temp_avg: 0, gpu_temp_avg: 40 }, sensors: ['gpu'] },
  { title: 'one gone wild', temp: { cpu_temp_avg: 40, gpu_temp_avg: 1e4 }, sensors: ['cpu'] },
  { title: 'no sensors', temp: { cpu_temp_avg: null }, sensors: undefined },
])('temperatures of $title', ({ temp, sensors }) => {
  const changed = { ...newer, temp };
  expect(read(changed)?.parts.temperatures?.map(({ sensor }) => sensor)).toEqual(sensors);
  for (const sensor of ['cpu', 'gpu'])
    expect(reasonFor(changed, `temperatures.${sensor}`) === undefined).toBe(
      sensors?.includes(sensor) === true,
    );
});

it.each([
  { title: 'a Mac without them', fans: [], field: 'fans' },
  { title: 'one gone wild', fans: [{ name: 'fan0', rpm: 1e6 }], field: 'fans.0' },
])('fans of $title', ({ fans, field }) => {
  expect(read({ ...newer, fans })?.parts).not.toHaveProperty('fans');
  expect(reasonFor({ ...newer, fans }, field)).toBeDefined();
});

it('leaves out clocks of cores and tiers that no Mac has', () => {
  const core = { die_id: 0, core_id: 0, freq_mhz: 1, scaled_ratio: 0.1, active_ratio: 0.5 };
  const changed = { ...newer, pcpu_freq_mhz: 1, pcpu_cores: [core] };
  const cpu = read(changed)?.parts.cpu;
  expect(cpu?.tiers[1]).toEqual({ tier: 'P', cores: 12, active_ratio: 0.0625, scaled_ratio: 0.03 });
  expect(cpu?.cores[2]).toEqual({ core: 2, tier: 'P', active_ratio: 0.5, scaled_ratio: 0.1 });
  expect(reasonFor(changed, 'cpu.tiers.P.frequency_hertz')).toContain('brew upgrade macmon');
});

it('numbers cores die by die, in each the slower tier first', () => {
  const core = (die: number, id: number) => ({
    die_id: die,
    core_id: id,
    freq_mhz: 1000,
    active_ratio: die / 2,
  });
  const cpu = read({
    ...newer,
    ecpu_cores: [core(1, 0), core(0, 0)],
    pcpu_cores: [core(0, 1), core(0, 0), core(1, 0)],
  })?.parts.cpu;
  expect(cpu?.cores.map(({ tier, active_ratio }) => `${tier}${active_ratio}`)).toEqual([
    'E0',
    'P0',
    'P0',
    'E0.5',
    'P0.5',
  ]);
  expect(cpu?.cores.map((it) => it.core)).toEqual([0, 1, 2, 3, 4]);
});

it('keeps the number of a core whose share cannot be read', () => {
  const cores = [
    { core_id: 0, active_ratio: null, freq_mhz: 1000 },
    'broken',
    { core_id: 1, active_ratio: 0.5, freq_mhz: 1000 },
  ];
  const changed = { ...newer, ecpu_cores: cores, pcpu_cores: [] };
  expect(read(changed)?.parts.cpu?.cores).toEqual([
    { core: 1, tier: 'E', active_ratio: 0.5, frequency_hertz: 1e9 },
  ]);
  expect(reasonFor(changed, 'cpu.cores.0')).toBeDefined();
});

it('names the tiers of an M5 as its chip does', () => {
  const soc = {
    chip_name: 'Apple M5 Max',
    ecpu_label: 'P',
    pcpu_label: 'S',
    ecpu_cores: 12,
    pcpu_cores: 6,
  };
  const reading = read({ ...newer, soc });
  expect(reading?.parts.cpu?.tiers.map(({ tier, cores }) => `${tier}${cores}`)).toEqual([
    'P12',
    'S6',
  ]);
  expect(reading?.parts.cpu?.performance_active_ratio).toBe(0.0625);
  expect(reading?.chip).toEqual({ name: 'Apple M5 Max', p_cores: 12, memory_bytes: 51539607552 });
});

it('names them E and P where its labels tell them not apart', () => {
  const soc = { ecpu_label: 'P', pcpu_label: 'Performance' };
  expect(read({ ...newer, soc })?.parts.cpu?.tiers.map(({ tier }) => tier)).toEqual(['E', 'P']);
});

it('does not take a tier whose cores macmon did not find for idle', () => {
  const blind = { ...newer, pcpu_cores: [], pcpu_active_ratio: 0, pcpu_scaled_ratio: 0 };
  expect(read(blind)?.parts.cpu?.tiers.map(({ tier }) => tier)).toEqual(['E']);
  expect(read(blind)?.parts.cpu).not.toHaveProperty('active_ratio');
  expect(reasonFor(blind, 'cpu.active_ratio')).toContain('brew upgrade macmon');
});

it.each([
  { title: 'an empty object', object: {} },
  {
    title: 'an object of mactop',
    object: { soc_metrics: {}, ecpu_usage: [1000, 5], pcpu_usage: [1000, 5] },
  },
])('knows what is not of macmon: $title', ({ object }) => {
  expect(read(object)).toBeUndefined();
});

it('says what is missing of a line that holds nothing', () => {
  const reading = read({ temp: 'hot', cpu_power: {}, fans: 'two', gpu_usage: 5 });
  expect(reading?.parts).toEqual({});
  expect(reading?.missing.length).toBeGreaterThan(10);
});

it('bounds what becomes a series', () => {
  const fans = Array.from({ length: 100 }, () => ({ name: 'x'.repeat(500), rpm: 1000 }));
  const cores = Array.from({ length: 5000 }, () => ({ active_ratio: 0.5, freq_mhz: 1000 }));
  const parts = read({ ...newer, fans, ecpu_cores: cores })?.parts;
  expect(new Set(parts?.fans?.map(({ name }) => name)).size).toBe(16);
  expect(Math.max(...(parts?.fans ?? []).map(({ name }) => name.length))).toBeLessThan(32);
  expect(parts?.cpu?.cores.length).toBe(130);
});
