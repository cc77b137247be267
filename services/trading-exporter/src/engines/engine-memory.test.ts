import { expect, it } from '@jest/globals';
import type { EngineFigures, Timing } from './engine-figures.ts';
import { createEngineMemory } from './engine-memory.ts';

function lifetime(
  operations: number,
  milliseconds?: number,
  uptimeSeconds?: number,
): EngineFigures {
  return {
    operations,
    ...(milliseconds === undefined
      ? {}
      : { mean: { seconds: milliseconds / 1000, stepSeconds: 1e-12 } }),
    ...(uptimeSeconds === undefined ? {} : { uptimeSeconds }),
    timings: [],
    timingsLeftOut: 0,
  };
}

function timed(...timings: readonly Timing[]): EngineFigures {
  return { timings, timingsLeftOut: 0 };
}

/** Readings five seconds apart, of a window of a minute. */
function growthOf(readings: readonly EngineFigures[], windowSeconds = 60) {
  const memory = createEngineMemory(windowSeconds);
  for (const [index, figures] of readings.entries()) memory.take(figures, index * 5000);
  return memory.growth();
}

it.each([
  { title: 'nothing after no reading', readings: [], growth: {} },
  { title: 'nothing after one reading', readings: [lifetime(100, 2, 50)], growth: {} },
  {
    title: 'the mean of the window, not that of its life',
    readings: [lifetime(1000, 2, 100), lifetime(1010, 2.08, 105)],
    growth: { operations_per_second: 2, mean_seconds: 0.010_08 },
  },
  {
    title: 'a rate alone where there is no mean',
    readings: [lifetime(6500), lifetime(6550)],
    growth: { operations_per_second: 10 },
  },
  {
    title: 'no mean of an idle engine, whose rate is a measured nought',
    readings: [lifetime(10, 2), lifetime(10, 2)],
    growth: { operations_per_second: 0 },
  },
  {
    title: 'nothing across a restart: the count fell',
    readings: [lifetime(1000, 2), lifetime(30, 1)],
    growth: {},
  },
  {
    title: 'nothing across a restart: the uptime fell, the count did not',
    readings: [lifetime(10, 2, 100), lifetime(30, 1, 4)],
    growth: {},
  },
  {
    title: 'what came after a restart',
    readings: [lifetime(1000, 2, 100), lifetime(30, 1, 4), lifetime(35, 1, 9)],
    growth: { operations_per_second: 1, mean_seconds: 0.001 },
  },
])('tells $title', ({ readings, growth }) => {
  const { mean_seconds: mean, ...rest } = growthOf(readings);
  const { mean_seconds: expected, ...others } = { mean_seconds: undefined, ...growth };
  expect(rest).toEqual(others);
  expect(mean ?? -1).toBeCloseTo(expected ?? -1, 9);
});

it('compares with the oldest reading of the window', () => {
  const readings = [0, 1000, 1010, 1030].map((count) => lifetime(count));
  expect(growthOf(readings, 10)).toEqual({ operations_per_second: 3 });
  expect(growthOf(readings, 60)).toMatchObject({ operations_per_second: 1030 / 15 });
});

it('tells nothing when no time has passed between two readings', () => {
  const memory = createEngineMemory(60);
  memory.take(lifetime(1, 2), 1000);
  memory.take(lifetime(9, 2), 1000);
  expect(memory.growth()).toEqual({});
});

it('leaves out a mean that its rounding may have made, and says so', () => {
  const rounded = (operations: number, milliseconds: number, stepMilliseconds = 0.01) => ({
    ...lifetime(operations),
    mean: { seconds: milliseconds / 1000, stepSeconds: stepMilliseconds / 1000 },
  });
  expect(growthOf([rounded(1_000_000, 2.35), rounded(1_000_100, 2.35)])).toEqual({
    operations_per_second: 20,
    detail: expect.stringContaining('rounded too coarsely'),
  });
  expect(growthOf([rounded(50, 2.35), rounded(100, 2.35)])).toMatchObject({
    mean_seconds: expect.closeTo(0.002_35, 9),
  });
  // 2.4 is 2.40: the other reading shows how fine it is.
  expect(growthOf([rounded(100, 2.4, 0.1), rounded(200, 2.35)])).toHaveProperty('mean_seconds');
  // Rounding moves the mean of the window by half a step times 3: by a share of 0.0945 of it, and 0.105.
  expect(growthOf([rounded(100, 2, 0.126), rounded(200, 2, 0.126)])).toHaveProperty('mean_seconds');
  expect(growthOf([rounded(100, 2, 0.14), rounded(200, 2, 0.14)])).toHaveProperty('detail');
  // Another program may round otherwise.
  const renewed = [rounded(900, 2.35), rounded(100, 2, 1), rounded(200, 2, 1)];
  expect(growthOf(renewed)).not.toHaveProperty('mean_seconds');
});

