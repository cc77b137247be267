import { expect, it } from '@jest/globals';
import type { HardwareSample } from '@m4max/contracts';
import type { CollectorOptions } from './collect.ts';
import { createCollector } from './collect.ts';
import { plist, readingOf } from './reading/fixtures/reading-of.ts';
import type { Reading } from './reading/reading.ts';
import { NOTHING } from './reading/reading.ts';

const ONE = readingOf(plist);
const LONG = { ...ONE, windowSeconds: 90 };
const OF_MACMON: Reading = {
  ...NOTHING,
  version: '0.8.2',
  windowSeconds: 1,
  parts: {
    cpu: { active_ratio: 0.5, tiers: [], clusters: [], cores: [] },
    power: { cpu_watts: 3, system_watts: 21 },
    fans: [{ name: 'left', rpm: 1400 }],
  },
  joules: { cpu: 3 },
};

function collector(options: Partial<CollectorOptions> = {}) {
  const published: HardwareSample[] = [];
  let at = Date.parse('2026-02-03T09:30:00Z');
  let trouble: string | undefined;
  const subject = createCollector({
    host: 'mac',
    platform: 'darwin',
    intervalSeconds: 1,
    aneMaxWatts: undefined,
    streamed: [
      { source: 'macmon', restarts: () => 0, trouble: () => undefined },
      { source: 'powermetrics', restarts: () => 2, trouble: () => trouble },
    ],
    polled: [],
    unused: new Map(),
    publish: (sample) => published.push(sample),
    now: () => new Date(at),
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

it('publishes what the most believed source says at once, taken now', () => {
  const subject = collector();
  subject.take('powermetrics', ONE);
  expect(subject.published).toHaveLength(1);
  expect(subject.latest()).toMatchObject({
    host: 'mac',
    taken_at: '2026-02-03T09:30:00.000Z',
    interval_seconds: 1,
    source: { name: 'powermetrics', model: 'Mac16,5' },
    power: { cpu_watts: 4 },
    energy: { cpu_joules_total: 4.2 },
  });
});

it('adds to it what others said lately, without a sample of their own', () => {
  const subject = collector();
  subject.take('powermetrics', ONE);
  subject.pass(0.5);
  subject.take('macmon', OF_MACMON);
  subject.pass(0.5);
  subject.take('powermetrics', ONE);
  expect(subject.published).toHaveLength(2);
  expect(subject.latest()).toMatchObject({
    source: { fields: { fans: 'macmon', 'power.system_watts': 'macmon' } },
    power: { cpu_watts: 4, system_watts: 21 },
    energy: { cpu_joules_total: 8.4 },
  });
});

it('follows the next source when the first one stays away, and back', () => {
  const subject = collector();
  subject.take('powermetrics', ONE);
  subject.fail('powermetrics delivered nothing for 3 s and is started anew');
  subject.pass(2.5);
  subject.take('macmon', OF_MACMON);
  subject.pass(1);
  subject.take('macmon', OF_MACMON);
  expect(subject.published).toHaveLength(3);
  expect(subject.latest()).toMatchObject({
    source: { name: 'macmon', version: '0.8.2' },
    power: { cpu_watts: 3 },
    energy: { cpu_joules_total: expect.closeTo(10.2, 9) },
  });
  expect(subject.latest()?.missing).toContainEqual({
    field: 'thermal',
    reason: 'powermetrics delivered nothing for 3 s and is started anew',
  });
  subject.take('powermetrics', ONE);
  subject.take('macmon', OF_MACMON);
  expect(subject.published).toHaveLength(4);
  expect(subject.latest()?.source.name).toBe('powermetrics');
});

it('counts no energy twice when a source comes back late', () => {
  const subject = collector();
  subject.take('powermetrics', ONE);
  subject.pass(2.5);
  subject.take('macmon', OF_MACMON);
  subject.pass(0.5);
  subject.take('powermetrics', { ...ONE, windowSeconds: 3, joules: { cpu: 12 } });
  expect(subject.latest()?.energy?.cpu_joules_total).toBeCloseTo(4.2 + 3 + 2, 9);
});

it('counts the energy of a meter that is dead in the first source and alive in another', () => {
  const subject = collector();
  const dead = { ...ONE, joules: { gpu: 1 } };
  subject.take('powermetrics', dead);
  subject.take('macmon', OF_MACMON);
  subject.take('powermetrics', dead);
  expect(subject.latest()?.energy).toEqual({ cpu_joules_total: 3, gpu_joules_total: 2 });
});

it('leaves the gauges of an overlong window out and adds its energy', () => {
  const subject = collector();
  subject.take('powermetrics', ONE);
  subject.take('powermetrics', LONG);
  expect(subject.latest()?.energy?.cpu_joules_total).toBeCloseTo(8.4, 9);
  expect(subject.latest()?.cpu).toBeUndefined();
  expect(subject.latest()?.missing.find(({ field }) => field === 'cpu')?.reason).toContain('sleep');
});

it('goes on without documents when they all stay away', async () => {
  const subject = collector();
  subject.take('powermetrics', ONE);
  subject.pass(1.5);
  await subject.round();
  expect(subject.published).toHaveLength(1);
  subject.fail('powermetrics delivered nothing for 3 s and is started anew');
  subject.pass(2);
  await subject.round();
  expect(subject.published).toHaveLength(2);
  expect(subject.latest()?.power).toBeUndefined();
  expect(subject.latest()?.energy?.cpu_joules_total).toBeCloseTo(4.2, 9);
  expect(subject.latest()?.missing).toContainEqual({
    field: 'thermal',
    reason: 'powermetrics delivered nothing for 3 s and is started anew',
  });
});

it('gives the sources a moment to start', async () => {
  const subject = collector();
  await subject.round();
  expect(subject.published).toEqual([]);
  subject.pass(3);
  await subject.round();
  expect(subject.latest()?.missing).toContainEqual({
    field: 'gpu',
    reason: 'not yet: powermetrics has delivered nothing',
  });
});

it('publishes every round where no source delivers by itself', async () => {
  const asked: string[] = [];
  const subject = collector({
    platform: 'linux',
    streamed: [],
    polled: [
      {
        source: 'systeminformation',
        refresh: async () => asked.push('machine'),
        reading: () => ({ ...NOTHING, parts: { memory: { used_bytes: 7 } } }),
      },
      {
        source: 'macos',
        refresh: async () => asked.push('macos'),
        reading: () => ({ why: 'not here' }),
      },
    ],
    unused: new Map([['powermetrics', 'only a Mac has it']]),
  });
  await subject.round();
  await subject.round();
  expect(asked).toEqual(['machine', 'macos', 'machine', 'macos']);
  expect(subject.published).toHaveLength(2);
  expect(subject.latest()).toMatchObject({
    source: { name: 'systeminformation' },
    memory: { used_bytes: 7 },
    missing: expect.arrayContaining([
      { field: 'gpu', reason: 'only a Mac has it' },
      { field: 'memory.pressure', reason: 'not here' },
    ]),
  });
  expect(subject.sources()).toMatchObject([
    { source: 'macos', up: false },
    { source: 'systeminformation', up: true },
  ]);
});

it('publishes what it has just been told, and does not wait for what hangs', async () => {
  let answer: Reading = NOTHING;
  const subject = collector({
    streamed: [],
    polled: [
      {
        source: 'systeminformation',
        refresh: async () => {
          await Promise.resolve();
          answer = { ...NOTHING, parts: { memory: { used_bytes: 7 } } };
        },
        reading: () => answer,
      },
      {
        source: 'macos',
        refresh: () => new Promise<never>(() => undefined),
        reading: () => ({ why: 'it hangs' }),
      },
    ],
  });
  await subject.round();
  expect(subject.latest()?.memory?.used_bytes).toBe(7);
});

it('shows no sample that is older than three intervals', () => {
  const subject = collector();
  expect(subject.latest()).toBeUndefined();
  subject.take('powermetrics', ONE);
  subject.pass(3);
  expect(subject.latest()).toBeDefined();
  subject.pass(0.1);
  expect(subject.latest()).toBeUndefined();
});

it('believes nothing that was said before the clock was set back', async () => {
  const subject = collector();
  subject.take('powermetrics', ONE);
  subject.pass(-3600);
  expect(subject.latest()).toBeUndefined();
  await subject.round();
  expect(subject.latest()?.power).toBeUndefined();
  subject.take('powermetrics', ONE);
  expect(subject.latest()?.power?.cpu_watts).toBe(4);
});

it('forgets what slow meters read before a sleep', () => {
  const subject = collector();
  const quiet = { ...ONE, parts: { ...ONE.parts, power: { cpu_watts: 0 } } };
  subject.take('powermetrics', ONE);
  subject.take('powermetrics', quiet);
  expect(subject.latest()?.power?.window_seconds).toBeCloseTo(2.1, 9);
  subject.take('powermetrics', LONG);
  subject.take('powermetrics', ONE);
  expect(subject.latest()?.power?.window_seconds).toBeUndefined();
  expect(subject.latest()?.power?.cpu_watts).toBe(4);
});

it('forgets what meters read before their source stood still', () => {
  const subject = collector();
  const quiet = { ...ONE, parts: { ...ONE.parts, power: { cpu_watts: 0 } } };
  subject.take('powermetrics', ONE);
  subject.pass(40);
  subject.take('powermetrics', quiet);
  expect(subject.latest()?.power?.cpu_watts).toBeUndefined();
  subject.take('powermetrics', ONE);
  expect(subject.latest()?.power?.window_seconds).toBeCloseTo(2.1, 9);
});

it('says since when a source that still runs has delivered nothing', () => {
  const subject = collector();
  subject.take('powermetrics', ONE);
  subject.pass(4);
  subject.take('macmon', OF_MACMON);
  expect(subject.latest()?.missing).toContainEqual({
    field: 'thermal',
    reason: 'powermetrics has delivered nothing since 2026-02-03T09:30:00.000Z',
  });
});

it('says what is streamed now', () => {
  const subject = collector();
  expect(subject.isStreamed('gpu')).toBe(false);
  subject.take('powermetrics', ONE);
  expect(subject.isStreamed('gpu')).toBe(true);
  expect(subject.isStreamed('fans')).toBe(false);
  subject.pass(4);
  expect(subject.isStreamed('gpu')).toBe(false);
});

it('says how its sources fare', () => {
  const subject = collector();
  expect(subject.sources()).toMatchObject([
    { source: 'powermetrics', up: false, restarts: 2 },
    { source: 'macmon', up: false, restarts: 0 },
  ]);
  subject.take('powermetrics', ONE);
  subject.fault('powermetrics', 'too_large');
  expect(subject.sources()[0]).toEqual({
    source: 'powermetrics',
    up: true,
    model: 'Mac16,5',
    osBuild: '25B78',
    lastSampleAt: new Date('2026-02-03T09:30:00Z'),
    restarts: 2,
    parseErrors: { malformed: 0, unrecognised: 0, too_large: 1 },
  });
  subject.pass(4);
  expect(subject.sources()[0]).toMatchObject({ up: false });
});
