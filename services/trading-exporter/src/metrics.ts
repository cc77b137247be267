import type { LatencyKind, TradingSample } from '@m4max/contracts';
import { tradingMetrics } from '@m4max/contracts';
import type { Registry } from '@m4max/service-kit';
import { bindMetrics } from '@m4max/service-kit';
import type { HistogramFamily } from './latency/histogram-text.ts';
import { createHistogramWriter } from './latency/histogram-text.ts';
import type { LatencyRecorder } from './latency/latency-recorder.ts';

/** The metric table, and the classic histograms that PromQL over a range needs. */
export function bindTrading(options: {
  readonly registry: Registry;
  readonly latest: () => TradingSample | undefined;
  readonly latency: LatencyRecorder;
  readonly host: string;
}): void {
  const { registry, latest, latency, host } = options;
  bindMetrics(registry, tradingMetrics, latest, host);
  for (const { kind, ...family } of histograms) {
    const write = createHistogramWriter(family, host);
    registry.append(() => write(latency.classic(kind)));
  }
}

const histograms: readonly (HistogramFamily & { readonly kind: LatencyKind })[] = [
  {
    kind: 'order',
    name: 'nautilus_order_execution_latency_seconds',
    help: 'Time that a stage of an order took, since the exporter started; tick_to_order is an estimate.',
    labelsOf: ({ stage, labels }) => ({ stage, ...labels }),
  },
  {
    kind: 'market_data',
    name: 'nautilus_market_data_latency_seconds',
    help: 'Time from the venue stamping market data to the engine holding it (feed), since the exporter started; other stages are what engines report.',
    labelsOf: ({ stage, labels }) => ({ stage, ...labels }),
  },
  {
    kind: 'risk',
    name: 'nautilus_risk_calculation_latency_seconds',
    help: 'Time that a risk calculation took, since the exporter started.',
    labelsOf: ({ stage }) => ({ risk_type: stage }),
  },
  {
    kind: 'ml',
    name: 'nautilus_ml_inference_latency_seconds',
    help: 'Time that a model took, since the exporter started.',
    labelsOf: ({ stage, labels }) => ({ stage, ...labels }),
  },
  {
    kind: 'db',
    name: 'nautilus_database_query_duration_seconds',
    help: 'Time that a database query took, since the exporter started.',
    labelsOf: ({ stage }) => ({ query_type: stage }),
  },
];
