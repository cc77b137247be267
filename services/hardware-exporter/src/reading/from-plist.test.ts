import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { PlistValue } from '../plist/read-plist.ts';
import { readPlist } from '../plist/read-plist.ts';
import { fromPlist } from './from-plist.ts';

const plist = readFileSync(new URL('fixtures/m4max.plist', import.meta.url), 'utf8');
const gpuOnly = readFileSync(new URL('fixtures/gpu-only.plist', import.meta.url), 'utf8');

it('reads the document of a machine with three clusters', () => {
  const document = fromPlist(readPlist(plist));
  expect(document).toMatchObject({
    takenAt: new Date('2026-02-03T09:30:00Z'),
    windowSeconds: 1.05,
    model: 'Mac16,5',
    osBuild: '25B78',
    watts: { cpu: 4, gpu: 0.2, ane: 2, combined: 6.2 },
    joules: { cpu: 4.2, gpu: 0.21, ane: 2.1 },
    thermalPressure: 'Moderate',
  });
  expect(
    document?.clusters?.map(({ name, cores }) => [name, cores.map(({ core }) => core)]),
  ).toEqual([
    ['E-Cluster', [0, 1]],
    ['P0-Cluster', [2, 3]],
    ['P1-Cluster', [4, 5]],
  ]);
  expect(document?.clusters?.[2]?.cores[0]).toEqual({
    core: 4,
    activeRatio: expect.closeTo(0.4, 6),
    scaledRatio: expect.closeTo((0.1 * 1260 + 0.3 * 4512) / 4512, 6),
    frequencyHertz: 3.699e9,
  });
});

it('takes the clock of the GPU as megahertz, and keeps its repeated and unsorted states', () => {
  expect(fromPlist(readPlist(plist))?.gpu).toEqual({
    active_ratio: 0.25,
    frequency_hertz: 549e6,
    states: [
      { frequency_hertz: 338e6, ratio: 0.1875 },
      { frequency_hertz: 1182e6, ratio: 0.05 },
      { frequency_hertz: 1182e6, ratio: 0 },
      { frequency_hertz: 1056e6, ratio: 0.0125 },
    ],
  });
});

it('finds the power of the GPU by its energy when only the GPU was sampled', () => {
  const document = fromPlist(readPlist(gpuOnly));
  expect(document?.watts).toEqual({ gpu: expect.closeTo(0.002, 9) });
  expect(document?.joules).toEqual({ gpu: 0.01 });
  expect(document?.gpu?.active_ratio).toBeCloseTo(0.01, 9);
  expect(document?.clusters).toBeUndefined();
  expect(document?.network).toEqual({
    receive_bytes_per_second: 1500.5,
    transmit_bytes_per_second: 250,
  });
});

it('leaves out states whose shares are no shares, with the reason', () => {
  const gpu = fromPlist(dict({ gpu: dict({ dvfm_states: [state(338, 0.2), state(618, 1.3)] }) }));
  expect(gpu).toEqual({
    watts: {},
    joules: {},
    gpu: {},
    doubts: [
      { field: 'gpu.active_ratio', reason: 'its shares of time do not add up to a share of time' },
    ],
  });
});

