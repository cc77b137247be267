import { expect, it } from '@jest/globals';
import { LatencyKind, latencyTargets } from '@m4max/contracts';
import { latency } from '../fixtures/samples.ts';
import { rangeOf } from './range.ts';
import { latencyTone, targetOf } from './target.ts';

it.each(LatencyKind.options)('has the target of %s that the platform promises', (kind) => {
  const promised: Readonly<Partial<Record<LatencyKind, number>>> = latencyTargets;
  expect(targetOf({ kind, stage: 'any' })).toBe(promised[kind]);
});

it.each([
  { title: 'under its target', change: {}, tone: 'fine' },
  { title: 'over it', change: { p95: 0.018 }, tone: 'warning' },
  { title: 'four times over', change: { p95: 0.04 }, tone: 'critical' },
  { title: 'critical by its level', change: { level: 'critical' }, tone: 'critical' },
  {
    title: 'an estimate that was promised to nobody',
    change: { stage: 'tick_to_order', p95: 9, level: 'critical' },
    tone: 'fine',
  },
  { title: 'no target', change: { kind: 'db', p95: 9 }, tone: 'fine' },
] as const)('$title: $tone', ({ change, tone }) => {
  expect(latencyTone(latency(change))).toBe(tone);
});

it('is not judged with too few samples', () => {
  const { p95: _, ...few } = latency();
  expect(latencyTone(few)).toBe('fine');
  expect(rangeOf(few)).toBeUndefined();
});
