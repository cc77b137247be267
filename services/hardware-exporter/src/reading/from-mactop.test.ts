import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { JsonObject } from '../json/json-object.ts';
import { readObject } from '../json/read-object.ts';
import { splitObjects } from '../json/split-objects.ts';
import { fromMactop } from './from-mactop.ts';

const m1pro = recorded('mactop-m1pro.jsonc');
const m4max = recorded('mactop-m4max.json');

function recorded(name: string): JsonObject {
  const bytes = readFileSync(new URL(`fixtures/${name}`, import.meta.url));
  const [document = ''] = splitObjects().push(bytes).documents;
  return readObject(document);
}

function read(object: JsonObject, version: string | undefined = '2.1.6') {
  return fromMactop(object, { version, windowSeconds: undefined });
}

function withSoc(object: JsonObject, change: JsonObject): JsonObject {
  return { ...object, soc_metrics: { ...(object['soc_metrics'] as JsonObject), ...change } };
}

function reasonFor(object: JsonObject, field: string, version?: string): string | undefined {
  return read(object, version)?.missing.find((missing) => missing.field === field)?.reason;
}

it('reads an element of a list', () => {
  expect(fromMactop(m4max, { version: '2.1.6', windowSeconds: 2 })).toEqual({
    takenAt: new Date('2026-08-10T07:15:00Z'),
    windowSeconds: 2,
    version: '2.1.6',
    chip: {
      name: 'Apple M4 Max',
      p_cores: 4,
      e_cores: 4,
      gpu_cores: 40,
      memory_bytes: 51539607552,
    },
    parts: {
      cpu: {
        active_ratio: 0.1,
        performance_active_ratio: 0.05,
        tiers: [
          { tier: 'E', cores: 4, active_ratio: expect.closeTo(0.15, 9), frequency_hertz: 1.404e9 },
          { tier: 'P', cores: 4, active_ratio: 0.05, frequency_hertz: 2.088e9 },
        ],
        clusters: [],
        cores: [0.2, 0.1, 0.1, 0.2, 0.05, 0.05, 0.05, 0.05].map((active_ratio, core) => ({
          core,
          tier: core < 4 ? 'E' : 'P',
          active_ratio,
        })),
      },
      gpu: { active_ratio: 0.125, frequency_hertz: 618e6 },
      ane: { active_ratio_estimated: 0.25, estimate: { basis: expect.stringContaining('mactop') } },
      memory: {
        total_bytes: 51539607552,
        used_bytes: 30000000000,
        swap_total_bytes: 0,
        swap_used_bytes: 0,
        bandwidth_bytes_per_second_estimated: 11.3e9,
        bandwidth_estimate: { basis: expect.stringContaining('power of the memory') },
      },
      power: {
        cpu_watts: 3,
        gpu_watts: 0.5,
        ane_watts: 0.25,
        combined_watts: 3.75,
        dram_watts: 0.75,
        gpu_sram_watts: 0,
        system_watts: 12,
      },
      thermal: { reported: 'Fair', level: 1, state: 'fair' },
      temperatures: [
        { sensor: 'cpu', celsius: 51.5 },
        { sensor: 'soc', celsius: 51.5 },
        { sensor: 'cpu-e-core', celsius: 49.5 },
        { sensor: 'gpu', celsius: 43.5 },
      ],
      fans: [{ name: 'Left', rpm: 1400, max_rpm: 5800 }],
      disk: {
        read_bytes_per_second: 65536,
        write_bytes_per_second: 16384,
        read_operations_per_second: 3,
        write_operations_per_second: 1,
      },
      network: { receive_bytes_per_second: 1500, transmit_bytes_per_second: 500 },
    },
    joules: { cpu: 6, gpu: 1, ane: 0.5 },
    missing: [
      { field: 'memory.bandwidth_bytes_per_second', reason: expect.stringContaining('estimate') },
    ],
  });
});

it('reads what a person pasted', () => {
  const { parts } = read(m1pro) ?? {};
  expect(parts?.memory?.bandwidth_bytes_per_second).toBe(63e9);
  expect(parts?.power).toMatchObject({
    system_watts: 24.75,
    dram_watts: 1.5,
    combined_watts: 6.75,
  });
  expect(parts?.disk?.read_bytes_per_second).toBe(8192);
  expect(parts?.fans).toHaveLength(2);
  expect(parts?.cpu).toEqual({
    active_ratio: 0.355,
    tiers: [
      { tier: 'E', cores: 2, active_ratio: 0.565, frequency_hertz: 1.446e9 },
      { tier: 'P', cores: 6, active_ratio: 0.755, frequency_hertz: 3.224e9 },
    ],
    clusters: [],
    cores: [],
  });
  expect(reasonFor(m1pro, 'cpu.performance_active_ratio')).toContain('switched off');
});

