import type { AlertRule, RuleLevel, Severity } from '@m4max/contracts';
import { durationSeconds } from '@m4max/contracts';
import { fallingSeverities } from '../alerts/severity.ts';
import { builtInRules } from './built-in.ts';
import type { Metric } from './catalogue.ts';
import { findMetric } from './catalogue.ts';
import { templateFaults } from './render.ts';

/** One threshold, ready to be asked. */
export type Level = {
  readonly severity: Severity;
  readonly threshold: number;
  readonly forSeconds: number;
  /** Whether high values are the bad ones. */
  readonly upwards: boolean;
  raises(value: number): boolean;
  /** Whether a value keeps an alert that is already there: hysteresis. */
  keeps(value: number): boolean;
};

/** A rule with its metric found and its durations read. */
export type Rule = {
  readonly definition: AlertRule;
  readonly metric: Metric;
  readonly increaseSeconds?: number;
  readonly keepFiringSeconds: number;
  /** From the highest severity to the lowest. */
  readonly levels: readonly Level[];
};

/** Finds what the rules name. Throws once, with every fault of every rule. */
export function compileRules(definitions: readonly AlertRule[]): readonly Rule[] {
  const faults: string[] = [];
  const names = new Set<string>(builtInRules.map(({ name }) => name));
  const rules: Rule[] = [];
  for (const definition of definitions) {
    const { name } = definition;
    if (names.has(name)) faults.push(`${name}: the name is taken`);
    names.add(name);
    const metric = findMetric(definition.metric);
    if (metric === undefined) {
      faults.push(`${name}: no metric table has a row ${definition.metric}`);
      continue;
    }
    faults.push(...ruleFaults(definition, metric).map((fault) => `${name}: ${fault}`));
    rules.push(compileRule(definition, metric));
  }
  if (faults.length > 0) throw new Error(`the alert rules have faults:\n${faults.join('\n')}`);
  return rules;
}

function ruleFaults(rule: AlertRule, { row }: Metric): readonly string[] {
  const faults: string[] = [];
  const known = ['host', ...row.labels];
  for (const label of [...rule.by, ...Object.keys(rule.match)])
    if (!known.includes(label)) faults.push(`${row.name} has no label ${label}`);
  if (!rule.by.includes('host')) faults.push('by must keep host');
  if (row.type === 'counter' && rule.increase === undefined)
    faults.push(`${row.name} is a counter: say increase: 10m`);
  if (row.type === 'gauge' && rule.increase !== undefined)
    faults.push(`${row.name} is a gauge: increase is for counters`);
  const severities = rule.levels.map(({ severity }) => severity);
  if (new Set(severities).size < severities.length) faults.push('two levels of one severity');
  if (new Set(rule.levels.map(({ above }) => above === undefined)).size > 1)
    faults.push('levels go either all above or all below');
  faults.push(...templateFaults(rule.description, [...rule.by, 'severity']));
  if (rule.summary.includes('{{')) faults.push('the summary is a fixed sentence');
  return faults;
}

function compileRule(definition: AlertRule, metric: Metric): Rule {
  const { increase, keep_firing_for, levels } = definition;
  return {
    definition,
    metric,
    ...(increase === undefined ? {} : { increaseSeconds: durationSeconds(increase) }),
    keepFiringSeconds: keep_firing_for === undefined ? 0 : durationSeconds(keep_firing_for),
    levels: fallingSeverities.flatMap((severity) =>
      levels.filter((level) => level.severity === severity).map(compileLevel),
    ),
  };
}

function compileLevel(level: RuleLevel): Level {
  const { severity, above, below, clear_below, clear_above } = level;
  const forSeconds = durationSeconds(level.for);
  if (above !== undefined) {
    const floor = clear_below ?? above;
    return {
      severity,
      threshold: above,
      forSeconds,
      upwards: true,
      raises: (value) => value > above,
      keeps: (value) => value > floor,
    };
  }
  if (below === undefined) throw new Error('a level has either above or below'); // Its shape says so.
  const ceiling = clear_above ?? below;
  return {
    severity,
    threshold: below,
    forSeconds,
    upwards: false,
    raises: (value) => value < below,
    keeps: (value) => value < ceiling,
  };
}
