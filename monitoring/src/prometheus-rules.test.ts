import { expect, it } from '@jest/globals';
import type { AlertRule } from '@m4max/contracts';
import { AlertRules } from '@m4max/contracts';
import { parse } from 'yaml';
import { prometheusRules } from './prometheus-rules.ts';

const metrics = new Set(['m4max_busy_ratio', 'm4max_core_ratio', 'm4max_restarts_total']);

function rule(over: object): AlertRule {
  const [only] = AlertRules.parse({
    rules: [
      {
        name: 'TooBusy',
        group: 'm4max_hardware',
        metric: 'm4max_busy_ratio',
        by: ['host'],
        levels: [{ severity: 'warning', above: 0.9, for: '30s' }],
        summary: 'Too busy',
        description: '{{host}} is {{value|percent}} busy (limit {{threshold|percent}}).',
        runbook: 'docs/runbooks/too-busy.md',
        ...over,
      },
    ],
  }).rules;
  if (only === undefined) throw new Error('no rule');
  return only;
}

type Compiled = { groups: { name: string; rules: { expr: string; annotations: object }[] }[] };
const compile = (over: object) =>
  (parse(prometheusRules([rule(over)], metrics)) as Compiled).groups[0]?.rules[0];

it.each([
  { title: 'a limit', over: {}, expr: 'max by (host) (m4max_busy_ratio) > 0.9' },
  {
    title: 'a limit from below',
    over: { levels: [{ severity: 'info', below: 85 }] },
    expr: 'min by (host) (m4max_busy_ratio) < 85',
  },
  {
    title: 'cleared lower than raised',
    over: { levels: [{ severity: 'warning', above: 0.9, clear_below: 0.85 }] },
    expr: 'max by (host) (m4max_busy_ratio) > 0.9 or (max by (host) (m4max_busy_ratio) > 0.85 and on (host) group by (host) (ALERTS{alertname="TooBusy", severity="warning", alertstate="firing"}))',
  },
  {
    title: 'the worst of several series',
    over: { metric: 'm4max_core_ratio' },
    expr: 'max by (host) (m4max_core_ratio) > 0.9',
  },
  {
    title: 'all labels kept',
    over: { metric: 'm4max_core_ratio', by: ['host', 'core'] },
    expr: 'max by (host, core) (m4max_core_ratio) > 0.9',
  },
  {
    title: 'the growth of a counter, with a matcher',
    over: {
      metric: 'm4max_restarts_total',
      match: { reason: 'crash' },
      by: ['host', 'name'],
      increase: '10m',
    },
    expr: 'max by (host, name) (increase(m4max_restarts_total{reason="crash"}[10m])) > 0.9',
  },
])('$title', ({ over, expr }) => {
  expect(compile(over)?.expr).toBe(expr);
});

it("writes texts in the words of Prometheus' templates", () => {
  expect(compile({})?.annotations).toEqual({
    summary: 'Too busy',
    description:
      '{{ $labels.host }} is {{ $value | humanizePercentage }} busy (limit {{ 0.9 | humanizePercentage }}).',
    runbook_url: 'docs/runbooks/too-busy.md',
  });
});

it('writes a count as a whole number, though Prometheus extrapolates its growth', () => {
  const description = 'Restarted {{value|count}} times.';
  expect(compile({ description })?.annotations).toMatchObject({
    description: 'Restarted {{ $value | printf "%.0f" }} times.',
  });
});

it('names a metric that does not exist', () => {
  expect(() => compile({ metric: 'm4max_nothing' })).toThrow(/TooBusy.*m4max_nothing/);
});
