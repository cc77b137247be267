import { expect, it } from '@jest/globals';
import { AT, alert, liveHealth, m4max, snapshot, tradingSample } from '../fixtures/samples.ts';
import type { Board } from './board.ts';
import { applyEvent, gatewayTime, hostsOf, withAlert, withHistory } from './board.ts';

const now = new Date('2026-01-05T10:00:02.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

function boardOf(change: Parameters<typeof snapshot>[0] = {}): Board {
  const board = applyEvent(undefined, { kind: 'snapshot', body: snapshot(change) }, now);
  if (board === undefined) throw new Error('a snapshot makes a board');
  return board;
}

it('shows nothing before the first snapshot', () => {
  expect(applyEvent(undefined, { kind: 'hardware', body: m4max() }, now)).toBeUndefined();
  expect(applyEvent(undefined, { kind: 'alert', body: alert() }, now)).toBeUndefined();
});

it('takes each event for its part and leaves the rest', () => {
  const before = boardOf();
  const after = applyEvent(before, { kind: 'hardware', body: m4max({ host: 'mac-2' }) }, now);
  expect(after?.hardware.size).toBe(2);
  expect(after?.trading).toBe(before.trading);
  const health = liveHealth({ verdict: 'Look here.' });
  expect(applyEvent(before, { kind: 'health', body: health }, now)?.health).toBe(health);
  const alerted = applyEvent(before, { kind: 'alert', body: alert() }, now);
  expect(alerted?.alerts.get('a1')?.state).toBe('firing');
  const traded = applyEvent(before, { kind: 'trading', body: tradingSample({ host: 'b' }) }, now);
  expect(traded === undefined ? [] : hostsOf(traded)).toEqual(['b', 'mac-1']);
});

it('forgets with a new snapshot what is no longer there, but not the trends', () => {
  const before = boardOf({ alerts: [alert()] });
  const after = applyEvent(before, { kind: 'snapshot', body: snapshot({ hardware: [] }) }, now);
  expect(after?.alerts.size).toBe(0);
  expect(after?.hardware.size).toBe(0);
  expect(after?.trends.get('mac-1')?.has('gpu_active_ratio')).toBe(true);
});

it('draws no stale reading', () => {
  const { trends } = boardOf({ hardware: [m4max({ stale: true })], trading: [] });
  expect(trends.get('mac-1')?.has('gpu_active_ratio')).toBe(false);
});

it('puts kept history under the trends of its host', () => {
  const column = { unit: 'ratio', min: [0.1], mean: [0.2], max: [0.3] };
  const history = {
    kind: 'hardware' as const,
    host: 'mac-1',
    from: AT,
    to: AT,
    resolution_seconds: 10,
    timestamps: ['2026-01-05T09:59:00.000Z'],
    series: { gpu_active_ratio: column, none: { ...column, mean: [null] } },
    missing: [],
  };
  const trends = withHistory(boardOf(), 'mac-1', history).trends.get('mac-1');
  expect(trends?.get('gpu_active_ratio')).toHaveLength(2);
  expect(trends?.has('none')).toBe(false);
});

it('keeps the newest fifty of what was resolved, and all that fires', () => {
  let alerts: Board['alerts'] = new Map([['open', alert({ id: 'open', updated_at: '2020' })]]);
  for (let n = 0; n < 60; n += 1) {
    const updated_at = new Date(Date.UTC(2026, 0, 5, 0, n)).toISOString();
    alerts = withAlert(alerts, alert({ id: `r${n}`, state: 'resolved', updated_at }));
  }
  expect(alerts.size).toBe(51);
  expect(alerts.has('open')).toBe(true);
  expect(alerts.has('r59')).toBe(true);
  expect(alerts.has('r9')).toBe(false);
});

it("knows the gateway's time from its own", () => {
  expect(gatewayTime(boardOf(), later(10)).toISOString()).toBe('2026-01-05T10:00:10.000Z');
});