it.each([
  { title: 'an unknown version', version: 'none', word: 'Nominal', thermal: undefined },
  { title: 'a version that is stuck', version: '2.1.3', word: 'Normal', thermal: undefined },
  { title: 'the first that is not', version: '2.1.4', word: 'Nominal', thermal: 'nominal' },
  { title: 'throttling, whoever says it', version: 'none', word: 'Serious', thermal: 'serious' },
  { title: 'a word of another language', version: '2.1.6', word: 'Erhöht', thermal: 'no state' },
])('thermal pressure by $title', ({ version, word, thermal }) => {
  const object = { ...m4max, thermal_state: word };
  const reading = fromMactop(object, {
    version: version === 'none' ? undefined : version,
    windowSeconds: undefined,
  });
  const found = reading?.parts.thermal;
  expect(found && (found.state ?? 'no state')).toBe(thermal);
  if (found !== undefined) expect(found.reported).toBe(word);
  const reason = reading?.missing.find(({ field }) => field.startsWith('thermal'))?.reason;
  expect(reason !== undefined).toBe(found?.state === undefined);
});

it.each([
  { title: 'an older version', version: '2.1.5', percent: 25, ratio: undefined },
  { title: 'a newer one', version: '2.1.6', percent: 25, ratio: 0.25 },
  {
    title: 'a newer one that says nothing',
    version: '2.2.0',
    percent: undefined,
    ratio: undefined,
  },
  { title: 'a share past the whole', version: '2.2.0', percent: 250, ratio: undefined },
])('Neural Engine by $title', ({ version, percent, ratio }) => {
  const object = withSoc(m4max, { ane_active: percent });
  expect(read(object, version)?.parts.ane?.active_ratio_estimated).toBe(ratio);
  expect(reasonFor(object, 'ane', version) === undefined).toBe(ratio !== undefined);
});

it.each([
  {
    title: 'counted',
    chip: 'Apple M3 Max',
    soc: { dram_read_bw_gbs: 3, dram_write_bw_gbs: 1, dram_bw_combined_gbs: 4 },
    kind: 'counted',
  },
  {
    title: 'only in parts',
    chip: 'Apple M2',
    soc: { dram_read_bw_gbs: 3, dram_write_bw_gbs: 1, dram_bw_combined_gbs: undefined },
    kind: 'counted',
  },
  {
    title: 'halved, so worked out from power',
    chip: 'Apple M2',
    soc: { dram_read_bw_gbs: 2, dram_write_bw_gbs: 2, dram_bw_combined_gbs: 4 },
    kind: 'estimated',
  },
  {
    title: 'of a chip without counters',
    chip: 'Apple M4 Pro',
    soc: { dram_read_bw_gbs: 3, dram_write_bw_gbs: 1, dram_bw_combined_gbs: 4 },
    kind: 'estimated',
  },
  {
    title: 'of an unknown chip',
    chip: undefined,
    soc: { dram_bw_combined_gbs: 4 },
    kind: 'estimated',
  },
  {
    title: 'of a chip that only begins alike',
    chip: 'Apple M10',
    soc: { dram_bw_combined_gbs: 4 },
    kind: 'estimated',
  },
  { title: 'exactly 0', chip: 'Apple M4 Max', soc: { dram_bw_combined_gbs: 0 }, kind: 'missing' },
  {
    title: 'more than any memory',
    chip: 'Apple M1',
    soc: { dram_bw_combined_gbs: 1e6 },
    kind: 'missing',
  },
  {
    title: 'no number',
    chip: 'Apple M1',
    soc: { dram_bw_combined_gbs: null, dram_read_bw_gbs: null },
    kind: 'missing',
  },
])('bandwidth that is $title', ({ chip, soc, kind }) => {
  const object = { ...withSoc(m4max, soc), system_info: { name: chip } };
  const memory = read(object)?.parts.memory;
  expect(memory?.bandwidth_bytes_per_second).toBe(kind === 'counted' ? 4e9 : undefined);
  expect(memory?.bandwidth_bytes_per_second_estimated).toBe(kind === 'estimated' ? 4e9 : undefined);
  expect(memory?.bandwidth_estimate !== undefined).toBe(kind === 'estimated');
  const reason = reasonFor(object, 'memory.bandwidth_bytes_per_second');
  expect(reason !== undefined).toBe(kind !== 'counted');
});

