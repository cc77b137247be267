import { expect, it } from '@jest/globals';
import { latency } from '../fixtures/samples.ts';
import { latencyRows, stageTitle } from './latency-rows.ts';

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
