import { expect, it } from '@jest/globals';
import { compileRules } from './compile.ts';
import type { Arrived } from './evaluate.ts';
import { evaluate } from './evaluate.ts';
import type { Finding } from './finding.ts';
import { container, containers, hardware, rule, second, trading } from './fixtures/samples.ts';
import { judgeSilence } from './silence.ts';
import type { SourceState } from './state.ts';

const ladder = compileRules([
  rule({
    levels: [
      { severity: 'warning', above: 0.9, clear_below: 0.85, for: '10s' },
      { severity: 'critical', above: 0.98, clear_below: 0.95, for: '2s' },
    ],
  }),
]);

/** What each sample changed, as `second: severity what`; alerts that simply go on are left out. */
function changes(
  rules: ReturnType<typeof compileRules>,
  samples: readonly Arrived[],
  before?: SourceState,
): { readonly lines: readonly string[]; readonly source: SourceState | undefined } {
  const lines: string[] = [];
  const names = new Map<string, string>();
  const firing = new Set<string>();
  let source = before;
  for (const arrived of samples) {
    const result = evaluate(rules, source, arrived);
    source = result.source;
    const at = (Date.parse(arrived.sample.taken_at) - Date.parse(second(0))) / 1000;
    for (const finding of result.findings) {
      if (finding.kind === 'firing') {
        const { rule_name, severity } = finding.facts;
        names.set(finding.fingerprint, rule_name === 'NoData' ? rule_name : severity);
        if (firing.has(finding.fingerprint)) continue;
        firing.add(finding.fingerprint);
        lines.push(`${at}: ${names.get(finding.fingerprint)} fires`);
      } else if (finding.kind === 'ended') {
        firing.delete(finding.fingerprint);
        const because = finding.because === undefined ? '' : `, ${finding.because}`;
        lines.push(`${at}: ${names.get(finding.fingerprint)} ends${because}`);
      }
    }
  }
  return { lines, source };
}

/** One sample a second from `from`; `undefined` is a sample without processor. */
const seconds = (from: number, values: readonly (number | undefined)[]) =>
  values.map((performance, index) =>
    hardware({ at: from + index, ...(performance === undefined ? {} : { performance }) }),
  );
const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);

it.each([
  { title: 'nothing over the limit', samples: seconds(0, times(20, 0.9)), lines: [] },
  {
    title: 'held long enough',
    samples: seconds(0, times(12, 0.95)),
    lines: ['10: warning fires'],
  },
  { title: 'held one second too short', samples: seconds(0, times(10, 0.95)), lines: [] },
  {
    title: 'one dip starts pending anew',
    samples: seconds(0, [...times(9, 0.95), 0.9, ...times(11, 0.95)]),
    lines: ['20: warning fires'],
  },
  {
    title: 'hysteresis: between the limits the alert stays, at the lower one it ends',
    samples: seconds(0, [...times(11, 0.95), 0.86, 0.89, 0.86, 0.85]),
    lines: ['10: warning fires', '14: warning ends'],
  },
  {
    title: 'oscillating around the limit: once firing, once ended',
    samples: seconds(0, [...times(11, 0.95), ...times(20, 0).flatMap(() => [0.89, 0.91]), 0.5]),
    lines: ['10: warning fires', '51: warning ends'],
  },
  {
    title: 'each severity is an alert of its own and the lower one stays',
    samples: seconds(0, [...times(12, 0.99), 0.94, 0.5]),
    lines: ['2: critical fires', '10: warning fires', '12: critical ends', '13: warning ends'],
  },
  {
    title: 'both at once end together',
    samples: seconds(0, [...times(12, 0.99), 0.1]),
    lines: ['2: critical fires', '10: warning fires', '12: critical ends', '12: warning ends'],
  },
  {
    title: 'a gap of more than three intervals starts pending anew',
    samples: [...seconds(0, times(6, 0.95)), ...seconds(10, times(11, 0.95))],
    lines: ['20: warning fires'],
  },
  {
    title: 'a gap of three intervals is covered',
    samples: [...seconds(0, times(6, 0.95)), ...seconds(8, times(3, 0.95))],
    lines: ['10: warning fires'],
  },
  {
    title: 'the exporter hurries up: the last pause was as long as it then was',
    samples: [
      ...[0, 5].map((at) => hardware({ at, performance: 0.95, intervalSeconds: 5 })),
      ...seconds(10, [0.95]),
    ],
    lines: ['10: warning fires'],
  },
  {
    title: 'an alert that fires outlives a gap',
    samples: [...seconds(0, times(11, 0.95)), ...seconds(500, [0.95, 0.2])],
    lines: ['10: warning fires', '501: warning ends'],
  },
  {
    title: 'repeats and late samples change nothing',
    samples: [
      ...seconds(0, times(9, 0.95)),
      ...seconds(8, [0.1]),
      ...seconds(7, [0.1]),
      ...seconds(9, times(2, 0.95)),
    ],
    lines: ['10: warning fires'],
  },
  {
    title: 'a clock that is set back an hour starts pending anew and does not stop the rules',
    samples: [...seconds(3600, times(5, 0.95)), ...seconds(0, times(11, 0.95))],
    lines: ['10: warning fires'],
  },
  {
    title: 'absent without a reason: no longer there after three samples',
    samples: seconds(0, [...times(11, 0.95), ...times(3, undefined)]),
    lines: ['10: warning fires', '13: warning ends, no longer there'],
  },
  {
    title: 'absent twice and back again: nothing happened',
    samples: seconds(0, [...times(11, 0.95), undefined, undefined, ...times(3, 0.95)]),
    lines: ['10: warning fires'],
  },
  {
    title: 'a pending one that vanishes leaves no trace',
    samples: seconds(0, [...times(5, 0.95), ...times(5, undefined)]),
    lines: [],
  },
])('evaluate: $title', ({ samples, lines }) => {
  expect(changes(ladder, samples).lines).toEqual(lines);
});