it.each([
  { title: 'a document that is no dict', document: ['a'], read: undefined },
  { title: 'an empty one', document: new Map(), read: { watts: {}, joules: {} } },
  {
    title: 'parts of other types',
    document: dict({
      processor: 'busy',
      gpu: [1],
      hw_model: 5,
      elapsed_ns: 'long',
      timestamp: 'now',
    }),
    read: { watts: {}, joules: {} },
  },
  {
    title: 'figures of other types, NaN, below zero or marked invalid',
    document: dict({
      processor: dict({ cpu_power: true, gpu_power: Number.NaN, ane_power: -1, cpu_energy: 'x' }),
    }),
    read: { watts: {}, joules: {} },
  },
  {
    title: 'clusters that are none',
    document: dict({ processor: dict({ clusters: [1, dict({ cpus: [dict({ cpu: 'x' }), 3] })] }) }),
    read: { watts: {}, joules: {}, clusters: [{ name: 'Cluster 0', cores: [] }] },
  },
  {
    title: 'states with a NaN, by what idling leaves over',
    document: core({
      idle_ratio: 0.4,
      down_ratio: 0.1,
      dvfm_states: [dict({ freq: 600, used_ratio: Number.NaN })],
    }),
    read: coreRead({ activeRatio: 0.5 }),
  },
  {
    title: 'a clock of 0 under load as no reading',
    document: core({ idle_ratio: 0, freq_hz: 0 }),
    read: {
      ...coreRead({ activeRatio: 1 }),
      doubts: [
        {
          field: 'cpu.cores.0.frequency_hertz',
          reason: 'the source says 0 hertz beside activity',
        },
      ],
    },
  },
  {
    title: 'a clock of 0 of a sleeper as 0',
    document: core({ idle_ratio: 0, down_ratio: 1, freq_hz: 0 }),
    read: coreRead({ activeRatio: 0, frequencyHertz: 0 }),
  },
  {
    title: 'a core without any share as a core',
    document: core({ freq_hz: 1e9 }),
    read: coreRead({ frequencyHertz: 1e9 }),
  },
  {
    title: 'a state that is marked invalid as unreadable',
    document: core({
      idle_ratio: 0.4,
      dvfm_states: [dict({ freq: 600, used_ratio: 0.9, invalid: true })],
    }),
    read: coreRead({ activeRatio: 0.6 }),
  },
  {
    title: 'a core that is marked invalid as a core without figures',
    document: core({ invalid: true, idle_ratio: 0, freq_hz: 3e9, dvfm_states: [state(600, 1)] }),
    read: {
      ...coreRead({}),
      doubts: [{ field: 'cpu.cores.0', reason: 'powermetrics marks it as invalid' }],
    },
  },
  {
    title: 'a processor that is marked invalid without its own figures',
    document: dict({
      processor: dict({ invalid: true, cpu_power: 5, cpu_energy: 5, clusters: [] }),
    }),
    read: {
      watts: {},
      joules: {},
      clusters: [],
      doubts: [{ field: 'power', reason: 'powermetrics marks it as invalid' }],
    },
  },
  {
    title: 'figures that are not marked invalid',
    document: core({ invalid: false, idle_ratio: 0.4 }),
    read: coreRead({ activeRatio: 0.6 }),
  },
  ...[
    {
      title: 'a sum of shares of 1.5',
      fields: { dvfm_states: [state(600, 0.9), state(900, 0.6)] },
    },
    { title: 'a share of 7', fields: { dvfm_states: [state(600, 7)], idle_ratio: 0.5 } },
    { title: 'idling for more than all', fields: { idle_ratio: 1.2 } },
    {
      title: 'idling and being down for more than all',
      fields: { idle_ratio: 0.7, down_ratio: 0.7 },
    },
  ].map(({ title, fields }) => ({
    title: `${title} as no share`,
    document: core(fields),
    read: {
      ...coreRead({}),
      doubts: [
        {
          field: 'cpu.cores.0',
          reason: 'its shares of time do not add up to a share of time',
        },
      ],
    },
  })),
  {
    title: 'what rounding carries past the end as the end',
    document: core({ dvfm_states: [state(600, 0.6), state(600, 0.4004)] }),
    read: coreRead({ activeRatio: 1, scaledRatio: 1 }),
  },
  {
    title: 'clocks that no core has as unknown',
    document: core({ idle_ratio: 0.4, freq_hz: 1e15, dvfm_states: [state(1e15, 0.6)] }),
    read: {
      ...coreRead({ activeRatio: 0.6 }),
      doubts: [
        {
          field: 'cpu.cores.0.scaled_ratio',
          reason: 'the source says 1e+21 hertz, which cannot be true',
        },
        {
          field: 'cpu.cores.0.frequency_hertz',
          reason: 'the source says 1000000000000000 hertz, which cannot be true',
        },
      ],
    },
  },
  {
    title: 'power and energy that no Mac takes as unknown',
    document: dict({
      elapsed_ns: 1e9,
      processor: dict({ cpu_power: 1e12, cpu_energy: 1e12, gpu_power: 1e308, ane_power: 2000 }),
    }),
    read: {
      windowSeconds: 1,
      watts: { ane: 2 },
      joules: {},
      doubts: [
        {
          field: 'energy.cpu_joules_total',
          reason: 'the source says 1000000000 watts, which cannot be true',
        },
        {
          field: 'power.cpu_watts',
          reason: 'the source says 1000000000 watts, which cannot be true',
        },
        { field: 'power.gpu_watts', reason: 'the source says 1e+305 watts, which cannot be true' },
      ],
    },
  },
  {
    title: 'a window of a century as unknown, and the energy of none beside it',
    document: dict({
      elapsed_ns: 1e20,
      processor: dict({ cpu_energy: 4200, ane_energy: 1e300 }),
    }),
    read: {
      watts: {},
      joules: { cpu: 4.2 },
      doubts: [
        {
          field: 'window_seconds',
          reason: 'the source says 100000000000 seconds, which cannot be true',
        },
        {
          field: 'energy.ane_joules_total',
          reason: expect.stringContaining('watts, which cannot be true'),
        },
      ],
    },
  },
  {
    title: 'memory at 0 W as unknown',
    document: dict({ elapsed_ns: 1e9, processor: dict({ dram_energy: 0 }) }),
    read: { windowSeconds: 1, watts: {}, joules: {} },
  },
  {
    title: 'a traffic that no wire carries as unknown',
    document: dict({ network: dict({ ibyte_rate: 1e18, obyte_rate: 7 }) }),
    read: {
      watts: {},
      joules: {},
      network: { transmit_bytes_per_second: 7 },
      doubts: [
        {
          field: 'network.receive_bytes_per_second',
          reason: 'the source says 1000000000000000000 bytes a second, which cannot be true',
        },
      ],
    },
  },
  {
    title: 'lists and names that are too long for a Mac as unknown',
    document: dict({
      hw_model: 'M'.repeat(101),
      processor: dict({ clusters: Array.from({ length: 65 }, () => dict({})) }),
    }),
    read: { watts: {}, joules: {} },
  },
] as { title: string; document: PlistValue; read: object | undefined }[])(
  'reads $title',
  ({ document, read }) => {
    expect(fromPlist(document)).toEqual(read);
  },
);

function dict(entries: Record<string, PlistValue>): PlistValue {
  return new Map(Object.entries(entries));
}

function state(freq: number, used_ratio: number): PlistValue {
  return dict({ freq, used_ratio });
}

function core(entries: Record<string, PlistValue>): PlistValue {
  const cpus = [dict({ cpu: 0, ...entries })];
  return dict({ processor: dict({ clusters: [dict({ name: 'P-Cluster', cpus })] }) });
}

function coreRead(fields: object): object {
  const clusters = [{ name: 'P-Cluster', cores: [{ core: 0, ...fields }] }];
  return { watts: {}, joules: {}, clusters };
}
