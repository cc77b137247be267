import { expect, it } from '@jest/globals';
import { alert } from '../fixtures/samples.ts';
import { byUrgency, withAlert, withList } from './known-alerts.ts';

const now = new Date('2026-01-05T10:00:00.000Z');
const asked = new Date('2026-01-05T09:59:59.000Z');
const early = '2026-01-05T09:50:00.000Z';
const late = '2026-01-05T09:59:59.500Z';
const known = (...alerts: ReturnType<typeof alert>[]) => new Map(alerts.map((it) => [it.id, it]));
const ended = { state: 'resolved', resolved: true } as const;

it.each([
  { title: 'a new one', held: [], arrived: alert({ id: 'a' }), kept: ['a firing'] },
  {
    title: 'a newer state',
    held: [alert({ id: 'a', updated_at: early })],
    arrived: alert({ id: 'a', updated_at: late, state: 'acknowledged' }),
    kept: ['a acknowledged'],
  },
  {
    title: 'an older state that came late',
    held: [alert({ id: 'a', updated_at: late, state: 'acknowledged' })],
    arrived: alert({ id: 'a', updated_at: early }),
    kept: ['a acknowledged'],
  },
  {
    title: 'one resolved just now',
    held: [alert({ id: 'a', updated_at: early })],
    arrived: alert({ id: 'a', updated_at: late, ended_at: late, ...ended }),
    kept: ['a resolved'],
  },
  {
    title: 'one resolved long ago',
    held: [],
    arrived: alert({ id: 'a', ended_at: '2026-01-05T09:30:00.000Z', ...ended }),
    kept: [],
  },
])('withAlert: $title', ({ held, arrived, kept }) => {
  const after = withAlert(known(...held), arrived, now);
  expect([...after.values()].map(({ id, state }) => `${id} ${state}`)).toEqual(kept);
});

it.each([
  {
    title: 'its end was missed',
    held: [alert({ id: 'a', updated_at: early })],
    list: [],
    kept: [],
  },
  {
    title: 'it started after the question',
    held: [alert({ id: 'a', updated_at: late })],
    list: [],
    kept: ['a firing'],
  },
  {
    title: 'it ended after the answer',
    held: [alert({ id: 'a', updated_at: late, ended_at: late, ...ended })],
    list: [alert({ id: 'a', updated_at: early })],
    kept: ['a resolved'],
  },
  {
    title: 'it ended lately',
    held: [alert({ id: 'a', updated_at: early, ended_at: early, ...ended })],
    list: [alert({ id: 'b' })],
    kept: ['a resolved', 'b firing'],
  },
])('withList: $title', ({ held, list, kept }) => {
  const after = withList(known(...held), list, asked, now);
  expect([...after.values()].map(({ id, state }) => `${id} ${state}`).sort()).toEqual(kept);
});

it('puts the most pressing first and forgets the least pressing past its bound', () => {
  const many = Array.from({ length: 2100 }, (_, n) => alert({ id: `i${n}`, severity: 'info' }));
  const after = withList(known(), [...many, alert({ id: 'x', severity: 'emergency' })], asked, now);
  expect(after.size).toBe(2000);
  expect([...after.keys()][0]).toBe('x');
  const list = [
    alert({ id: 'resolved', ...ended, severity: 'emergency' }),
    alert({ id: 'acknowledged', state: 'acknowledged', severity: 'emergency' }),
    alert({ id: 'warning' }),
    alert({ id: 'older', severity: 'critical', started_at: early }),
    alert({ id: 'newer', severity: 'critical', started_at: late }),
  ];
  expect(list.sort(byUrgency).map(({ id }) => id)).toEqual([
    'newer',
    'older',
    'warning',
    'acknowledged',
    'resolved',
  ]);
});