it('fires at once with for: 0s, and says what it saw', () => {
  const rules = compileRules([rule({ levels: [{ severity: 'critical', above: 0.9 }] })]);
  const { findings } = evaluate(rules, undefined, hardware({ at: 0, performance: 0.95 }));
  expect(findings).toMatchObject([
    {
      kind: 'firing',
      since: second(0),
      facts: {
        labels: {
          alertname: 'PerformanceCoresSaturated',
          group: 'm4max_hardware',
          severity: 'critical',
          host: 'desk-mac',
        },
        annotations: { description: 'P-cores of desk-mac are 95 % busy' },
        value: 0.95,
        threshold: 0.9,
        unit: 'percent',
      },
    },
  ]);
});

it('inhibits the lower severity by the higher one, for as long as both fire', () => {
  const inhibitors = (samples: readonly Arrived[]) => {
    let source: SourceState | undefined;
    let findings: readonly Finding[] = [];
    for (const arrived of samples) ({ source, findings } = evaluate(ladder, source, arrived));
    return findings.flatMap((finding) =>
      finding.kind === 'firing'
        ? [`${finding.facts.severity} by ${finding.inhibitedBy.length}`]
        : [],
    );
  };
  expect(inhibitors(seconds(0, times(12, 0.99)))).toEqual(['critical by 0', 'warning by 1']);
  expect(inhibitors(seconds(0, [...times(12, 0.99), 0.93]))).toEqual(['warning by 0']);
});

it('keeps an alert for keep_firing_for after the value came back', () => {
  const rules = compileRules([
    rule({ keep_firing_for: '3s', levels: [{ severity: 'warning', above: 0.9, for: '2s' }] }),
  ]);
  const samples = seconds(0, [0.5, ...times(4, 0.95), ...times(6, 0.1)]);
  expect(changes(rules, samples).lines).toEqual(['3: warning fires', '8: warning ends']);
});

it('fires under a limit, and clears over another', () => {
  const rules = compileRules([
    rule({
      levels: [{ severity: 'warning', below: 0.2, clear_above: 0.3, for: '1s' }],
    }),
  ]);
  expect(changes(rules, seconds(0, [0.2, 0.1, 0.1, 0.25, 0.3])).lines).toEqual([
    '2: warning fires',
    '4: warning ends',
  ]);
});

it('two machines do not share a state', () => {
  const rules = compileRules([rule({ levels: [{ severity: 'warning', above: 0.9 }] })]);
  const one = evaluate(rules, undefined, hardware({ at: 0, performance: 0.95 })).findings;
  const other = evaluate(
    rules,
    undefined,
    hardware({ at: 0, performance: 0.95, host: 'lab-mac' }),
  ).findings;
  expect(one[0]?.fingerprint).not.toBe(other[0]?.fingerprint);
});

it('goes on from its stored state as if nothing had happened', () => {
  const half = changes(ladder, seconds(0, times(6, 0.95))).source;
  const stored: SourceState = JSON.parse(JSON.stringify(half));
  expect(changes(ladder, seconds(6, times(6, 0.95)), stored).lines).toEqual(['10: warning fires']);
});

it('ends alerts whose rule or level is no longer in the file', () => {
  const fired = changes(ladder, seconds(0, times(12, 0.99))).source;
  const lessens = compileRules([rule({ levels: [{ severity: 'critical', above: 0.98 }] })]);
  const because = (rules: ReturnType<typeof compileRules>) =>
    evaluate(rules, fired, hardware({ at: 12, performance: 0.99 })).findings.flatMap((finding) =>
      finding.kind === 'ended' ? [finding.because] : [],
    );
  expect(because(lessens)).toEqual(['the level is gone']);
  expect(because([])).toEqual(['the rule is gone', 'the rule is gone']);
});

