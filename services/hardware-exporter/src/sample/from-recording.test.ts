import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { HardwareSample } from '@m4max/contracts';
import { plist, readingOf } from '../reading/fixtures/reading-of.ts';
import { fromRecording, RECORDING_STARTS } from './from-recording.ts';

const gpuOnly = readFileSync(
  new URL('../reading/fixtures/gpu-only.plist', import.meta.url),
  'utf8',
);

const options = {
  source: 'powermetrics',
  recording: RECORDING_STARTS,
  otherwiseTakenAt: new Date('2026-03-01T00:00:00Z'),
} as const;

it('takes host, chip and time from the document', () => {
  const { sample } = fromRecording(readingOf(plist), options);
  expect(HardwareSample.parse(sample)).toEqual(sample);
  expect(sample).toMatchObject({
    host: 'Mac16,5',
    taken_at: '2026-02-03T09:30:00.000Z',
    interval_seconds: 1.05,
    chip: { name: 'Apple M4 Max' },
  });
  expect(sample.missing.map(({ field }) => field)).toEqual(['disk', 'network']);
});

it('adds energy up over a recording', () => {
  const first = fromRecording(readingOf(plist), options);
  const second = fromRecording(readingOf(plist), { ...options, recording: first.recording });
  expect(second).toMatchObject({ sample: { energy: { cpu_joules_total: 8.4 } } });
});

it('gives a sample without a CPU of a document without a processor, and says so', () => {
  const { sample } = fromRecording(readingOf(gpuOnly), options);
  expect(sample.cpu).toBeUndefined();
  expect(sample.missing.map(({ field }) => field)).toContain('cpu');
});

it('says what a document does not tell', () => {
  const { sample } = fromRecording(readingOf('<plist><dict/></plist>'), options);
  expect(sample).toMatchObject({
    host: 'unknown',
    taken_at: '2026-03-01T00:00:00.000Z',
    interval_seconds: 0,
  });
  expect(sample.missing.map(({ field }) => field)).toEqual([
    'cpu',
    'gpu',
    'power',
    'thermal',
    'disk',
    'network',
    'source.model',
    'source.taken_at',
    'window_seconds',
  ]);
});
