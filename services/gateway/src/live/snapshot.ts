import type { LiveHealth, LiveSnapshot } from '@m4max/contracts';
import type { Fleet } from '../fleet/fleet.ts';
import { byUrgency } from '../fleet/known-alerts.ts';
import { latestAll } from '../fleet/latest.ts';
import { systemHealth } from '../verdict/system-health.ts';

/** More than a board can show; all of them are at /alerts. */
const MAX_ALERTS = 300;

/** Everything the board shows, as of now. */
export function liveSnapshot(fleet: Fleet, now: Date): LiveSnapshot {
  const { hardware, containers, trading } = latestAll(fleet, now);
  return {
    at: now.toISOString(),
    mode: fleet.mode,
    hardware: [...hardware],
    containers: [...containers],
    trading: [...trading],
    alerts: [...fleet.alerts.values()].sort(byUrgency).slice(0, MAX_ALERTS),
    ...liveHealth(fleet, now),
  };
}

export function liveHealth(fleet: Fleet, now: Date): LiveHealth {
  const health = systemHealth(fleet, latestAll(fleet, now), now);
  return { health, services: [...fleet.services], store: fleet.store };
}

/** What makes a change of health worth telling at once; times and ages that grow by themselves do not. */
export function healthSignature({ health, services, store }: LiveHealth): string {
  return JSON.stringify([
    health.overall_status,
    health.performance_score,
    health.active_alerts,
    health.critical_alerts,
    health.acknowledged_alerts,
    health.optimization_opportunities,
    Object.entries(health.checks).map(([name, { status }]) => [name, status]),
    services.map(({ name, up, ready, detail }) => [name, up, ready, detail]),
    store,
  ]);
}