const restartLoop = compileRules([
  rule({
    name: 'ContainerRestartLoop',
    group: 'container_health',
    metric: 'm4max_container_unasked_restarts_total',
    increase: '10m',
    by: ['host', 'engine', 'name'],
    levels: [{ severity: 'critical', above: 2.5 }],
    description: '{{name}} was restarted {{value}} times',
  }),
]);

it.each([
  {
    title: 'many restarts before we looked are no loop',
    counts: [
      [0, 40],
      [60, 40],
    ],
    lines: [],
  },
  {
    title: 'three within ten minutes',
    counts: [
      [0, 0],
      [60, 2],
      [300, 3],
    ],
    lines: ['300: critical fires'],
  },
  {
    title: 'three within an hour',
    counts: [
      [0, 0],
      [900, 1],
      [1800, 2],
      [3500, 3],
    ],
    lines: [],
  },
  {
    title: 'the counter began anew in between',
    counts: [
      [0, 5],
      [60, 6],
      [120, 0],
      [180, 2],
    ],
    lines: ['180: critical fires'],
  },
  {
    title: 'ends when the restarts have left the window',
    counts: [
      [0, 0],
      [60, 3],
      [300, 3],
      [661, 3],
    ],
    lines: ['60: critical fires', '661: critical ends'],
  },
] as const)('counters: $title', ({ counts, lines }) => {
  const samples = counts.map(([at, crash]) =>
    containers(at, [
      container('risk-1', { restarts: { policy: 0, manual: 9, oom: 0, crash } }),
      container('quiet-1'),
    ]),
  );
  expect(changes(restartLoop, samples).lines).toEqual(lines);
});

it('a removed container is no longer there; its neighbour goes on', () => {
  const rules = compileRules([
    rule({
      name: 'ContainerMemoryNearLimit',
      group: 'container_health',
      metric: 'm4max_container_memory_limit_ratio',
      by: ['host', 'engine', 'name'],
      levels: [{ severity: 'warning', above: 0.85 }],
      description: '{{name}}',
    }),
  ]);
  const full = { memory: { limit_ratio: 0.9 } };
  const both = [container('a', full), container('b', full)];
  const samples = [
    containers(0, both),
    ...[1, 2, 3, 4].map((at) => containers(at, [container('b', full)])),
  ];
  expect(changes(rules, samples).lines).toEqual([
    '0: warning fires',
    '0: warning fires',
    '3: warning ends, no longer there',
  ]);
});

const noRoot = [{ field: 'cpu', reason: 'powermetrics needs root' }];

it.each([
  {
    title: 'absent with a reason: kept five minutes, then not readable and one NoData',
    back: [],
    lines: ['10: warning fires', '311: warning ends, not readable', '311: NoData fires'],
  },
  {
    title: 'NoData ends when the field can be read again',
    back: seconds(400, [0.1]),
    lines: [
      '10: warning fires',
      '311: warning ends, not readable',
      '311: NoData fires',
      '400: NoData ends',
    ],
  },
])('evaluate: $title', ({ back, lines }) => {
  const unreadable = Array.from({ length: 305 }, (_, index) =>
    hardware({ at: 11 + index, missing: noRoot }),
  );
  expect(changes(ladder, [...seconds(0, times(11, 0.95)), ...unreadable, ...back]).lines).toEqual(
    lines,
  );
});

it('one sample that cannot be read does not start `for` anew', () => {
  const samples = [
    ...seconds(0, times(8, 0.95)),
    hardware({ at: 8, missing: noRoot }),
    ...seconds(9, times(3, 0.95)),
  ];
  expect(changes(ladder, samples).lines).toEqual(['10: warning fires']);
});

it('a rule that fails keeps its alerts and says so; the others are judged', () => {
  const [good, bad] = compileRules([rule({}), rule({ name: 'Other' })]);
  if (good === undefined || bad?.metric.kind !== 'hardware') throw new Error('two rules');
  const failing = {
    ...bad,
    metric: {
      ...bad.metric,
      row: {
        ...bad.metric.row,
        read: () => {
          throw new Error('it has a fault');
        },
      },
    },
  };
  const { source } = changes([good, bad], seconds(0, times(12, 0.95)));
  const after = evaluate([failing, good], source, hardware({ at: 12, performance: 0.1 }));
  expect(after.faults).toEqual([{ rule: 'Other', error: new Error('it has a fault') }]);
  expect(after.findings.map(({ kind }) => kind)).toEqual(['ended']);
  expect(Object.values(after.source.series).map((it) => it.rule)).toEqual(['Other']);
});