const steps = (counts: readonly [number, number, number], sumSeconds?: number): Timing => ({
  metric: 'step_seconds',
  count: counts[2],
  ...(sumSeconds === undefined ? {} : { sumSeconds }),
  buckets: [
    { upToSeconds: 0.01, count: counts[0] },
    { upToSeconds: 0.05, count: counts[1] },
  ],
});

it('estimates the percentiles of the window from how the buckets grew', () => {
  expect(growthOf([timed(steps([100, 100, 100], 1)), timed(steps([180, 200, 200], 2.5))])).toEqual({
    operations_per_second: 20,
    mean_seconds: expect.closeTo(0.015, 9),
    quantiles: [
      {
        metric: 'step_seconds',
        samples: 100,
        operations_per_second: 20,
        mean_seconds: expect.closeTo(0.015, 9),
        p50_seconds_estimated: expect.closeTo(0.006_25, 9),
        p95_seconds_estimated: expect.closeTo(0.04, 9),
        p99_seconds_estimated: expect.closeTo(0.048, 9),
      },
    ],
  });
});

it.each([
  {
    title: 'none beyond the last bound',
    now: steps([50, 60, 100]),
    estimates: { p50_seconds_estimated: 0.01 },
  },
  {
    title: 'none when all took longer than the last bound',
    now: steps([0, 0, 100]),
    estimates: {},
  },
  { title: 'no P95 of ten', now: steps([10, 10, 10]), estimates: { p50_seconds_estimated: 0.005 } },
  { title: 'none of an idle window', now: steps([0, 0, 0]), estimates: {} },
  {
    title: 'one where a bucket seems to hold less than the one below it',
    now: steps([10, 8, 10]),
    estimates: { p50_seconds_estimated: 0.005 },
  },
  {
    title: 'none with the one bucket that has no bound',
    now: { metric: 'step_seconds', count: 100, buckets: [] },
    estimates: {},
  },
])('percentiles: $title', ({ now, estimates }) => {
  const { quantiles } = growthOf([timed({ ...now, ...steps([0, 0, 0]) }), timed(now)]);
  expect(quantiles).toEqual([
    {
      metric: 'step_seconds',
      samples: now.count,
      operations_per_second: now.count / 5,
      ...estimates,
    },
  ]);
});

it('begins anew with a histogram that was reset', () => {
  const readings = [steps([50, 60, 70], 9), steps([5, 5, 5], 0.1), steps([9, 9, 9], 0.2)];
  expect(growthOf(readings.map((it) => timed(it))).quantiles).toMatchObject([{ samples: 4 }]);
});

it('calls no one timing of several what the engine does', () => {
  const summary: Timing = { metric: 'calc_seconds', count: 0, sumSeconds: 0, buckets: [] };
  const later: Timing = { ...summary, count: 10, sumSeconds: 2 };
  const growth = growthOf([timed(steps([0, 0, 0]), summary), timed(steps([1, 1, 1]), later)]);
  expect(growth).not.toHaveProperty('operations_per_second');
  expect(growth.quantiles?.[1]).toEqual({
    metric: 'calc_seconds',
    samples: 10,
    operations_per_second: 2,
    mean_seconds: 0.2,
  });
});

it('knows connections at once, and says when a page tells nothing that is known', () => {
  expect(growthOf([{ connections: 4, timings: [], timingsLeftOut: 0 }])).toEqual({
    connections: 4,
  });
  expect(growthOf([timed()])).toEqual({ detail: 'its page has no figure that is known here' });
  expect(growthOf([{ ...timed(steps([1, 1, 1])), timingsLeftOut: 3 }])).toEqual({
    quantiles: [],
    detail: '3 more timings of its page are not read',
  });
});
