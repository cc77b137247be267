import type { FleetStatus } from '@m4max/contracts';
import type { Fleet } from './fleet/fleet.ts';
import { latestAll, sources } from './fleet/latest.ts';

/** Everything that is known of the fleet's own condition. */
export function fleetStatus(fleet: Fleet, stream: FleetStatus['stream'], now: Date): FleetStatus {
  return {
    at: now.toISOString(),
    mode: fleet.mode,
    uptime_seconds: secondsSince(fleet.startedAt, now),
    services: [...fleet.services],
    store: fleet.store,
    sources: [...sources(latestAll(fleet, now))],
    scrapes: [...fleet.scrapes.values()].map(({ service, at, series, fault }) => ({
      service,
      ok: fault === undefined,
      age_seconds: secondsSince(at, now),
      series,
      ...(fault === undefined ? {} : { detail: fault }),
    })),
    stream,
    alerts_known: fleet.alerts.size,
  };
}

export function secondsSince(then: Date, now: Date): number {
  return Math.max(0, now.getTime() - then.getTime()) / 1000;
}