it('a value that is no number is not judged', () => {
  const [one] = ladder;
  if (one?.metric.kind !== 'hardware') throw new Error('a rule');
  const row = { ...one.metric.row, read: () => [{ value: Number.POSITIVE_INFINITY }] };
  const rules = [{ ...one, metric: { ...one.metric, row } }];
  expect(changes(rules, seconds(0, times(20, 0.95))).lines).toEqual([]);
});

it('a market that is idle is no fault of reading', () => {
  const rules = compileRules([
    rule({
      name: 'ScoreLow',
      group: 'trading_performance',
      metric: 'nautilus_overall_performance_score',
      levels: [{ severity: 'warning', below: 70 }],
      description: '{{value}}',
    }),
  ]);
  const reason = [{ field: 'score.overall', reason: 'nothing of it came in the last 60 s' }];
  const low = [trading(0, { score: 50 })];
  const idle = [1, 2, 3].map((at) => trading(at, { missing: reason }));
  expect(changes(rules, [...low, ...idle]).lines).toEqual([
    '0: warning fires',
    '3: warning ends, no longer there',
  ]);
  const unread = [1, 2, 3, 301].map((at) => trading(at, { missing: reason, up: false }));
  expect(changes(rules, [...low, ...unread]).lines).toEqual([
    '0: warning fires',
    '301: warning ends, not readable',
    '301: NoData fires',
  ]);
});

it('a reason that concerns another thing does not keep the alert', () => {
  const other = [{ field: 'gpu', reason: 'powermetrics needs root' }];
  const samples = [11, 12, 13].map((at) => hardware({ at, missing: other }));
  expect(changes(ladder, [...seconds(0, times(11, 0.95)), ...samples]).lines).toEqual([
    '10: warning fires',
    '13: warning ends, no longer there',
  ]);
});

it.each([
  { title: 'fresh', now: 14, listening: 0, expected: [] },
  { title: 'stale, but not for 30 s', now: 46, listening: 0, expected: [] },
  { title: 'stale for 30 s', now: 47, listening: 0, expected: ['firing SourceSilent', 'silent'] },
  { title: 'nobody was listening until now', now: 900, listening: 899, expected: [] },
  {
    title: 'listening again for long enough',
    now: 932,
    listening: 899,
    expected: ['firing SourceSilent', 'silent'],
  },
])('judgeSilence: $title', ({ now, listening, expected }) => {
  const { source } = changes(ladder, [
    ...seconds(0, times(11, 0.95)),
    ...seconds(11, times(4, 0.95)),
  ]);
  const state = {
    v: 1 as const,
    cursors: {},
    sources: source ? { 'hardware:desk-mac': source } : {},
  };
  const { findings } = judgeSilence(state, {
    now: new Date(second(now)),
    listeningSince: new Date(second(listening)),
    resolveAfterSeconds: 3600,
  });
  expect(
    findings.map((it) => (it.kind === 'firing' ? `firing ${it.facts.rule_name}` : it.kind)),
  ).toEqual(expected);
});

it('a silent source is heard again, or is gone after an hour', () => {
  const { source } = changes(ladder, seconds(0, times(12, 0.95)));
  const judge = (state: Parameters<typeof judgeSilence>[0], now: number) =>
    judgeSilence(state, {
      now: new Date(second(now)),
      listeningSince: new Date(second(0)),
      resolveAfterSeconds: 3600,
    });
  const state = {
    v: 1 as const,
    cursors: {},
    sources: source ? { 'hardware:desk-mac': source } : {},
  };
  const silent = judge(state, 100).state;
  const again = evaluate(
    ladder,
    silent.sources['hardware:desk-mac'],
    hardware({ at: 200, performance: 0.95 }),
  );
  expect(again.findings.map(({ kind }) => kind)).toEqual(['firing', 'ended', 'heard']);
  expect(again.source.silent_since).toBeUndefined();

  const gone = judge(silent, 3700);
  expect(gone.findings).toMatchObject([
    { kind: 'ended', because: 'source gone' },
    { kind: 'ended', because: 'source gone' },
  ]);
  expect(gone.state.sources).toEqual({});
});

it('an alert that only hysteresis holds does not say that it is over its limit', () => {
  const now = compileRules([
    rule({ levels: [{ severity: 'warning', above: 0.9, clear_below: 0.85, for: '0s' }] }),
  ]);
  let source: SourceState | undefined;
  const said = seconds(0, [0.95, 0.87]).map((arrived) => {
    const result = evaluate(now, source, arrived);
    source = result.source;
    const [finding] = result.findings;
    return finding?.kind === 'firing' ? finding.facts.annotations.description : undefined;
  });
  expect(said[0]).not.toMatch(/back within/);
  expect(said[1]).toMatch(/back within the limit/);
});
