import type { Latency, LatencyKind, Score, TradingSample } from '@m4max/contracts';
import { levelBounds } from '../latency/levels.ts';
import { interpolate, latencyScore } from './latency-score.ts';

const WEIGHTS = { latency: 0.4, risk: 0.2, ml: 0.2, throughput: 0.2 } as const;
type Component = keyof typeof WEIGHTS;

/** Whoever loses messages is not worth more, however quick with the rest. */
const MOST_WITH_LOSSES = 50;

/** With less of the weight measured, an overall score would be a guess. */
const LEAST_COVERAGE = 0.4;

type Judged = { readonly points: number | undefined; readonly why: string };
type Measured = Pick<TradingSample, 'latencies' | 'throughput' | 'risk' | 'ml'> & {
  /** Entries of the window that were gone before they could be read; absent where nobody can tell. */
  readonly lostEntries?: number;
};

/** How well the platform does, over what was measured: what was not is left out and named, never guessed. */
export function score(measured: Measured): Score {
  const judged: Readonly<Record<Component, Judged>> = {
    latency: judgeLatency(measured),
    risk: judgeRisk(measured),
    ml: judgeMl(measured),
    throughput: judgeThroughput(measured),
  };
  const components: Partial<Record<Component, number>> = {};
  const why: string[] = [];
  let weight = 0;
  let sum = 0;
  for (const component of ['latency', 'risk', 'ml', 'throughput'] as const) {
    const { points, why: because } = judged[component];
    why.push(`${component}: ${because}`);
    if (points === undefined) continue;
    components[component] = round(points);
    weight += WEIGHTS[component];
    sum += WEIGHTS[component] * points;
  }
  const coverage = round(weight);
  if (coverage < LEAST_COVERAGE) {
    why.push(
      `overall: ${percent(coverage)} of the weight was measured, ${percent(LEAST_COVERAGE)} are needed`,
    );
    return { coverage, components, why };
  }
  return { overall: round(sum / weight), coverage, components, why };
}

function judgeLatency({ latencies }: Measured): Judged {
  const order = judgeOrders(latencies);
  const feed = judgeSeries(latencies, 'market_data', 'feed');
  const why = `${order.why}; ${feed.why}`;
  if (order.points === undefined || feed.points === undefined)
    return { points: order.points ?? feed.points, why };
  return { points: 0.7 * order.points + 0.3 * feed.points, why };
}

/** Where no node tells of its orders, the FIX log of the same orders does. */
function judgeOrders(latencies: readonly Latency[]): Judged {
  const byNode = judgeSeries(latencies, 'order', 'submit_ack');
  if (byNode.points !== undefined) return byNode;
  const byLog = judgeSeries(latencies, 'order', 'fix_ack');
  return byLog.points === undefined ? byNode : byLog;
}

/** The risk series with the lowest points: a slow calculation is not made good by a fast one. */
function judgeRisk({ latencies, risk }: Measured): Judged {
  const stages = latencies.filter((it) => it.kind === 'risk' && isWhole(it));
  const judged = stages.map(({ stage }) => judgeSeries(latencies, 'risk', stage));
  const worst = lowest(judged) ?? { points: undefined, why: 'no risk calculation in the window' };
  if (worst.points === undefined || risk === undefined || risk.failed_checks === 0) return worst;
  const failed = Math.min(1, risk.failed_checks / risk.checks); // Some that fail have no time.
  return {
    points: worst.points * (1 - failed),
    why: `${worst.why}; ${risk.failed_checks} of ${risk.checks} checks failed`,
  };
}

function judgeMl({ latencies, ml }: Measured): Judged {
  const speed = judgeSeries(latencies, 'ml', 'infer');
  const known = ml.flatMap(({ accuracy, accuracy_samples: outcomes = 1 }) =>
    accuracy === undefined ? [] : [{ right: accuracy * outcomes, outcomes }],
  );
  const outcomes = known.reduce((sum, it) => sum + it.outcomes, 0);
  if (speed.points === undefined || outcomes === 0) return speed;
  const accuracy = known.reduce((sum, it) => sum + it.right, 0) / outcomes;
  return {
    points: 0.7 * speed.points + 0.3 * 100 * accuracy,
    why: `${speed.why}; ${percent(accuracy)} of the predictions with an outcome came true`,
  };
}

/**
 * Whether what is offered is kept up with: messages a second say nothing about that. The component that is
 * furthest behind counts, whatever its share of the messages: orders are few, and must not wait.
 */
function judgeThroughput({ throughput, lostEntries = 0 }: Measured): Judged {
  const judged = throughput.flatMap(({ component, backlog_age_seconds: age }) =>
    age === undefined
      ? []
      : [
          {
            points: interpolate(age, [
              [0.1, 100],
              [60, 0],
            ]),
            why: `${component} is ${seconds(age)} behind`,
          },
        ],
  );
  const { points, why } = lowest(judged) ?? {
    points: undefined,
    why: 'no consumer group tells how far it has read',
  };
  if (lostEntries <= 0) return { points, why };
  return {
    points: points === undefined ? undefined : Math.min(points, MOST_WITH_LOSSES),
    why: `${why}; ${lostEntries} entries were gone before they could be read`,
  };
}

function judgeSeries(latencies: readonly Latency[], kind: LatencyKind, stage: string): Judged {
  const name = `${kind.replaceAll('_', ' ')} ${stage.replaceAll('_', ' ')}`;
  const bounds = levelBounds[kind];
  const series = latencies.find((it) => it.kind === kind && it.stage === stage && isWhole(it));
  if (series === undefined || bounds === undefined)
    return { points: undefined, why: `no ${name} in the window` };
  const points = latencyScore(series, bounds);
  if (points === undefined || series.p95 === undefined)
    return { points: undefined, why: `${name} has ${series.samples} samples, a P95 needs 20` };
  const verdict = series.p95 <= bounds.target ? 'within' : 'over';
  return {
    points,
    why: `${name} P95 ${seconds(series.p95)} is ${verdict} its target of ${seconds(bounds.target)}`,
  };
}

/** The one with the fewest points; one without points only when none has any. */
function lowest(judged: readonly Judged[]): Judged | undefined {
  let worst: Judged | undefined;
  for (const it of judged) {
    if (worst?.points === undefined || (it.points !== undefined && it.points < worst.points))
      worst = it;
  }
  return worst;
}

function isWhole({ labels }: Latency): boolean {
  return Object.keys(labels).length === 0;
}

function seconds(value: number): string {
  return value < 1
    ? `${Number((value * 1000).toPrecision(3))} ms`
    : `${Number(value.toPrecision(3))} s`;
}

function percent(ratio: number): string {
  return `${Math.round(100 * ratio)} %`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
