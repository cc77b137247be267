import type {
  Alert,
  DashboardSummary,
  LatestHardware,
  LatestTrading,
  Missing,
} from '@m4max/contracts';
import type { Fleet } from '../fleet/fleet.ts';
import { byUrgency, isActive } from '../fleet/known-alerts.ts';
import type { LatestAll } from '../fleet/latest.ts';
import { sources } from '../fleet/latest.ts';
import { systemHealth } from '../verdict/system-health.ts';
import { containersSummary } from './containers-summary.ts';

const NEWEST_ALERTS = 5;
const TOP_ADVICE = 3;

/** One page of everything about one machine. */
export function dashboardSummary(options: {
  readonly fleet: Fleet;
  readonly latest: LatestAll;
  readonly host: string;
  readonly now: Date;
}): DashboardSummary {
  const { fleet, latest, host, now } = options;
  const ofHost = (it: { host: string }) => it.host === host;
  const hardware = latest.hardware.find(ofHost);
  const containers = latest.containers.find(ofHost);
  const trading = latest.trading.find(ofHost);
  const heard = sources(latest);
  return {
    at: now.toISOString(),
    mode: fleet.mode,
    host,
    hosts: [...new Set(heard.map((it) => it.host))].sort(),
    health: systemHealth(fleet, latest, now),
    ...(hardware === undefined ? {} : { hardware: hardwareSummary(hardware) }),
    ...(containers === undefined ? {} : { containers: containersSummary(containers) }),
    ...(trading === undefined ? {} : { trading: tradingSummary(trading) }),
    alerts: alertsSummary([...fleet.alerts.values()]),
    optimizations: fleet.advice.optimizations.filter(ofHost).slice(0, TOP_ADVICE),
    services: [...fleet.services],
    store: fleet.store,
    data_age: [...heard],
    missing: [
      ...absent('hardware', hardware, 'hardware-exporter'),
      ...absent('containers', containers, 'container-exporter'),
      ...absent('trading', trading, 'trading-exporter'),
    ],
  };
}

function absent(field: string, sample: object | undefined, exporter: string): readonly Missing[] {
  if (sample !== undefined) return [];
  return [{ field, reason: `No such sample of this machine has arrived: start ${exporter}.` }];
}

function hardwareSummary(sample: LatestHardware): NonNullable<DashboardSummary['hardware']> {
  const { taken_at, age_seconds, stale, chip, source, missing } = sample;
  const { cpu, gpu, ane, memory, power, thermal } = sample;
  return {
    taken_at,
    age_seconds,
    stale,
    chip,
    source,
    ...(cpu === undefined ? {} : { cpu }),
    ...(gpu === undefined ? {} : { gpu }),
    ...(ane === undefined ? {} : { ane }),
    ...(memory === undefined ? {} : { memory }),
    ...(power === undefined ? {} : { power }),
    ...(thermal === undefined ? {} : { thermal }),
    missing,
  };
}

function tradingSummary(sample: LatestTrading): NonNullable<DashboardSummary['trading']> {
  const { taken_at, age_seconds, stale, score, orders, inputs, throughput, missing } = sample;
  const rates = throughput.map(({ messages_per_second }) => messages_per_second);
  return {
    taken_at,
    age_seconds,
    stale,
    score,
    worst_latencies: worstLatencies(sample.latencies),
    ...(rates.length === 0 ? {} : { messages_per_second: rates.reduce((a, b) => a + b) }),
    ...(orders === undefined ? {} : { orders }),
    inputs: inputs.length,
    inputs_up: inputs.filter(({ up }) => up).length,
    missing,
  };
}

/** Of each kind the stage with the highest P95; one whose P95 is not known cannot be the worst. */
export function worstLatencies(
  latencies: LatestTrading['latencies'],
): NonNullable<DashboardSummary['trading']>['worst_latencies'] {
  const worst = new Map<string, LatestTrading['latencies'][number]>();
  for (const latency of latencies) {
    const held = worst.get(latency.kind);
    if (latency.p95 !== undefined && latency.p95 > (held?.p95 ?? -1))
      worst.set(latency.kind, latency);
  }
  return [...worst.values()].map(({ kind, stage, labels, samples, p50, p95, p99, level }) => ({
    kind,
    stage,
    labels,
    samples,
    ...(p50 === undefined ? {} : { p50 }),
    ...(p95 === undefined ? {} : { p95 }),
    ...(p99 === undefined ? {} : { p99 }),
    ...(level === undefined ? {} : { level }),
  }));
}

function alertsSummary(alerts: readonly Alert[]): DashboardSummary['alerts'] {
  const active = alerts.filter(isActive);
  const by_severity: DashboardSummary['alerts']['by_severity'] = {};
  for (const { severity } of active) by_severity[severity] = (by_severity[severity] ?? 0) + 1;
  return {
    firing: active.filter(({ state }) => state === 'firing').length,
    acknowledged: active.filter(({ state }) => state === 'acknowledged').length,
    by_severity,
    newest: active
      .toSorted((a, b) => b.started_at.localeCompare(a.started_at) || byUrgency(a, b))
      .slice(0, NEWEST_ALERTS)
      .map((it) => ({
        id: it.id,
        rule_name: it.rule_name,
        severity: it.severity,
        state: it.state,
        message: it.message,
        labels: it.labels,
        ...(it.value === undefined ? {} : { value: it.value }),
        ...(it.threshold === undefined ? {} : { threshold: it.threshold }),
        ...(it.unit === undefined ? {} : { unit: it.unit }),
        started_at: it.started_at,
      })),
  };
}
