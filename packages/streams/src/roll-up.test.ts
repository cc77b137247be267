import { expect, it } from '@jest/globals';
import type { HistoryBucket, SeriesRow } from '@m4max/contracts';
import type { OpenBucket } from './roll-up.ts';
import { rollUp } from './roll-up.ts';

type Reading = { readonly load?: number; readonly containers?: Readonly<Record<string, number>> };

const series: readonly SeriesRow<Reading>[] = [
  {
    name: 'load',
    unit: 'ratio',
    p95: true,
    read: ({ load }) => (load === undefined ? [] : [{ value: load }]),
  },
  {
    name: 'memory',
    unit: 'bytes',
    read: ({ containers = {} }) =>
      Object.entries(containers).map(([key, value]) => ({ key, value })),
  },
];

/** Feeds readings, each at its second after midnight, and gives what closes. */
function closedBuckets(readings: readonly (Reading & { readonly at: number })[]): HistoryBucket[] {
  let open: OpenBucket | undefined;
  const closed: HistoryBucket[] = [];
  for (const { at, ...reading } of readings) {
    const takenAt = new Date(Date.UTC(2026, 0, 1) + at * 1000);
    const next = rollUp(open, reading, { takenAt, resolutionSeconds: 10, series });
    open = next.open;
    if (next.closed !== undefined) closed.push(next.closed);
  }
  return closed;
}

it.each([
  { title: 'no reading', readings: [], starts: [], last: undefined },
  {
    title: 'still open',
    readings: [
      { at: 0, load: 1 },
      { at: 9.999, load: 1 },
    ],
    starts: [],
    last: undefined,
  },
  {
    title: 'one reading',
    readings: [{ at: 3, load: 0.25 }, { at: 10 }],
    starts: ['00:00:00'],
    last: { load: { count: 1, min: 0.25, mean: 0.25, max: 0.25, p95: 0.25 } },
  },
  {
    title: 'several, negative ones too',
    readings: [{ at: 0, load: -1 }, { at: 1, load: 2 }, { at: 2, load: 0.5 }, { at: 11 }],
    starts: ['00:00:00'],
    last: { load: { count: 3, min: -1, mean: 0.5, max: 2, p95: 2 } },
  },
  {
    title: 'a field that comes and goes',
    readings: [{ at: 0, load: 1 }, { at: 1 }, { at: 2, load: 0 }, { at: 10 }],
    starts: ['00:00:00'],
    last: { load: { count: 2, min: 0, mean: 0.5, max: 1, p95: 1 } },
  },
  {
    title: 'one series per container',
    readings: [
      { at: 0, containers: { web: 1, db: 5 } },
      { at: 1, containers: { web: 3 } },
      { at: 20 },
    ],
    starts: ['00:00:00'],
    last: {
      'memory:web': { count: 2, min: 1, mean: 2, max: 3 },
      'memory:db': { count: 1, min: 5, mean: 5, max: 5 },
    },
  },
  {
    title: 'a bucket without any reading is no bucket',
    readings: [{ at: 0 }, { at: 10, load: 1 }, { at: 20 }],
    starts: ['00:00:10'],
    last: { load: { count: 1, min: 1, mean: 1, max: 1, p95: 1 } },
  },
  {
    title: 'a gap leaves buckets out',
    readings: [{ at: 5, load: 1 }, { at: 65, load: 2 }, { at: 70 }],
    starts: ['00:00:00', '00:01:00'],
    last: { load: { count: 1, min: 2, mean: 2, max: 2, p95: 2 } },
  },
  {
    title: 'a clock set back starts its bucket anew',
    readings: [{ at: 25, load: 1 }, { at: 5, load: 3 }, { at: 10 }],
    starts: ['00:00:20', '00:00:00'],
    last: { load: { count: 1, min: 3, mean: 3, max: 3, p95: 3 } },
  },
  {
    title: 'five digits are kept',
    readings: [{ at: 0, load: 1 / 3 }, { at: 1, load: 68_719_476_736 }, { at: 10 }],
    starts: ['00:00:00'],
    last: {
      load: {
        count: 2,
        min: 0.33333,
        mean: 34_360_000_000,
        max: 68_719_000_000,
        p95: 68_719_000_000,
      },
    },
  },
])('rollUp: $title', ({ readings, starts, last }) => {
  const closed = closedBuckets(readings);
  expect(closed.map(({ start }) => start)).toEqual(starts.map((time) => `2026-01-01T${time}.000Z`));
  expect(closed.at(-1)?.series).toEqual(last);
});

it('rollUp: the 95th percentile is the smallest reading that 95 % do not exceed', () => {
  const readings = Array.from({ length: 20 }, (_, index) => ({
    at: index * 0.5,
    load: 20 - index,
  }));
  const [closed] = closedBuckets([...readings, { at: 10 }]);
  expect(closed?.series.load?.p95).toBe(19);
});

it('rollUp: names beyond the limit are left out, known ones go on', () => {
  const containers = Object.fromEntries(
    Array.from({ length: 2100 }, (_, index) => [`c${index}`, 1]),
  );
  const [closed] = closedBuckets([
    { at: 0, containers },
    { at: 1, containers: { c0: 3 } },
    { at: 10 },
  ]);
  expect(Object.keys(closed?.series ?? {})).toHaveLength(2000);
  expect(closed?.series['memory:c0']).toEqual({ count: 2, min: 1, mean: 2, max: 3 });
});
