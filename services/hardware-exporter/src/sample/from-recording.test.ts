import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { HardwareSample } from '@m4max/contracts';
import { fromRecording } from './from-recording.ts';

const plist = readFileSync(new URL('../reading/fixtures/m4max.plist', import.meta.url), 'utf8');
const gpuOnly = readFileSync(
  new URL('../reading/fixtures/gpu-only.plist', import.meta.url),
  'utf8',
);

const options = {
  format: 'plist',
  energy: {},
  aneMaxWatts: 8,
  otherwiseTakenAt: new Date('2026-03-01T00:00:00Z'),
} as const;

it('takes host, chip and time from the document', () => {
  const recorded = fromRecording(plist, options);
  if (recorded.kind !== 'sample') throw new Error(recorded.reason);
  expect(HardwareSample.parse(recorded.sample)).toEqual(recorded.sample);
  expect(recorded.sample).toMatchObject({
    host: 'Mac16,5',
    taken_at: '2026-02-03T09:30:00.000Z',
    interval_seconds: 1.05,
    chip: { name: 'Apple M4 Max' },
    missing: [],
  });
});

it('adds energy up over a recording', () => {
  const first = fromRecording(plist, options);
  if (first.kind !== 'sample') throw new Error(first.reason);
  const second = fromRecording(plist, { ...options, energy: first.energy });
  expect(second).toMatchObject({ sample: { energy: { cpu_joules_total: 8.4 } } });
});

it('gives a sample without a CPU of a document without a processor, and says so', () => {
  const recorded = fromRecording(gpuOnly, options);
  if (recorded.kind !== 'sample') throw new Error(recorded.reason);
  expect(recorded.sample.cpu).toBeUndefined();
  expect(recorded.sample.missing.map(({ field }) => field)).toContain('cpu');
});

it('says what a document does not tell', () => {
  const recorded = fromRecording('<plist><dict/></plist>', options);
  expect(recorded).toMatchObject({
    sample: { host: 'unknown', taken_at: '2026-03-01T00:00:00.000Z', interval_seconds: 0 },
  });
  if (recorded.kind !== 'sample') throw new Error(recorded.reason);
  expect(recorded.sample.missing.map(({ field }) => field)).toEqual([
    'cpu',
    'gpu',
    'power',
    'ane',
    'thermal',
    'source.model',
    'window_seconds',
    'source.taken_at',
    'energy',
  ]);
});

it.each([
  {
    title: 'a malformed list',
    document: '<plist><dict><key>a</dict></plist>',
    format: 'plist',
    reason: 'the property list is faulty',
  },
  {
    title: 'a truncated one',
    document: plist.slice(0, 3000),
    format: 'plist',
    reason: 'the property list is faulty',
  },
  {
    title: 'a list that is no document',
    document: '<plist><array/></plist>',
    format: 'plist',
    reason: 'nothing in it',
  },
  { title: 'foreign text', document: 'Hello', format: 'text', reason: 'nothing in it' },
] as const)('gives a reason for $title', ({ document, format, reason }) => {
  const recorded = fromRecording(document, { ...options, format });
  expect(recorded).toEqual({ kind: 'unreadable', reason: expect.stringContaining(reason) });
});
