import { expect, it } from '@jest/globals';
import type { Alert } from '@m4max/contracts';
import { AT, alert } from '../fixtures/samples.ts';
import { heapsOf, shownAtFirst } from './order.ts';

const now = new Date(AT);

it('sorts by severity, then by the newest, and keeps four heaps apart', () => {
  const heaps = heapsOf(
    [
      alert({ id: 'old', started_at: '2026-01-05T09:00:00.000Z' }),
      alert({ id: 'new' }),
      alert({ id: 'grave', severity: 'critical', started_at: '2026-01-05T08:00:00.000Z' }),
      alert({ id: 'seen', state: 'acknowledged' }),
      alert({ id: 'covered', inhibited_by: ['grave'] }),
      alert({ id: 'silenced', silenced_by: ['s'] }),
      alert({ id: 'over', state: 'resolved', ended_at: AT }),
      alert({ id: 'long over', state: 'resolved', ended_at: '2026-01-05T09:00:00.000Z' }),
    ],
    now,
  );
  const ids = (list: readonly Alert[]) => list.map(({ id }) => id);
  expect(ids(heaps.firing)).toEqual(['grave', 'new', 'old']);
  expect(ids(heaps.acknowledged)).toEqual(['seen']);
  expect(ids(heaps.quiet)).toEqual(['covered', 'silenced']);
  expect(ids(heaps.resolved)).toEqual(['over']);
});

it('never folds away what may page somebody', () => {
  const critical = Array.from({ length: 9 }, () => alert({ severity: 'critical' }));
  expect(shownAtFirst(critical)).toBe(9);
  expect(shownAtFirst([alert()])).toBe(5);
});
