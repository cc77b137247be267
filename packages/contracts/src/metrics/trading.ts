import type { TradingSample } from '../trading-sample.ts';
import type { MetricRow } from './metric-row.ts';
import { busCommandMetrics } from './trading/bus-commands.ts';
import { clockMetrics } from './trading/clocks.ts';
import { engineMetrics } from './trading/engines.ts';
import { inputMetrics } from './trading/inputs.ts';
import { latencyMetrics } from './trading/latency.ts';
import { orderMetrics } from './trading/orders.ts';
import { platformMetrics } from './trading/platform.ts';
import { riskAndModelMetrics } from './trading/risk-and-models.ts';
import { scoreMetrics } from './trading/score.ts';
import { sessionMetrics } from './trading/sessions.ts';
import { sloMetrics } from './trading/slo.ts';
import { throughputMetrics } from './trading/throughput.ts';

/** Everything that trading-exporter says about the platform. */
export const tradingMetrics: readonly MetricRow<TradingSample>[] = [
  ...latencyMetrics,
  ...throughputMetrics,
  ...orderMetrics,
  ...clockMetrics,
  ...riskAndModelMetrics,
  ...platformMetrics,
  ...scoreMetrics,
  ...sloMetrics,
  ...sessionMetrics,
  ...inputMetrics,
  ...busCommandMetrics,
  ...engineMetrics,
];
