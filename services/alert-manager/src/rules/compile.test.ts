import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { AlertRules } from '@m4max/contracts';
import { parse } from 'yaml';
import { builtInRules } from './built-in.ts';
import { compileRules } from './compile.ts';
import { rule } from './fixtures/samples.ts';

it.each([
  {
    title: 'a metric there is none of',
    parts: { metric: 'm4max_cpu' },
    fault: 'no metric table has a row m4max_cpu',
  },
  {
    title: 'a label the metric lacks',
    parts: { by: ['host', 'core'] },
    fault: 'm4max_cpu_performance_active_ratio has no label core',
  },
  {
    title: 'a match on a label it lacks',
    parts: { match: { core: '1' } },
    fault: 'm4max_cpu_performance_active_ratio has no label core',
  },
  {
    title: 'alerts of all machines thrown together',
    parts: {
      by: ['host'].slice(1).concat('tier'),
      metric: 'm4max_cpu_tier_active_ratio',
      description: '{{tier}}',
    },
    fault: 'by must keep host',
  },
  {
    title: 'a counter without increase',
    parts: { metric: 'm4max_energy_cpu_joules_total' },
    fault: 'm4max_energy_cpu_joules_total is a counter: say increase: 10m',
  },
  {
    title: 'a gauge with increase',
    parts: { increase: '5m' },
    fault: 'm4max_cpu_performance_active_ratio is a gauge: increase is for counters',
  },
  {
    title: 'two levels of one severity',
    parts: {
      levels: [
        { severity: 'info', above: 1 },
        { severity: 'info', above: 2 },
      ],
    },
    fault: 'two levels of one severity',
  },
  {
    title: 'levels on both sides',
    parts: {
      levels: [
        { severity: 'info', above: 1 },
        { severity: 'warning', below: 0 },
      ],
    },
    fault: 'levels go either all above or all below',
  },
  {
    title: 'a template that names no label',
    parts: { description: '{{container}}' },
    fault: 'no label container',
  },
  {
    title: 'a name the fleet uses itself',
    parts: { name: 'SourceSilent' },
    fault: 'the name is taken',
  },
])('compileRules refuses $title', ({ parts, fault }) => {
  expect(() => compileRules([rule(parts)])).toThrow(fault);
});

it('names every fault of every rule at once', () => {
  const faulty = [
    rule({ name: 'One', metric: 'nothing' }),
    rule({ name: 'Two', by: ['host', 'x'] }),
  ];
  expect(() => compileRules(faulty)).toThrow(
    'the alert rules have faults:\nOne: no metric table has a row nothing\nTwo: m4max_cpu_performance_active_ratio has no label x',
  );
});

it('takes the rules that are shipped, and each has its runbook', () => {
  const root = new URL('../../../../', import.meta.url);
  const file = readFileSync(new URL('monitoring/alert-rules.yml', root), 'utf8');
  const { rules } = AlertRules.parse(parse(file));
  expect(compileRules(rules).length).toBe(rules.length);
  for (const { runbook } of [...rules, ...builtInRules])
    expect(readFileSync(new URL(runbook, root), 'utf8')).toMatch(/^# /);
});
