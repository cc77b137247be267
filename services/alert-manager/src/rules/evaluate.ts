import type { Labels } from '@m4max/contracts';
import { fingerprint } from '../alerts/fingerprint.ts';
import { fallingSeverities } from '../alerts/severity.ts';
import { absent, unreadable } from './absent.ts';
import type { AnySample } from './catalogue.ts';
import type { Level, Rule } from './compile.ts';
import type { CounterWindow } from './counter-window.ts';
import type { Facts, Finding } from './finding.ts';
import { nextLevel } from './next-level.ts';
import type { RuleReading } from './read-rule.ts';
import { readRule } from './read-rule.ts';
import { render } from './render.ts';
import { alertLabels, endings } from './series-alerts.ts';
import { heardAgain } from './silence.ts';
import type { SeriesState, SourceState } from './state.ts';
import { MOST_INTERVALS } from './state.ts';

/** A sample, and the moment it was taken by the store's clock. */
export type Arrived = AnySample & { readonly freshAt: Date };

/** What is known of a source after one more of its samples, and what that means for its alerts. */
export function evaluate(
  rules: readonly Rule[],
  source: SourceState | undefined,
  arrived: Arrived,
): { readonly source: SourceState; readonly findings: readonly Finding[] } {
  const { kind, sample, freshAt } = arrived;
  const at = new Date(sample.taken_at);
  const intervalMs = (sample.interval_seconds > 0 ? sample.interval_seconds : 1) * 1000;
  if (source !== undefined && isLate(source, at, intervalMs)) return { source, findings: [] };

  const findings: Finding[] = [];
  const series: Record<string, SeriesState> = {};
  const counters: Record<string, CounterWindow> = {};
  const ofKind = rules.filter(({ metric }) => metric.kind === kind);
  for (const rule of ofKind) {
    const read = readRule(rule, arrived, source?.counters ?? {});
    Object.assign(counters, read.counters);
    for (const [key, reading] of read.readings) {
      const before = source?.series[key];
      const next = nextSeries(rule, before, reading, { at, intervalMs });
      findings.push(...next.findings);
      if (Object.keys(next.state.levels).length > 0) series[key] = next.state;
    }
    for (const [key, before] of Object.entries(source?.series ?? {})) {
      if (before.rule !== rule.definition.name || read.readings.has(key)) continue;
      const next = absent(rule, before, arrived);
      findings.push(...next.findings);
      if (next.state !== undefined) series[key] = next.state;
    }
  }
  const names = new Set(ofKind.map(({ definition }) => definition.name));
  for (const before of Object.values(source?.series ?? {}))
    if (!names.has(before.rule)) findings.push(...endings(before, at, 'the rule is gone'));

  const after: SourceState = {
    kind,
    host: sample.host,
    interval_seconds: intervalMs / 1000,
    taken_at: sample.taken_at,
    fresh_at: freshAt.toISOString(),
    series,
    counters,
  };
  return {
    source: after,
    findings: [
      ...findings,
      ...(source === undefined ? [] : [...heardAgain(source, at), ...unreadable(source, after)]),
    ],
  };
}

/** Repeats and stragglers. A moment far back is none of them: the publisher's clock was set. */
function isLate(source: SourceState, at: Date, intervalMs: number): boolean {
  const backMs = Date.parse(source.taken_at) - at.getTime();
  return backMs >= 0 && backMs <= MOST_INTERVALS * intervalMs;
}

function nextSeries(
  rule: Rule,
  before: SeriesState | undefined,
  { labels, value }: RuleReading,
  { at, intervalMs }: { readonly at: Date; readonly intervalMs: number },
): { readonly state: SeriesState; readonly findings: readonly Finding[] } {
  const passedMs = before === undefined ? 0 : at.getTime() - Date.parse(before.seen_at);
  const covered = passedMs > 0 && passedMs <= MOST_INTERVALS * intervalMs;
  const series = { rule: rule.definition.name, group: rule.definition.group, labels };
  const findings: Finding[] = [];
  const levels: SeriesState['levels'] = {};
  const firing: string[] = [];
  for (const level of byFallingSeverity(rule.levels)) {
    const { severity } = level;
    const stateBefore = before?.levels[severity];
    const state = nextLevel(level, stateBefore, value, {
      at,
      covered,
      keepFiringSeconds: rule.keepFiringSeconds,
    });
    if (state !== undefined) levels[severity] = state;
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
    } else if (stateBefore?.kind === 'firing')
      findings.push({ kind: 'ended', fingerprint: id, at: at.toISOString(), value });
  }
  const state = { ...series, seen_at: at.toISOString(), levels };
  const known = new Set(rule.levels.map(({ severity }) => severity));
  const removed = before === undefined ? [] : endings(before, at, 'the level is gone', known);
  return { state, findings: [...findings, ...removed] };
}

function byFallingSeverity(levels: readonly Level[]): readonly Level[] {
  return fallingSeverities.flatMap((severity) => levels.filter((it) => it.severity === severity));
}

function factsOf(rule: Rule, level: Level, labels: Labels, value: number): Facts {
  const { name, group, summary, description, runbook } = rule.definition;
  const { unit } = rule.metric.row;
  const { severity, threshold } = level;
  return {
    rule_name: name,
    group,
    severity,
    labels: alertLabels({ rule: name, group, labels }, severity),
    annotations: {
      summary,
      description: render(description, { ...labels, severity }, { value, threshold, unit }),
      runbook_url: runbook,
    },
    value,
    threshold,
    unit,
  };
}
