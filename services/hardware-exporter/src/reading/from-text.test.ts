import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { fromText } from './from-text.ts';
import { splitSamples } from './split-samples.ts';

const recording = readFileSync(new URL('fixtures/m4max.txt', import.meta.url));
const splitter = splitSamples();
const { documents } = splitter.push(recording);
const samples = [...documents, splitter.rest() ?? ''];

it('cuts a recording at its samples, each with the head that names the machine', () => {
  expect(samples.map((sample) => fromText(sample)?.model)).toEqual(['Mac16,6', 'Mac16,6']);
  expect(samples.map((sample) => fromText(sample)?.windowSeconds)).toEqual([2, 1]);
});

it('reads a sample', () => {
  const [sample = ''] = samples;
  expect(fromText(sample)).toEqual({
    takenAt: new Date('2026-02-03T09:30:00Z'),
    windowSeconds: 2,
    model: 'Mac16,6',
    osBuild: '24F74',
    clusters: [
      {
        name: 'E-Cluster',
        frequencyHertz: 1.3e9,
        cores: [
          {
            core: 0,
            activeRatio: 0.5,
            scaledRatio: expect.closeTo((0.4 * 1020 + 0.1 * 2592) / 2592, 9),
            frequencyHertz: 1.338e9,
          },
        ],
      },
      {
        name: 'P0-Cluster',
        frequencyHertz: 2.507e9,
        cores: [
          {
            core: 4,
            activeRatio: 0.0025,
            scaledRatio: expect.closeTo(0.0025, 9),
            frequencyHertz: 4.512e9,
          },
          { core: 5 },
        ],
      },
    ],
    gpu: {
      active_ratio: 0.02,
      frequency_hertz: 338e6,
      scaled_ratio: expect.closeTo((0.02 * 338) / 1182, 9),
      states: [
        { frequency_hertz: 338e6, ratio: 0.02 },
        { frequency_hertz: 1182e6, ratio: 0 },
        { frequency_hertz: 1182e6, ratio: 0 },
      ],
    },
    watts: { cpu: 0.9, gpu: 0.03, ane: 0.4, combined: 1.33 },
    joules: { cpu: 1.8, gpu: 0.06, ane: 0.8 },
    thermalPressure: 'Heavy',
  });
});

it.each([
  { line: 'Clusters Total Power: 10 mW', read: { watts: { cpu: 0.01 } } },
  { line: 'E-Cluster Power: 10 mW', read: { watts: {} } },
  { line: 'DRAM Power: 220 mW', read: { dramWatts: 0.22 } },
  { line: 'DRAM Power: 0 mW\nCPU Power: 1 mW', read: { watts: { cpu: 0.001 } } },
  { line: 'GPU idle residency:  75.00%', read: { gpu: { active_ratio: 0.25 } } },
  {
    line: 'GPU active frequency: 714 MHz\nGPU active residency: .50% (396 MHz: .50%)',
    read: { gpu: { frequency_hertz: 714e6 } },
  },
  {
    line: 'read: 8.56 ops/s 45.67 KBytes/s\nwrite: 73.88 ops/s 2070.85 KBytes/s',
    read: {
      disk: {
        read_bytes_per_second: 45_670,
        write_bytes_per_second: 2_070_850,
        read_operations_per_second: 8.56,
        write_operations_per_second: 73.88,
      },
    },
  },
  {
    line: 'out: 57.75 packets/s, 4586.65 bytes/s\nin:  86.02 packets/s, nan bytes/s',
    read: { network: { transmit_bytes_per_second: 4586.65 } },
  },
  { line: 'Current pressure level: Nominal', read: { thermalPressure: 'Nominal' } },
])('understands "$line"', ({ line, read }) => {
  expect(fromText(line)).toMatchObject(read);
});

it('takes no memory for one at 0 W, and clocks for whole that only rounding carries too far', () => {
  expect(fromText('DRAM Power: 0 mW\n')).not.toHaveProperty('dramWatts');
  const document = fromText(
    'P-Cluster HW active frequency: 3200 MHz\ncpu 4 active residency: 100.00% (3000 MHz: .13% 3204 MHz: 100%)\n',
  );
  expect(document?.clusters?.[0]?.cores[0]?.scaledRatio).toBe(1);
});

it('reads cores whose cluster was cut off', () => {
  const document = fromText(
    'CPU 2 active residency:  12.5% (600 MHz:   0% 912 MHz: 10%)\nP-Cluster HW active frequency: 665 MHz\nCPU 4 active residency:   0.63%\n',
  );
  expect(document?.clusters).toMatchObject([
    { cores: [{ core: 2, activeRatio: 0.125 }] },
    { name: 'P-Cluster', cores: [{ core: 4, activeRatio: 0.0063 }] },
  ]);
});

it.each([
  '',
  'powermetrics must be invoked as the superuser\n',
  'CPU 7 active residency',
  '{"a":1}',
  `CPU Power: ${'1'.repeat(8_000_000)} mW`,
])('finds nothing in %#', (text) => {
  expect(fromText(text)).toBeUndefined();
});

it('weighs no clocks of which one is unreadable', () => {
  const text = [
    'E-Cluster Online: 100%',
    'CPU 0 active residency: 50.00% (1020 MHz: 40% 2592 MHz: nan%)',
    'GPU HW active residency: 20.00% (338 MHz: nan% 618 MHz: 20%)',
  ].join('\n');
  const document = fromText(text);
  expect(document?.clusters?.[0]?.cores).toEqual([{ core: 0, activeRatio: 0.5 }]);
  expect(document?.gpu).toEqual({ active_ratio: 0.2 });
});

it.each([
  { title: 'more than any power supply gives', milliwatts: '2000001' },
  { title: 'more digits than a number holds', milliwatts: '9'.repeat(400) },
])('takes no watts that cannot be true: $title', ({ milliwatts }) => {
  expect(fromText(`CPU Power: ${milliwatts} mW\n`)?.watts).toEqual({});
});
