import { expect, it } from '@jest/globals';
import type { HistoryBucket } from '@m4max/contracts';
import { columnsBuilder, unknownSeries } from './columns.ts';

const units = new Map([
  ['gpu_active_ratio', 'ratio'],
  ['cpu_tier_active_ratio', 'ratio'],
]);
const window = {
  from: new Date('2026-01-05T10:00:00.000Z'),
  to: new Date('2026-01-05T10:00:40.000Z'),
  storedResolutionSeconds: 10,
  resolutionSeconds: 10,
};

function bucket(second: number, series: HistoryBucket['series']): HistoryBucket {
  const start = `2026-01-05T10:00:${String(second).padStart(2, '0')}.000Z`;
  return { v: 1, start, resolution_seconds: 10, series };
}
const one = (value: number) => ({ count: 1, min: value, mean: value, max: value });

it('leaves null where nothing was read', () => {
  const columns = columnsBuilder(window, units, undefined);
  columns.add([bucket(0, { gpu_active_ratio: { ...one(0.2), p95: 0.3 } })]);
  columns.add([bucket(20, { gpu_active_ratio: one(0), other: one(9) })]);
  expect(columns.build()).toEqual({
    timestamps: [
      '2026-01-05T10:00:00.000Z',
      '2026-01-05T10:00:10.000Z',
      '2026-01-05T10:00:20.000Z',
      '2026-01-05T10:00:30.000Z',
    ],
    series: {
      gpu_active_ratio: {
        unit: 'ratio',
        min: [0.2, null, 0, null],
        mean: [0.2, null, 0, null],
        max: [0.2, null, 0, null],
        p95: [0.3, null, null, null],
      },
    },
  });
});

it('merges finer buckets by their readings and leaves out what cannot be merged', () => {
  const columns = columnsBuilder({ ...window, resolutionSeconds: 20 }, units, undefined);
  columns.add([
    bucket(0, { gpu_active_ratio: { count: 9, min: 0.1, mean: 0.2, max: 0.3, p95: 0.3 } }),
    bucket(10, { gpu_active_ratio: { count: 1, min: 0.5, mean: 0.7, max: 0.9, p95: 0.9 } }),
  ]);
  const { gpu_active_ratio } = columns.build().series;
  expect(gpu_active_ratio).toEqual({
    unit: 'ratio',
    min: [0.1, null],
    mean: [expect.closeTo(0.25), null],
    max: [0.9, null],
  });
});

it.each([
  {
    title: 'all',
    wanted: undefined,
    names: ['cpu_tier_active_ratio:E', 'cpu_tier_active_ratio:P'],
  },
  {
    title: 'every key of a name',
    wanted: ['cpu_tier_active_ratio'],
    names: ['cpu_tier_active_ratio:E', 'cpu_tier_active_ratio:P'],
  },
  { title: 'one key', wanted: ['cpu_tier_active_ratio:P'], names: ['cpu_tier_active_ratio:P'] },
  { title: 'another', wanted: ['gpu_active_ratio'], names: [] },
])('gives $title', ({ wanted, names }) => {
  const columns = columnsBuilder(window, units, wanted);
  columns.add([
    bucket(0, { 'cpu_tier_active_ratio:E': one(1), 'cpu_tier_active_ratio:P': one(0) }),
  ]);
  expect(Object.keys(columns.build().series)).toEqual(names);
});

it('ignores buckets outside the window and is whole without any', () => {
  const columns = columnsBuilder(window, units, undefined);
  columns.add([bucket(50, { gpu_active_ratio: one(1) })]);
  expect(columns.build().series).toEqual({});
  expect(columns.build().timestamps).toHaveLength(4);
});

it('names series that are not kept', () => {
  const rows = [{ name: 'gpu_active_ratio' }, { name: 'cpu_tier_active_ratio' }];
  expect(unknownSeries(['gpu_active_ratio', 'cpu_tier_active_ratio:P', 'nope'], rows)).toEqual([
    'nope',
  ]);
  expect(unknownSeries(undefined, rows)).toEqual([]);
});
