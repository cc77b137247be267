import type { Alert, LatestTrading, Missing, SystemHealth } from '@m4max/contracts';
import type { Fleet } from '../fleet/fleet.ts';
import { byUrgency, isActive } from '../fleet/known-alerts.ts';
import type { LatestAll } from '../fleet/latest.ts';
import { sources } from '../fleet/latest.ts';
import { checks } from './checks.ts';
import { isSevere, overallStatus } from './overall-status.ts';

/** More than this nobody works through at once. */
const MAX_RECOMMENDATIONS = 10;

/** The verdict, and everything it rests on. */
export function systemHealth(fleet: Fleet, latest: LatestAll, now: Date): SystemHealth {
  const alerts = [...fleet.alerts.values()];
  const active = alerts.filter(isActive);
  const heard = sources(latest);
  const verdict = overallStatus({
    storeUp: fleet.store.up,
    alertManagerUp: fleet.alertManager.kind !== 'unreachable',
    sources: heard,
    alerts,
  });
  const looked = checks(fleet, heard);
  const score = performanceScore(latest.trading);
  return {
    overall_status: verdict.status,
    verdict: verdict.sentence,
    performance_score: score.kind === 'measured' ? score.value : null,
    active_alerts: active.length,
    critical_alerts: active.filter(isSevere).length,
    warning_alerts: active.filter(({ severity }) => severity === 'warning').length,
    acknowledged_alerts: active.filter(({ state }) => state === 'acknowledged').length,
    uptime_seconds: Math.max(0, now.getTime() - fleet.startedAt.getTime()) / 1000,
    optimization_opportunities: fleet.advice.optimizations.map(({ title }) => title),
    recommendations: [
      ...Object.values(looked).flatMap(({ status, detail }) => (status === 'pass' ? [] : [detail])),
      ...active.toSorted(byUrgency).map(adviceOf),
    ].slice(0, MAX_RECOMMENDATIONS),
    checks: looked,
    missing: score.kind === 'measured' ? [] : [score.missing],
  };
}

type ScoreNow =
  | { readonly kind: 'measured'; readonly value: number }
  | { readonly kind: 'unknown'; readonly missing: Missing };

/** The lowest score of the machines that trade now. */
export function performanceScore(trading: readonly LatestTrading[]): ScoreNow {
  const unknown = (reason: string): ScoreNow => ({
    kind: 'unknown',
    missing: { field: 'performance_score', reason },
  });
  if (trading.length === 0)
    return unknown('No trading sample has arrived: start trading-exporter.');
  const fresh = trading.filter(({ stale }) => !stale);
  if (fresh.length === 0) return unknown('The trading figures are stale: see trading-exporter.');
  const scores = fresh.flatMap(({ score }) => (score.overall === undefined ? [] : [score.overall]));
  if (scores.length > 0) return { kind: 'measured', value: Math.min(...scores) };
  const coverage = Math.max(...fresh.map(({ score }) => score.coverage));
  return unknown(
    `Too little was measured in the last window to score it (coverage ${coverage.toFixed(2)}, needed 0.40).`,
  );
}

function adviceOf({ message, annotations }: Alert): string {
  return annotations.runbook_url === undefined
    ? message
    : `${message} See ${annotations.runbook_url}`;
}