it.each([
  {
    title: 'power below nothing',
    object: withSoc(m4max, { cpu_power: -1 }),
    field: 'power.cpu_watts',
  },
  {
    title: 'memory that takes exactly nothing',
    object: withSoc(m4max, { dram_power: 0 }),
    field: 'power.dram_watts',
  },
  {
    title: 'a machine that takes what its parts take',
    object: withSoc(m4max, { system_power: 0 }),
    field: 'power.system_watts',
  },
  {
    title: 'a GPU at 0 MHz beside work',
    object: withSoc(m4max, { gpu_freq_mhz: 0 }),
    field: 'gpu.frequency_hertz',
  },
  {
    title: 'a share past the whole',
    object: { ...m4max, cpu_usage: 130 },
    field: 'cpu.active_ratio',
  },
  {
    title: 'a counter that went back',
    object: { ...m4max, net_disk: { in_bytes_per_sec: 1.8e19 } },
    field: 'network.receive_bytes_per_second',
  },
  {
    title: 'a rate in words',
    object: { ...m4max, net_disk: { read_kbytes_per_sec: '12' } },
    field: 'disk.read_bytes_per_second',
  },
])('leaves out, with a reason: $title', ({ object, field }) => {
  const parts = read(object)?.parts;
  expect(parts).toMatchObject({ gpu: { active_ratio: 0.125 } });
  expect(parts).not.toHaveProperty(field);
  expect(reasonFor(object, field)).toMatch(/\w+ \w+/);
});

it('leaves out dead sensors and says so', () => {
  const object = { ...withSoc(m4max, { cpu_temp: 0, soc_temp: 0 }), temperatures: [] };
  expect(read(object)?.parts).not.toHaveProperty('temperatures');
  for (const sensor of ['cpu', 'gpu', 'soc'])
    expect(reasonFor(object, `temperatures.${sensor}`)).toContain('no working sensor');
});

it('says that a Mac has no fans', () => {
  const object = { ...m4max, fans: undefined };
  expect(read(object)?.parts).not.toHaveProperty('fans');
  expect(reasonFor(object, 'fans')).toContain('some Macs have none');
});

it.each([
  {
    title: 'a chip that goes die by die',
    info: { name: 'Apple M3 Ultra', e_core_count: 4, p_core_count: 4 },
    tiers: ['E 0.450', 'P 0.994'],
  },
  {
    title: 'counts that do not fit',
    info: { name: 'Apple M4', e_core_count: 4, p_core_count: 6 },
    tiers: ['E 0.450', 'P 0.994'],
  },
  {
    title: 'a chip without efficient cores',
    info: { name: 'Apple M5 Max', p_core_count: 8 },
    tiers: ['P 0.994'],
  },
  { title: 'no counts', info: undefined, tiers: ['E 0.450', 'P 0.994'] },
])('does not guess the tiers of cores: $title', ({ info, tiers }) => {
  const cpu = read({ ...m4max, system_info: info })?.parts.cpu;
  expect(cpu?.cores).toHaveLength(8);
  expect(cpu?.cores.every((core) => core.tier === undefined)).toBe(true);
  expect(cpu?.tiers.map(({ tier, active_ratio }) => `${tier} ${active_ratio?.toFixed(3)}`)).toEqual(
    tiers,
  );
  expect(cpu).not.toHaveProperty('performance_active_ratio');
});

it('finds tiers and GPU of a trimmed line elsewhere in it', () => {
  const { parts } =
    read({
      gpu_usage: 8.66,
      gpu_metrics: { freq_mhz: 925 },
      ecpu_usage: [1196, 40],
      pcpu_usage: [0, 0],
      core_usages: [18.9, null],
    }) ?? {};
  expect(parts?.gpu).toEqual({ active_ratio: expect.closeTo(0.0866, 9), frequency_hertz: 925e6 });
  expect(parts?.cpu?.tiers).toEqual([{ tier: 'E', active_ratio: 0.4, frequency_hertz: 1.196e9 }]);
  expect(parts?.cpu?.cores).toEqual([{ core: 0, active_ratio: expect.closeTo(0.189, 9) }]);
});

it('bounds what becomes a series, in any language', () => {
  const temperatures = Array.from({ length: 500 }, (_, at) => ({
    group: `Sensor °${at} `.repeat(9),
    avg_celsius: 40,
  }));
  const named = [{ group: 'Процессор', avg_celsius: 50 }, { group: '!', avg_celsius: 50 }, 7];
  const found = read({ ...m4max, temperatures: [...named, ...temperatures] })?.parts.temperatures;
  expect(found?.[2]).toEqual({ sensor: 'процессор', celsius: 50 });
  expect(found).toHaveLength(24);
  expect(Math.max(...(found ?? []).map(({ sensor }) => sensor.length))).toBeLessThanOrEqual(24);
});

it.each([
  { title: 'an empty object', object: {} },
  { title: 'a line of macmon', object: { temp: {}, cpu_power: 1, ecpu_usage: [1000, 0.5] } },
])('knows what is not of mactop: $title', ({ object }) => {
  expect(read(object)).toBeUndefined();
});

it('says what is missing of an object that holds nothing', () => {
  const reading = read({ soc_metrics: 'none', memory: 3, core_usages: {} });
  expect(reading?.parts).toEqual({});
  expect(reading?.missing.length).toBeGreaterThan(15);
});
