import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** The score and what it rests on. */
export const scoreMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_overall_performance_score',
    help: 'Score from 0 to 100 over what was measured; absent while less than 0.4 of its weight was.',
    labels: [],
    unit: 'score',
    read: ({ score }) => known(score.overall),
  },
  {
    type: 'gauge',
    name: 'nautilus_performance_score',
    help: 'Score from 0 to 100 of a component (latency, risk, ml, throughput); absent without data.',
    labels: ['component'],
    unit: 'score',
    read: ({ score }) =>
      Object.entries(score.components).flatMap(([component, value]) => known(value, { component })),
  },
  {
    type: 'gauge',
    name: 'nautilus_performance_score_coverage',
    help: 'Share of the weight of the score that rests on measurements of the window.',
    labels: [],
    unit: 'percent',
    read: ({ score }) => known(score.coverage),
  },
];
