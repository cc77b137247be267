import type { Alert } from '@m4max/contracts';

/** Resolved alerts stay on the board for a quarter of an hour. */
const KEEP_RESOLVED_MS = 15 * 60_000;
/** More alerts than anybody can look at; past that the least pressing are forgotten. */
const MAX_ALERTS = 2000;

type Known = ReadonlyMap<string, Alert>;

/** What is known after one alert changed. An older state than the one known changes nothing. */
export function withAlert(known: Known, alert: Alert, now: Date): Known {
  const held = known.get(alert.id);
  if (held !== undefined && held.updated_at > alert.updated_at) return known;
  return bounded(new Map(known).set(alert.id, alert), now);
}

/**
 * What is known after the alert-manager gave its whole list of active ones. An alert that is not
 * in it and did not change since the question is over, even if word of its end never came.
 */
export function withList(known: Known, active: readonly Alert[], askedAt: Date, now: Date): Known {
  const listed = new Map(active.map((alert) => [alert.id, alert]));
  for (const alert of known.values()) {
    const given = listed.get(alert.id);
    const changedSince = Date.parse(alert.updated_at) >= askedAt.getTime();
    if (given === undefined ? alert.state === 'resolved' || changedSince : isNewer(alert, given))
      listed.set(alert.id, alert);
  }
  return bounded(listed, now);
}

export function isActive({ state }: Alert): boolean {
  return state !== 'resolved';
}

const severities = ['emergency', 'critical', 'warning', 'info'] as const;
const states = ['firing', 'acknowledged', 'resolved'] as const;

/** Most pressing first: state, then severity, then the newest. */
export function byUrgency(a: Alert, b: Alert): number {
  return (
    states.indexOf(a.state) - states.indexOf(b.state) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    b.started_at.localeCompare(a.started_at)
  );
}

function isNewer(alert: Alert, other: Alert): boolean {
  return alert.updated_at > other.updated_at;
}

function bounded(alerts: ReadonlyMap<string, Alert>, now: Date): Known {
  const kept = [...alerts.values()].filter(
    (alert) =>
      isActive(alert) ||
      now.getTime() - Date.parse(alert.ended_at ?? alert.updated_at) < KEEP_RESOLVED_MS,
  );
  const pressing = kept.length > MAX_ALERTS ? kept.sort(byUrgency).slice(0, MAX_ALERTS) : kept;
  return new Map(pressing.map((alert) => [alert.id, alert]));
}
