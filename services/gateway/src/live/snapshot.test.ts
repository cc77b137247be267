import { expect, it } from '@jest/globals';
import { LiveHealth, LiveSnapshot } from '@m4max/contracts';
import { alert, hardwareSample, service, tradingSample } from '../fixtures/samples.ts';
import { emptyFleet } from '../fleet/fleet.ts';
import { healthSignature, liveHealth, liveSnapshot } from './snapshot.ts';

const now = new Date('2026-01-05T10:00:00.500Z');
const later = new Date('2026-01-05T10:00:01.500Z');

function fleetOf() {
  const fleet = emptyFleet(now, 'live');
  fleet.store = { up: true };
  fleet.hardware.set('mac-1', { sample: hardwareSample(), storedAt: now });
  fleet.trading.set('mac-1', { sample: tradingSample(), storedAt: now });
  return fleet;
}

it('is what the contract says, the most pressing alerts first and not more than the board can show', () => {
  const fleet = fleetOf();
  const many = Array.from({ length: 400 }, (_, n) => alert({ id: `w${n}` }));
  const severe = alert({ id: 'c', severity: 'critical' });
  fleet.alerts = new Map([...many, severe].map((it) => [it.id, it]));
  const snapshot = LiveSnapshot.parse(liveSnapshot(fleet, now));
  expect(snapshot.alerts).toHaveLength(300);
  expect(snapshot.alerts[0]?.id).toBe('c');
  expect(snapshot.hardware[0]).toMatchObject({ host: 'mac-1', stale: false });
});

it('has the same signature while only time goes by', () => {
  const fleet = fleetOf();
  const before = LiveHealth.parse(liveHealth(fleet, now));
  expect(healthSignature(liveHealth(fleet, later))).toBe(healthSignature(before));
});

it.each([
  { title: 'an alert', change: { alerts: new Map([['a', alert()]]) } },
  { title: 'a service', change: { services: [service({ up: false })] } },
  { title: 'the store', change: { store: { up: false } } },
])('has another signature after a change of $title', ({ change }) => {
  const before = healthSignature(liveHealth(fleetOf(), now));
  const changed = Object.assign(fleetOf(), change);
  expect(healthSignature(liveHealth(changed, now))).not.toBe(before);
});
