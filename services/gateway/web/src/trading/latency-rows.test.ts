import { expect, it } from '@jest/globals';
import { latency } from '../fixtures/samples.ts';
import { firstRows, latencyRows, stageTitle } from './latency-rows.ts';

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

it('keeps what is over its target, then one of each kind and the main steps of an order', () => {
  const rows = latencyRows([
    latency({ stage: 'cancel' }),
    latency(),
    latency({ stage: 'submit_fill' }),
    latency({ kind: 'risk', stage: 'pre_trade' }),
    latency({ kind: 'risk', stage: 'var' }),
    latency({ kind: 'risk', stage: 'stress', p95: 0.2 }),
    latency({ kind: 'ml', stage: 'infer' }),
    latency({ kind: 'ml', stage: 'preprocess' }),
    latency({ kind: 'bus', stage: 'hop' }),
  ]);
  const titles = (most: number) => firstRows(rows, most).map(({ title }) => title);
  expect(titles(1)).toEqual(['Stress test']);
  expect(titles(6)).toEqual([
    'Order → ack',
    'Order → fill',
    'Risk check',
    'Stress test',
    'ML inference',
    'Bus hop',
  ]);
  expect(titles(7)).toContain('Order → cancel');
  expect(firstRows(rows, 20)).toEqual(rows);
});
