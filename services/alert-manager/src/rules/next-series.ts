import type { Labels } from '@m4max/contracts';
import { fingerprint } from '../alerts/fingerprint.ts';
import type { Level, Rule } from './compile.ts';
import type { Facts, Finding } from './finding.ts';
import { nextLevel } from './next-level.ts';
import type { RuleReading } from './read-rule.ts';
import { render } from './render.ts';
import { alertLabels, endings } from './series-alerts.ts';
import type { SeriesState } from './state.ts';

/**
 * What is known of a series after one more value. Each severity is an alert of its own; the lower ones
 * go on under the higher, which inhibits them. Samples further apart than `coveredMs` are a gap.
 */
export function nextSeries(
  rule: Rule,
  before: SeriesState | undefined,
  { labels, value }: RuleReading,
  { at, coveredMs }: { readonly at: Date; readonly coveredMs: number },
): { readonly state: SeriesState; readonly findings: readonly Finding[] } {
  const passedMs = before === undefined ? 0 : at.getTime() - Date.parse(before.seen_at);
  const covered = passedMs > 0 && passedMs <= coveredMs;
  const series = { rule: rule.definition.name, group: rule.definition.group, labels };
  const findings: Finding[] = [];
  const levels: SeriesState['levels'] = {};
  const firing: string[] = [];
  for (const level of rule.levels) {
    const { severity } = level;
    const stateBefore = before?.levels[severity];
    const state = nextLevel(level, stateBefore, value, {
      at,
      covered,
      keepFiringSeconds: rule.keepFiringSeconds,
    });
    if (state !== undefined) levels[severity] = state;
    if (state?.kind !== 'firing' && stateBefore?.kind !== 'firing') continue;
    const id = fingerprint(alertLabels(series, severity));
    if (state?.kind === 'firing') {
      findings.push({
        kind: 'firing',
        fingerprint: id,
        since: state.since,
        facts: factsOf(rule, level, labels, value),
        inhibitedBy: [...firing],
        metric: rule.definition.metric,
      });
      firing.push(id);
    } else findings.push({ kind: 'ended', fingerprint: id, at: at.toISOString(), value });
  }
  const state = { ...series, seen_at: at.toISOString(), levels };
  const known = new Set(rule.levels.map(({ severity }) => severity));
  const removed = before === undefined ? [] : endings(before, at, 'the level is gone', known);
  return { state, findings: [...findings, ...removed] };
}

/** Said while hysteresis holds an alert: its own words would contradict themselves. */
const WITHIN_AGAIN = 'It is back within the limit, and watched until it is well within.';

function factsOf(rule: Rule, level: Level, labels: Labels, value: number): Facts {
  const { name, group, summary, description, runbook } = rule.definition;
  const { unit } = rule.metric.row;
  const { severity, threshold } = level;
  const words = render(description, { ...labels, severity }, { value, threshold, unit });
  return {
    rule_name: name,
    group,
    severity,
    labels: alertLabels({ rule: name, group, labels }, severity),
    annotations: {
      summary,
      description: level.raises(value) ? words : `${words} ${WITHIN_AGAIN}`,
      runbook_url: runbook,
    },
    value,
    threshold,
    unit,
  };
}
