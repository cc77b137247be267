import { absent, unreadable } from './absent.ts';
import type { AnySample } from './catalogue.ts';
import type { Rule } from './compile.ts';
import type { Finding } from './finding.ts';
import { nextSeries } from './next-series.ts';
import { isOfRule, readRule } from './read-rule.ts';
import { endings } from './series-alerts.ts';
import { heardAgain } from './silence.ts';
import type { SourceState } from './state.ts';
import { MOST_INTERVALS } from './state.ts';

/** A sample, and the moment it was taken by the store's clock. */
export type Arrived = AnySample & { readonly freshAt: Date };

/** A rule that could not be judged. Its alerts keep their state. */
export type RuleFault = { readonly rule: string; readonly error: unknown };

/** What is known of a source after one more of its samples, and what that means for its alerts. */
export function evaluate(
  rules: readonly Rule[],
  source: SourceState | undefined,
  arrived: Arrived,
): {
  readonly source: SourceState;
  readonly findings: readonly Finding[];
  readonly faults: readonly RuleFault[];
} {
  const { kind, sample, freshAt } = arrived;
  const at = new Date(sample.taken_at);
  const intervalMs = (sample.interval_seconds > 0 ? sample.interval_seconds : 1) * 1000;
  // The interval may change from sample to sample: a watched board makes it shorter.
  const coveredMs = MOST_INTERVALS * Math.max(intervalMs, (source?.interval_seconds ?? 0) * 1000);
  if (source !== undefined && isLate(source, at, coveredMs))
    return { source, findings: [], faults: [] };

  const findings: Finding[] = [];
  const faults: RuleFault[] = [];
  const series: SourceState['series'] = {};
  const counters: SourceState['counters'] = {};
  const ofKind = rules.filter(({ metric }) => metric.kind === kind);
  for (const rule of ofKind) {
    try {
      const judged = judge(rule, source, arrived, { at, coveredMs });
      findings.push(...judged.findings);
      Object.assign(series, judged.series);
      Object.assign(counters, judged.counters);
    } catch (error) {
      const { name } = rule.definition;
      faults.push({ rule: name, error }); // One rule must not keep the others from being judged.
      Object.assign(series, ofRule(name, source?.series));
      Object.assign(counters, ofRule(name, source?.counters));
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
    faults,
  };
}

/** What one rule makes of a sample. */
function judge(
  rule: Rule,
  source: SourceState | undefined,
  arrived: Arrived,
  step: { readonly at: Date; readonly coveredMs: number },
): Pick<SourceState, 'series' | 'counters'> & { readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const series: SourceState['series'] = {};
  const { readings, counters } = readRule(rule, arrived, source?.counters ?? {});
  for (const [key, reading] of readings) {
    const next = nextSeries(rule, source?.series[key], reading, step);
    findings.push(...next.findings);
    if (Object.keys(next.state.levels).length > 0) series[key] = next.state;
  }
  for (const [key, before] of Object.entries(source?.series ?? {})) {
    if (before.rule !== rule.definition.name || readings.has(key)) continue;
    const next = absent(rule, before, arrived);
    findings.push(...next.findings);
    if (next.state !== undefined) series[key] = next.state;
  }
  return { findings, series, counters: { ...counters } };
}

function ofRule<Kept>(
  rule: string,
  all: Readonly<Record<string, Kept>> = {},
): Record<string, Kept> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => isOfRule(key, rule)));
}

/** Repeats and stragglers. A moment far back is none of them: the publisher's clock was set. */
function isLate(source: SourceState, at: Date, coveredMs: number): boolean {
  const backMs = Date.parse(source.taken_at) - at.getTime();
  return backMs >= 0 && backMs <= coveredMs;
}
