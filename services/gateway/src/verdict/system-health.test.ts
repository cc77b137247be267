import { expect, it } from '@jest/globals';
import { SystemHealth } from '@m4max/contracts';
import { alert, hardwareSample, service, tradingSample } from '../fixtures/samples.ts';
import { emptyFleet } from '../fleet/fleet.ts';
import { latestAll } from '../fleet/latest.ts';
import { performanceScore, systemHealth } from './system-health.ts';

const now = new Date('2026-01-05T10:00:00.500Z');
const age = { age_seconds: 0.5, stale: false };
const unscored = { score: { coverage: 0.2, components: {}, why: [] } };

function fleetWith(change: (fleet: ReturnType<typeof emptyFleet>) => void) {
  const fleet = emptyFleet(new Date('2026-01-05T09:00:00.500Z'), 'live');
  fleet.store = { up: true, persistent: true, embedded: false };
  fleet.alertManager = { kind: 'reachable' };
  fleet.hardware.set('mac-1', { sample: hardwareSample(), storedAt: now });
  change(fleet);
  return fleet;
}

it('is healthy, and says that nothing was scored', () => {
  const fleet = fleetWith(() => undefined);
  const health = SystemHealth.parse(systemHealth(fleet, latestAll(fleet, now), now));
  expect(health).toMatchObject({
    overall_status: 'healthy',
    performance_score: null,
    uptime_seconds: 3600,
    missing: [{ field: 'performance_score' }],
    recommendations: [],
  });
  expect(Object.keys(health.checks)).toEqual(['store', 'alerting', 'source:hardware:mac-1']);
});

it('counts alerts and says what to do about each failing check', () => {
  const fleet = fleetWith((it) => {
    it.alerts = new Map(
      [
        alert({ id: 'a', severity: 'critical' }),
        alert({ id: 'b', severity: 'emergency', state: 'acknowledged' }),
        alert({ id: 'c' }),
        alert({ id: 'd', state: 'resolved', resolved: true }),
      ].map((one) => [one.id, one]),
    );
    it.services = [service({ name: 'trading-exporter', up: false, detail: 'connection refused' })];
    it.store = { up: true, embedded: true };
  });
  const health = SystemHealth.parse(systemHealth(fleet, latestAll(fleet, now), now));
  expect(health).toMatchObject({
    overall_status: 'critical',
    active_alerts: 3,
    critical_alerts: 2,
    warning_alerts: 1,
    acknowledged_alerts: 1,
    checks: { store: { status: 'warn' }, 'service:trading-exporter': { status: 'fail' } },
  });
  expect(health.recommendations.join(' ')).toContain('connection refused');
});

it.each([
  { title: 'nobody reports', trading: [], score: /start trading-exporter/ },
  {
    title: 'stale',
    trading: [{ ...tradingSample(), age_seconds: 9, stale: true }],
    score: /stale/,
  },
  {
    title: 'too little measured',
    trading: [{ ...tradingSample(unscored), ...age }],
    score: /0\.20/,
  },
  {
    title: 'the lowest of two',
    trading: [
      { ...tradingSample(), ...age },
      {
        ...tradingSample({ score: { overall: 42, coverage: 1, components: {}, why: [] } }),
        ...age,
      },
    ],
    score: 42,
  },
])('performanceScore: $title', ({ trading, score }) => {
  const found = performanceScore(trading);
  if (typeof score === 'number') expect(found).toEqual({ kind: 'measured', value: score });
  else expect(found).toMatchObject({ missing: { reason: expect.stringMatching(score) } });
});
