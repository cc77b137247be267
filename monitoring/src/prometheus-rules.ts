import type { AlertRule, MetricRow, RuleLevel } from '@m4max/contracts';
import { stringify } from 'yaml';

/** A metric by its name; what a rule needs to know of it. */
export type MetricsByName = ReadonlyMap<string, Pick<MetricRow<never>, 'labels' | 'unit'>>;

/** `alert-rules.yml` as a rule file of Prometheus, with the same alerts and label sets. */
export function prometheusRules(rules: readonly AlertRule[], metrics: MetricsByName): string {
  const names = [...new Set(rules.map(({ group }) => group))];
  const groups = names.map((name) => ({
    name,
    rules: rules.filter(({ group }) => group === name).flatMap((rule) => alerts(rule, metrics)),
  }));
  return stringify({ groups }, { lineWidth: 0 });
}

/** Each level is an alert of its own: severity is a label. */
function alerts(rule: AlertRule, metrics: MetricsByName): object[] {
  const metric = metrics.get(rule.metric);
  if (metric === undefined) throw new Error(`${rule.name}: there is no metric ${rule.metric}`);
  return rule.levels.map((level) => ({
    alert: rule.name,
    expr: expression(rule, level, metric.labels),
    for: level.for,
    ...(rule.keep_firing_for === undefined ? {} : { keep_firing_for: rule.keep_firing_for }),
    labels: { severity: level.severity }, // The evaluator's own labels: one more would make it another alert.
    annotations: {
      summary: template(rule.summary, level),
      description: template(rule.description, level),
      runbook_url: rule.runbook,
    },
  }));
}

/**
 * Raised over one limit and cleared under another: while the alert fires, its own ALERTS series
 * lets the lower limit count.
 */
function expression(rule: AlertRule, level: RuleLevel, labels: readonly string[]): string {
  const series = value(rule, level, labels);
  const [compare, limit, clear] =
    level.above === undefined
      ? ['<', level.below, level.clear_above]
      : ['>', level.above, level.clear_below];
  if (clear === undefined) return `${series} ${compare} ${limit}`;
  const by = rule.by.join(', ');
  const firing = `ALERTS{alertname="${rule.name}", severity="${level.severity}", alertstate="firing"}`;
  return `${series} ${compare} ${limit} or (${series} ${compare} ${clear} and on (${by}) group by (${by}) (${firing}))`;
}

/** The worst value per label set that the alert keeps. */
function value(rule: AlertRule, level: RuleLevel, labels: readonly string[]): string {
  const matchers = Object.entries(rule.match).map(
    ([label, text]) => `${label}=${JSON.stringify(text)}`,
  );
  const selector = matchers.length === 0 ? rule.metric : `${rule.metric}{${matchers.join(', ')}}`;
  const series = rule.increase === undefined ? selector : `increase(${selector}[${rule.increase}])`;
  const kept = new Set(rule.by);
  if (['host', ...labels].every((label) => kept.has(label)) && rule.increase === undefined)
    return series;
  return `${level.above === undefined ? 'min' : 'max'} by (${rule.by.join(', ')}) (${series})`;
}

/** How a unit of ours is written by Prometheus' template functions. */
const humanized: Readonly<Record<string, string>> = {
  percent: 'humanizePercentage',
  bytes: 'humanize1024',
  seconds: 'humanizeDuration',
};

/** `{{label}}`, `{{value|unit}}` and `{{threshold|unit}}` in the words of Prometheus' templates. */
function template(text: string, level: RuleLevel): string {
  return text.replace(
    /\{\{\s*(\w+)\s*(?:\|\s*(\w+)\s*)?\}\}/g,
    (_whole, name: string, unit?: string) => {
      const pipe =
        unit !== undefined && humanized[unit] !== undefined ? ` | ${humanized[unit]}` : '';
      if (name === 'value') return `{{ $value${pipe} }}`;
      if (name === 'threshold')
        return `{{ ${level.above ?? level.below}.0${pipe} }}`.replace(/(\.\d+)\.0/, '$1');
      return `{{ $labels.${name} }}`;
    },
  );
}
