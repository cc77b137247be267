import { expect, it } from '@jest/globals';
import { latency } from '../fixtures/samples.ts';
import { STEPS } from '../state/trend.ts';
import { latencyRows, stageTitle } from './latency-rows.ts';
import { rangeOf } from './range.ts';
import { scoreChange, scoreTone } from './score.ts';
import { latencyTone } from './target.ts';

it.each([
  { title: 'under its target', change: {}, tone: 'fine' },
  { title: 'over it', change: { p95: 0.018 }, tone: 'warning' },
  { title: 'four times over', change: { p95: 0.04 }, tone: 'critical' },
  { title: 'critical by its level', change: { level: 'critical' }, tone: 'critical' },
  { title: 'no target', change: { kind: 'db', p95: 9 }, tone: 'fine' },
] as const)('$title: $tone', ({ change, tone }) => {
  expect(latencyTone(latency(change))).toBe(tone);
});

it('is not judged with too few samples', () => {
  const { p95: _, ...few } = latency();
  expect(latencyTone(few)).toBe('fine');
  expect(rangeOf(few)).toBeUndefined();
});

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

it('shows orders first and the sum instead of its parts', () => {
  const rows = latencyRows([
    latency({ kind: 'ml', stage: 'infer', labels: { model: 'm' } }),
    latency({ labels: { venue: 'X' } }),
    latency({ stage: 'submit_fill' }),
    latency(),
  ]);
  expect(rows.map(({ title, labels }) => [title, labels])).toEqual([
    ['Order → ack', ''],
    ['Order → fill', ''],
    ['ML inference', 'model m'],
  ]);
});

it('has words for a stage it does not know', () => {
  expect(stageTitle('db', 'slow_query')).toBe('Database slow query');
});

const column = (before: number | undefined, now: number | undefined) => {
  const values = Array.from<undefined, number | undefined>({ length: STEPS }, () => undefined);
  values[STEPS - 61] = before;
  values[STEPS - 1] = now;
  return values;
};

it.each([
  { title: 'fell', before: 85, now: 68, words: 'down 17 in 10 min' },
  { title: 'rose', before: 68, now: 85, words: 'up 17 in 10 min' },
  { title: 'hardly moved', before: 85, now: 84, words: undefined },
  { title: 'was not known', before: undefined, now: 84, words: undefined },
  { title: 'is not known', before: undefined, now: undefined, words: undefined },
])('score that $title', ({ before, now, words }) => {
  expect(scoreChange(column(before, now))).toBe(words);
});

it('judges a score as the rules do', () => {
  expect([49, 50, 69, 70, 100].map(scoreTone)).toEqual([
    'critical',
    'warning',
    'warning',
    'fine',
    'fine',
  ]);
});
