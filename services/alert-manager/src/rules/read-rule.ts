import type { Labels } from '@m4max/contracts';
import type { AnySample } from './catalogue.ts';
import { readMetric } from './catalogue.ts';
import type { Rule } from './compile.ts';
import type { CounterWindow } from './counter-window.ts';
import { addReading, increaseOf } from './counter-window.ts';

/** What a rule sees of one group of series. */
export type RuleReading = { readonly labels: Labels; readonly value: number };

/** A set of labels as a key; the names in order. */
function labelsKey(labels: Labels): string {
  return Object.entries(labels)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
}

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
  const readings = new Map<string, RuleReading>();
  const windows = stillInWindow(rule, counters, new Date(taken_at));
  for (const series of readMetric(rule.metric, arrived)) {
    const all: Labels = { ...series.labels, host };
    if (!Object.entries(match).every(([label, wanted]) => (all[label] ?? '') === wanted)) continue;
    let { value } = series;
    if (rule.increaseSeconds !== undefined) {
      const key = `${name}{${labelsKey(all)}}`;
      const window = addReading(counters[key], {
        value,
        at: new Date(taken_at),
        windowSeconds: rule.increaseSeconds,
      });
      windows[key] = window;
      value = increaseOf(window);
    }
    const labels = Object.fromEntries(by.map((label) => [label, all[label] ?? '']));
    const key = `${name}{${labelsKey(labels)}}`;
    const other = readings.get(key)?.value;
    readings.set(key, { labels, value: other === undefined ? value : joined(rule, other, value) });
  }
  return { readings, counters: windows };
}

/** A thing may be missing from a sample or two: its growth is kept as long as the window reaches. */
function stillInWindow(
  { definition, increaseSeconds = 0 }: Rule,
  counters: Readonly<Record<string, CounterWindow>>,
  at: Date,
): Record<string, CounterWindow> {
  const oldest = at.getTime() - increaseSeconds * 1000;
  return Object.fromEntries(
    Object.entries(counters).filter(
      ([key, { seen_at }]) =>
        key.startsWith(`${definition.name}{`) && Date.parse(seen_at) >= oldest,
    ),
  );
}

function joined(rule: Rule, one: number, other: number): number {
  return rule.levels[0]?.upwards === false ? Math.min(one, other) : Math.max(one, other);
}
