import type { SampleKind } from '@m4max/contracts';
import type { Facts } from './finding.ts';

/** Rules about the samples themselves; no metric says that there is none. */
export const builtInRules = [
  { name: 'SourceSilent', runbook: 'docs/runbooks/source-silent.md' },
  { name: 'NoData', runbook: 'docs/runbooks/no-data.md' },
  { name: 'FleetOutdated', runbook: 'docs/runbooks/fleet-outdated.md' },
] as const;

const exporters: Readonly<Record<SampleKind, string>> = {
  hardware: 'hardware-exporter',
  containers: 'container-exporter',
  trading: 'trading-exporter',
};

type SourceName = { readonly kind: SampleKind; readonly host: string };

/** The whole source is not heard. */
export function sourceSilent({ kind, host }: SourceName, silentSeconds: number): Facts {
  return {
    rule_name: 'SourceSilent',
    group: 'system_health',
    severity: 'warning',
    labels: {
      alertname: 'SourceSilent',
      group: 'system_health',
      severity: 'warning',
      host,
      source: kind,
    },
    annotations: {
      summary: 'A source of samples is silent',
      description: `${exporters[kind]} of ${host} sends no samples: is it running, and does it reach the store? Its alerts keep their state meanwhile.`,
      runbook_url: 'docs/runbooks/source-silent.md',
    },
    value: Math.round(silentSeconds),
    unit: 'seconds',
  };
}

/** Fields that rules were firing on can no longer be read. */
export function noData({ kind, host }: SourceName, reasons: readonly string[]): Facts {
  return {
    rule_name: 'NoData',
    group: 'system_health',
    severity: 'warning',
    labels: {
      alertname: 'NoData',
      group: 'system_health',
      severity: 'warning',
      host,
      source: kind,
    },
    annotations: {
      summary: 'Readings that alerts rest on are missing',
      description: `${exporters[kind]} of ${host} sends samples without them: ${reasons.join('; ')}`,
      runbook_url: 'docs/runbooks/no-data.md',
    },
    value: reasons.length,
    unit: 'count',
  };
}

/** Exporters of a later version send samples that are left out here; the last state is kept. */
export function fleetOutdated(kinds: readonly SampleKind[]): Facts {
  return {
    rule_name: 'FleetOutdated',
    group: 'system_health',
    severity: 'warning',
    labels: { alertname: 'FleetOutdated', group: 'system_health', severity: 'warning' },
    annotations: {
      summary: 'The alert-manager is older than the exporters',
      description: `Samples of ${kinds.map((kind) => exporters[kind]).join(', ')} are of a later version and are left out: update the fleet.`,
      runbook_url: 'docs/runbooks/fleet-outdated.md',
    },
  };
}
