import { expect, it } from '@jest/globals';
import { latency } from '../fixtures/samples.ts';
import { rangeOf } from './range.ts';

it('places a latency by its ratio to the target', () => {
  const range = rangeOf(latency({ p50: 0.001, p95: 0.01, p99: 0.1 }));
  expect(range?.from).toBeCloseTo(1 / 3);
  expect(range?.mark).toBeCloseTo(2 / 3);
  expect(range?.target).toBeCloseTo(2 / 3);
  expect(range?.to).toBeCloseTo(1);
});

it('keeps what is far out at the edge, and scales by the P99 without a target', () => {
  const far = rangeOf(latency({ p50: 0, p95: 5, p99: 9 }));
  expect(far).toMatchObject({ from: 0, mark: 1, to: 1 });
  const free = rangeOf(latency({ kind: 'db', p50: 0.002, p95: 0.02, p99: 0.02 }));
  expect(free?.target).toBeUndefined();
  expect(free?.to).toBeCloseTo(2 / 3);
});
