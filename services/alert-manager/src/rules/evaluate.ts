import { absent, unreadable } from './absent.ts';
import type { AnySample } from './catalogue.ts';
import type { Rule } from './compile.ts';
import type { CounterWindow } from './counter-window.ts';
import type { Finding } from './finding.ts';
import { nextSeries } from './next-series.ts';
import { readRule } from './read-rule.ts';
import { endings } from './series-alerts.ts';
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
  // The interval may change from sample to sample: a watched board makes it shorter.
  const coveredMs = MOST_INTERVALS * Math.max(intervalMs, (source?.interval_seconds ?? 0) * 1000);
  if (source !== undefined && isLate(source, at, coveredMs)) return { source, findings: [] };

  const findings: Finding[] = [];
  const series: Record<string, SeriesState> = {};
  const counters: Record<string, CounterWindow> = {};
  const ofKind = rules.filter(({ metric }) => metric.kind === kind);
  for (const rule of ofKind) {
    const read = readRule(rule, arrived, source?.counters ?? {});
    Object.assign(counters, read.counters);
    for (const [key, reading] of read.readings) {
      const before = source?.series[key];
      const next = nextSeries(rule, before, reading, { at, coveredMs });
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
function isLate(source: SourceState, at: Date, coveredMs: number): boolean {
  const backMs = Date.parse(source.taken_at) - at.getTime();
  return backMs >= 0 && backMs <= coveredMs;
}
