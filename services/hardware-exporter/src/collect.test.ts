import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { HardwareSample } from '@m4max/contracts';
import { createLogger } from '@m4max/service-kit';
import type { CollectorOptions } from './collect.ts';
import { createCollector } from './collect.ts';

const plist = readFileSync(new URL('reading/fixtures/m4max.plist', import.meta.url), 'utf8');

const LONG = plist.replace('<integer>1050000000<', '<integer>90000000000<');

function collector(options: Partial<CollectorOptions> = {}) {
  const published: HardwareSample[] = [];
  let at = Date.parse('2026-02-03T09:30:00Z');
  let trouble: string | undefined;
  const subject = createCollector({
    host: 'mac',
    platform: 'darwin',
    intervalSeconds: 1,
    aneMaxWatts: 8,
    powermetrics: { restarts: () => 2, trouble: () => trouble },
    machine: undefined,
    publish: (sample) => published.push(sample),
    now: () => new Date(at),
    log: createLogger('test', 'error'),
    ...options,
  });
  return {
    ...subject,
    published,
    pass: (seconds: number) => {
      at += seconds * 1000;
    },
    fail: (reason: string) => {
      trouble = reason;
    },
  };
}

it('publishes a document at once, taken now', () => {
  const subject = collector();
  subject.take(plist);
  expect(subject.published).toHaveLength(1);
  expect(subject.latest()).toMatchObject({
    host: 'mac',
    taken_at: '2026-02-03T09:30:00.000Z',
    interval_seconds: 1,
    power: { cpu_watts: 4 },
    energy: { cpu_joules_total: 4.2 },
  });
});

it('adds energy up over restarts and leaves the gauges of an overlong window out', () => {
  const subject = collector();
  subject.take(plist);
  subject.take(LONG);
  expect(subject.latest()?.energy?.cpu_joules_total).toBeCloseTo(8.4, 9);
  expect(subject.latest()?.cpu).toBeUndefined();
  expect(subject.latest()?.missing.find(({ field }) => field === 'cpu')?.reason).toContain('sleep');
});

it('lets documents set the pace, and goes on without them when they stay away', () => {
  const subject = collector();
  subject.take(plist);
  subject.pass(1.5);
  subject.round();
  expect(subject.published).toHaveLength(1);
  subject.fail('powermetrics delivered nothing for 3 s and is started anew');
  subject.pass(1);
  subject.round();
  expect(subject.published).toHaveLength(2);
  expect(subject.latest()?.power).toBeUndefined();
  expect(subject.latest()?.energy?.cpu_joules_total).toBeCloseTo(4.2, 9);
  expect(subject.latest()?.missing).toContainEqual({
    field: 'power',
    reason: 'powermetrics delivered nothing for 3 s and is started anew',
  });
});

it('gives powermetrics a moment to start', () => {
  const subject = collector();
  subject.round();
  expect(subject.published).toEqual([]);
  subject.pass(3);
  subject.round();
  expect(subject.latest()?.missing).toContainEqual({
    field: 'gpu',
    reason: 'powermetrics has delivered nothing yet',
  });
});

it('publishes every round where there is no powermetrics', () => {
  const subject = collector({ powermetrics: { why: 'only a Mac has it' }, platform: 'linux' });
  subject.round();
  subject.round();
  expect(subject.published).toHaveLength(2);
  expect(subject.sources()).toEqual([]);
});

it('shows no sample that is older than three intervals', () => {
  const subject = collector();
  expect(subject.latest()).toBeUndefined();
  subject.take(plist);
  subject.pass(3);
  expect(subject.latest()).toBeDefined();
  subject.pass(0.1);
  expect(subject.latest()).toBeUndefined();
});

it.each([
  { title: 'malformed', document: '<plist><dict>', reason: 'malformed' },
  { title: 'truncated', document: plist.slice(0, 2000), reason: 'malformed' },
  { title: 'something else', document: '<plist><array/></plist>', reason: 'unrecognised' },
])('counts a document that is $title and changes nothing else', ({ document, reason }) => {
  const subject = collector();
  subject.take(plist);
  const before = subject.latest();
  subject.take(document);
  expect(subject.latest()).toBe(before);
  expect(subject.published).toHaveLength(1);
  expect(subject.sources()[0]).toMatchObject({ parseErrors: { [reason]: 1 }, up: true });
});

it('says how its sources fare', () => {
  const subject = collector();
  expect(subject.sources()).toMatchObject([{ source: 'powermetrics', up: false, restarts: 2 }]);
  subject.take(plist);
  subject.fault('too_large');
  expect(subject.sources()).toMatchObject([
    {
      up: true,
      lastSampleAt: new Date('2026-02-03T09:30:00Z'),
      parseErrors: { malformed: 0, unrecognised: 0, too_large: 1 },
    },
  ]);
  subject.pass(4);
  expect(subject.sources()).toMatchObject([{ up: false }]);
});
