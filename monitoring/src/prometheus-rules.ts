import type { AlertRule, RuleLevel } from '@m4max/contracts';
import { stringify } from 'yaml';

/** `alert-rules.yml` as a rule file of Prometheus, with the same alerts and label sets. */
export function prometheusRules(rules: readonly AlertRule[], metrics: ReadonlySet<string>): string {
  const names = [...new Set(rules.map(({ group }) => group))];
  const groups = names.map((name) => ({
    name,
    rules: rules.filter(({ group }) => group === name).flatMap((rule) => alerts(rule, metrics)),
  }));
  return stringify({ groups }, { lineWidth: 0 });
}

/** Each level is an alert of its own: severity is a label. */
function alerts(rule: AlertRule, metrics: ReadonlySet<string>): object[] {
  if (!metrics.has(rule.metric)) throw new Error(`${rule.name}: there is no metric ${rule.metric}`);
  return rule.levels.map((level) => ({
    alert: rule.name,
    expr: expression(rule, level),
    for: level.for,
    ...(rule.keep_firing_for === undefined ? {} : { keep_firing_for: rule.keep_firing_for }),
    labels: { severity: level.severity, group: rule.group },
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
function expression(rule: AlertRule, level: RuleLevel): string {
  const series = value(rule, level);
  const [compare, limit, clear] =
    level.above === undefined
      ? ['<', level.below, level.clear_above]
      : ['>', level.above, level.clear_below];
  if (clear === undefined) return `${series} ${compare} ${limit}`;
  const by = rule.by.join(', ');
  const firing = `ALERTS{alertname="${rule.name}", severity="${level.severity}", alertstate="firing"}`;
  return `${series} ${compare} ${limit} or (${series} ${compare} ${clear} and on (${by}) group by (${by}) (${firing}))`;
}

/** The worst value per label set of the alert: `job` and `instance` would make it another alert than ours. */
function value(rule: AlertRule, level: RuleLevel): string {
  const matchers = Object.entries(rule.match).map(
    ([label, text]) => `${label}=${JSON.stringify(text)}`,
  );
  const selector = matchers.length === 0 ? rule.metric : `${rule.metric}{${matchers.join(', ')}}`;
  const series = rule.increase === undefined ? selector : `increase(${selector}[${rule.increase}])`;
  return `${level.above === undefined ? 'min' : 'max'} by (${rule.by.join(', ')}) (${series})`;
}

/** How a unit of ours is written by Prometheus' template functions. */
const humanized: Readonly<Record<string, string>> = {
  percent: 'humanizePercentage',
  bytes: 'humanize1024',
  seconds: 'humanizeDuration',
  count: 'printf "%.0f"', // `increase` extrapolates: two restarts are 2.07.
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
