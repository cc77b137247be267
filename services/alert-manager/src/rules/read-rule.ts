import type { Labels } from '@m4max/contracts';
import type { AnySample } from './catalogue.ts';
import { readMetric } from './catalogue.ts';
import type { Rule } from './compile.ts';
import type { CounterWindow } from './counter-window.ts';
import { addReading, increaseOf } from './counter-window.ts';

/** What a rule sees of one group of series. */
export type RuleReading = { readonly labels: Labels; readonly value: number };

/**
 * The values of a rule in a sample, by the labels it keeps. Series that fall together give their worst
 * value, as the rules generated for Prometheus do.
 */
export function readRule(
  rule: Rule,
  arrived: AnySample,
  counters: Readonly<Record<string, CounterWindow>>,
): {
  readonly readings: ReadonlyMap<string, RuleReading>;
  readonly counters: Readonly<Record<string, CounterWindow>>;
} {
  const { host, taken_at } = arrived.sample;
  const { by, match, name } = rule.definition;
  const seriesLabels = ['host', ...rule.metric.row.labels];
  const wanted = Object.entries(match);
  const worst = rule.levels[0]?.upwards === false ? Math.min : Math.max;
  const readings = new Map<string, RuleReading>();
  const windows: Record<string, CounterWindow> = {};
  for (const { labels = {}, value } of readMetric(rule.metric, arrived)) {
    if (!Number.isFinite(value)) continue; // It could not be written down.
    const valueOf = (label: string) => (label === 'host' ? host : (labels[label] ?? ''));
    if (!wanted.every(([label, text]) => valueOf(label) === text)) continue;
    let judged = value;
    if (rule.increaseSeconds !== undefined) {
      const key = seriesKey(name, seriesLabels, valueOf);
      const window = addReading(counters[key], {
        value,
        at: taken_at,
        windowSeconds: rule.increaseSeconds,
      });
      judged = increaseOf(window);
      if (!Number.isFinite(judged)) continue;
      windows[key] = window;
    }
    const key = seriesKey(name, by, valueOf);
    const other = readings.get(key);
    readings.set(key, {
      labels: other?.labels ?? Object.fromEntries(by.map((label) => [label, valueOf(label)])),
      value: other === undefined ? judged : worst(other.value, judged),
    });
  }
  return {
    readings,
    counters: { ...stillInWindow(rule, counters, windows, taken_at), ...windows },
  };
}

/** One series of a rule; a separator that no label holds in practice keeps neighbours apart. */
function seriesKey(
  rule: string,
  labels: readonly string[],
  valueOf: (label: string) => string,
): string {
  let key = rule;
  for (const label of labels) key += `\u001f${valueOf(label)}`;
  return key;
}

export function isOfRule(key: string, rule: string): boolean {
  return key.startsWith(`${rule}\u001f`);
}

/** A thing may be missing from a sample or two: its growth is kept as long as the window reaches. */
function stillInWindow(
  { definition, increaseSeconds = 0 }: Rule,
  counters: Readonly<Record<string, CounterWindow>>,
  renewed: Readonly<Record<string, CounterWindow>>,
  takenAt: string,
): Readonly<Record<string, CounterWindow>> {
  const kept: Record<string, CounterWindow> = {};
  if (increaseSeconds === 0) return kept;
  const oldest = Date.parse(takenAt) - increaseSeconds * 1000;
  for (const [key, window] of Object.entries(counters)) {
    if (renewed[key] !== undefined || !isOfRule(key, definition.name)) continue;
    if (Date.parse(window.seen_at) >= oldest) kept[key] = window;
  }
  return kept;
}
