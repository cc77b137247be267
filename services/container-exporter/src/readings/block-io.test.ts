import { expect, it } from '@jest/globals';
import { statsBody } from '../fixtures/stats-bodies.ts';
import { blockIoReadings } from './block-io.ts';

it.each([
  {
    title: 'cgroup v1, two devices',
    entries: [
      { op: 'Read', value: 10 },
      { op: 'Write', value: 1 },
      { op: 'Total', value: 11 },
      { op: 'Read', value: 5 },
    ],
    expected: { read_bytes_total: 15, write_bytes_total: 1 },
  },
  {
    title: 'cgroup v2',
    entries: [
      { op: 'read', value: 10 },
      { op: 'write', value: 2 },
    ],
    expected: { read_bytes_total: 10, write_bytes_total: 2 },
  },
  {
    title: 'no reads are told of',
    entries: [
      { op: 'read', value: null },
      { op: 'write', value: 2 },
      { op: 'discard', value: 7 },
    ],
    expected: undefined,
  },
  { title: 'null', entries: null, expected: undefined },
  { title: 'empty, as in a virtual machine of a Mac', entries: [], expected: undefined },
])('$title', ({ entries, expected }) => {
  const now = statsBody({ blkio_stats: { io_service_bytes_recursive: entries } });
  expect(blockIoReadings({ before: undefined, now, seconds: undefined })).toEqual(expected);
});

it('counts operations where the engine does', () => {
  const device = (read: number, write: number) => [
    { op: 'Read', value: read },
    { op: 'Write', value: write },
  ];
  const now = statsBody({
    blkio_stats: {
      io_service_bytes_recursive: [...device(4096, 8192), ...device(100, 0)],
      io_serviced_recursive: [...device(1, 2), ...device(3, 0)],
    },
  });
  expect(blockIoReadings({ before: undefined, now, seconds: undefined })).toEqual({
    read_bytes_total: 4196,
    write_bytes_total: 8192,
    read_operations_total: 4,
    write_operations_total: 2,
  });
});
