import { expect, it } from '@jest/globals';
import { packBucket, unpackBucket } from './packed-bucket.ts';

const bucket = {
  v: 1,
  start: '2026-01-01T00:00:00.000Z',
  resolution_seconds: 60,
  series: Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `container_cpu_cores_used:engine-${index}`,
      {
        count: 60,
        min: 0.0112 * index,
        mean: 0.0234 * index,
        max: 0.0456 * index,
        p95: 0.04 * index,
      },
    ]),
  ),
};

it('packBucket: comes back as it was, at a third of its size or less', () => {
  const packed = packBucket(bucket);
  expect(unpackBucket(packed)).toEqual({ kind: 'entry', entry: bucket });
  expect(packed.length).toBeLessThan(JSON.stringify(bucket).length / 3);
});

it.each([
  { title: 'nothing', packed: undefined },
  { title: 'no deflated text', packed: '{"v":1}' },
  { title: 'cut off', packed: packBucket(bucket).slice(0, 100) },
  { title: 'no bucket inside', packed: packBucket({ ...bucket, resolution_seconds: -1 }) },
])('unpackBucket: $title is malformed', ({ packed }) => {
  expect(unpackBucket(packed).kind).toBe('malformed');
});

it('unpackBucket: a newer one says so', () => {
  expect(unpackBucket(packBucket({ ...bucket, v: 99 }))).toEqual({ kind: 'newer', version: 99 });
});
