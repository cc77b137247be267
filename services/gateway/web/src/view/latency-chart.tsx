import type { Alert, LatestTrading } from '@m4max/contracts';
import { useMemo } from 'preact/hooks';
import { alertTitle } from '../alerts/words.ts';
import { Chart } from '../chart/chart.tsx';
import { lineColours } from '../chart/colours.ts';
import type { ChartLine, ChartMark } from '../chart/options.ts';
import { columnTimes, STEP_SECONDS, trendColumn } from '../state/trend.ts';
import type { Trends } from '../state/trends.ts';
import { alerts, trends } from '../store.ts';
import { kindOrder, stageOrder, stageTitle } from '../trading/latency-rows.ts';
import { targetOf } from '../trading/target.ts';
import { figures } from '../words/units.ts';

/** Every P95 with a target, as a share of it: one line says for all where "too slow" begins. */
export function LatencyChart({ sample }: { sample: LatestTrading }) {
  const until = new Date(sample.taken_at);
  const series = trends.value;
  const step = Math.floor(until.getTime() / 1000 / STEP_SECONDS);
  const lines = useMemo(() => linesOf(series, until), [series, step]);
  const times = useMemo(() => columnTimes(until), [step]);
  if (lines.length === 0) return null;
  return (
    <>
      <h3>
        P95 over the last 15 min <small>times its target</small>
      </h3>
      <Chart
        title="P95 as a share of its target over the last 15 minutes"
        times={times}
        lines={lines}
        scale={{ kind: 'shares of target' }}
        height={150}
        inWords={(value) => `${figures(value)} ×`}
        group="trading"
        marks={marksOf(alerts.value.values())}
      />
    </>
  );
}

const PREFIX = 'latency_p95_seconds:';

function linesOf(series: Trends | undefined, until: Date): readonly ChartLine[] {
  const names = [...(series?.keys() ?? [])]
    .filter((name) => name.startsWith(PREFIX))
    .toSorted(byStage);
  const all = names.flatMap((name) => {
    const [kind = '', stage] = name.slice(PREFIX.length).split('/');
    const target = stage === undefined ? undefined : targetOf({ kind, stage });
    if (stage === undefined || target === undefined) return [];
    const values = trendColumn(series?.get(name) ?? [], until).map((value) =>
      value === undefined || value === 0 ? null : value / target,
    );
    if (values.every((value) => value === null)) return [];
    return [{ label: stageTitle(kind, stage), values, worst: Math.max(...values.map(Number)) }];
  });
  // There are more stages than colours: those that came closest to their target are shown.
  const shown = new Set(all.toSorted((a, b) => b.worst - a.worst).slice(0, lineColours.length));
  return all
    .filter((line) => shown.has(line))
    .map((line, index) => ({ ...line, colour: lineColours[index] ?? lineColours[0] }));
}

function byStage(one: string, other: string): number {
  const [kind = '', stage = ''] = one.slice(PREFIX.length).split('/');
  const [otherKind = '', otherStage = ''] = other.slice(PREFIX.length).split('/');
  return (
    kindOrder(kind) - kindOrder(otherKind) ||
    stageOrder({ kind, stage }) - stageOrder({ kind: otherKind, stage: otherStage }) ||
    stage.localeCompare(otherStage)
  );
}

/** The newest grave alert that is still open: its start is often where the lines bend. */
function marksOf(all: Iterable<Alert>): readonly ChartMark[] {
  const grave = [...all].filter(
    ({ state, severity }) =>
      state !== 'resolved' && (severity === 'critical' || severity === 'emergency'),
  );
  return grave
    .toSorted((one, other) => other.started_at.localeCompare(one.started_at))
    .slice(0, 1)
    .map((alert) => ({
      atSeconds: new Date(alert.started_at).getTime() / 1000,
      words: alertTitle(alert),
    }));
}
