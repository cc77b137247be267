import type { Labels, Severity } from '@m4max/contracts';
import { fingerprint } from '../alerts/fingerprint.ts';
import { fallingSeverities } from '../alerts/severity.ts';
import type { Finding } from './finding.ts';
import type { SeriesState, SourceState } from './state.ts';

/** The labels that make the alert; the rules generated for Prometheus give the same ones. */
export function alertLabels(
  { rule, group, labels }: Pick<SeriesState, 'rule' | 'group' | 'labels'>,
  severity: Severity,
): Labels {
  return { ...labels, alertname: rule, group, severity };
}

/** The alerts of a series that fire, from the highest severity to the lowest. */
export function firingOf(
  series: SeriesState,
): readonly { readonly severity: Severity; readonly fingerprint: string }[] {
  return fallingSeverities
    .filter((severity) => series.levels[severity]?.kind === 'firing')
    .map((severity) => ({
      severity,
      fingerprint: fingerprint(alertLabels(series, severity)),
    }));
}

/** Every alert of a source that fires by a rule. */
export function firingOfSource(source: SourceState): readonly string[] {
  return Object.values(source.series).flatMap((series) =>
    firingOf(series).map((alert) => alert.fingerprint),
  );
}

/** Ends what fires of a series, but for the severities in `except`. */
export function endings(
  series: SeriesState,
  at: Date,
  because: string,
  except: ReadonlySet<Severity> = new Set(),
): readonly Finding[] {
  return firingOf(series)
    .filter(({ severity }) => !except.has(severity))
    .map((alert) => ({
      kind: 'ended',
      fingerprint: alert.fingerprint,
      at: at.toISOString(),
      because,
    }));
}
