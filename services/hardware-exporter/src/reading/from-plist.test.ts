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
    read: coreRead({ activeRatio: 1 }),
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
] as { title: string; document: PlistValue; read: object | undefined }[])(
  'reads $title',
  ({ document, read }) => {
    expect(fromPlist(document)).toEqual(read);
  },
);

function dict(entries: Record<string, PlistValue>): PlistValue {
  return new Map(Object.entries(entries));
}

function core(entries: Record<string, PlistValue>): PlistValue {
  const cpus = [dict({ cpu: 0, ...entries })];
  return dict({ processor: dict({ clusters: [dict({ name: 'P-Cluster', cpus })] }) });
}

function coreRead(fields: object): object {
  const clusters = [{ name: 'P-Cluster', cores: [{ core: 0, ...fields }] }];
  return { watts: {}, joules: {}, clusters };
}
