import type { Alert, AlertStatistics } from '@m4max/contracts';

const TOP_RULES = 10;

/** What became of the alerts that started in a stretch of time. */
export function alertStatistics(
  alerts: readonly Alert[],
  { from, to }: { readonly from: Date; readonly to: Date },
): AlertStatistics {
  const started = alerts.filter(({ started_at }) => {
    const at = Date.parse(started_at);
    return at >= from.getTime() && at < to.getTime();
  });
  const by_severity: AlertStatistics['by_severity'] = {};
  const byRule = new Map<string, number>();
  for (const { severity, rule_name } of started) {
    by_severity[severity] = (by_severity[severity] ?? 0) + 1;
    byRule.set(rule_name, (byRule.get(rule_name) ?? 0) + 1);
  }
  const untilAcknowledged = started.flatMap(({ started_at, acknowledgement }) =>
    acknowledgement === undefined ? [] : [secondsBetween(started_at, acknowledgement.at)],
  );
  const untilResolved = started.flatMap(({ started_at, ended_at, state }) =>
    state !== 'resolved' || ended_at === undefined ? [] : [secondsBetween(started_at, ended_at)],
  );
  return {
    started: started.length,
    resolved: started.filter(({ state }) => state === 'resolved').length,
    acknowledged: untilAcknowledged.length,
    ...(untilAcknowledged.length === 0
      ? {}
      : { mean_time_to_acknowledge_seconds: mean(untilAcknowledged) }),
    ...(untilResolved.length === 0 ? {} : { mean_time_to_resolve_seconds: mean(untilResolved) }),
    by_severity,
    by_rule: [...byRule]
      .sort(([nameA, a], [nameB, b]) => b - a || nameA.localeCompare(nameB))
      .slice(0, TOP_RULES)
      .map(([rule_name, count]) => ({ rule_name, started: count })),
  };
}

function secondsBetween(start: string, end: string): number {
  return Math.max(0, Date.parse(end) - Date.parse(start)) / 1000;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
