import { expect, it } from '@jest/globals';
import type { Reading } from '../reading.ts';
import { NOTHING } from '../reading.ts';
import type { GpuReads } from './steady-gpu.ts';
import { addGpuRead, withSteadyGpu } from './steady-gpu.ts';

function told(ratio: number): Reading {
  return { ...NOTHING, chip: { gpu_cores: 40 }, parts: { gpu: { active_ratio: ratio } } };
}

function after(ratios: readonly number[]): GpuReads {
  return ratios.reduce<GpuReads>(
    (reads, ratio, atSeconds) => addGpuRead(reads, { reading: told(ratio), atSeconds }),
    [],
  );
}

const EIGHT = [0.62, 0.94, 1, 0.26, 0.46, 0.99, 0.5, 0.43];

it('gives the mean of the last eight reads', () => {
  expect(withSteadyGpu(told(0.43), after(EIGHT))).toMatchObject({
    chip: { gpu_cores: 40 },
    parts: { gpu: { active_ratio: expect.closeTo(0.65, 9) } },
    missing: [],
  });
  expect(withSteadyGpu(told(0.62), after([0.1, ...EIGHT]))).toMatchObject({
    parts: { gpu: { active_ratio: expect.closeTo(0.65, 9) } },
  });
});

it('has no share while there are fewer, and says how many', () => {
  const reading = withSteadyGpu(told(0.5), after(EIGHT.slice(0, 7)));
  expect(reading.parts).toEqual({});
  expect(reading.chip).toEqual({ gpu_cores: 40 });
  expect(reading.missing).toEqual([
    {
      field: 'gpu.active_ratio',
      reason: 'not yet: ioreg tells moments, and a mean needs 8 of them within 30 s (7 so far)',
    },
  ]);
});

it.each([
  { title: 'that failed', reading: undefined },
  { title: 'without a share', reading: { ...NOTHING, chip: { gpu_cores: 40 } } },
])('starts anew after a read $title', ({ reading }) => {
  expect(addGpuRead(after(EIGHT), { reading, atSeconds: 8 })).toEqual([]);
});

it.each([
  { title: 'a sleep', atSeconds: 3600 },
  { title: 'a minute between the rounds', atSeconds: 67 },
])('makes no mean over $title', ({ atSeconds }) => {
  const reads = addGpuRead(after(EIGHT), { reading: told(0.1), atSeconds });
  expect(reads).toEqual([{ ratio: 0.1, atSeconds }]);
});

it('leaves a reading without a share as it is', () => {
  const reading = { ...NOTHING, missing: [{ field: 'gpu.active_ratio', reason: 'unreadable' }] };
  expect(withSteadyGpu(reading, after(EIGHT))).toBe(reading);
});
