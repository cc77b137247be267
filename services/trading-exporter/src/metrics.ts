import type { LatencyKind, TradingSample } from '@m4max/contracts';
import { tradingMetrics } from '@m4max/contracts';
import type { Registry } from '@m4max/service-kit';
import { bindMetrics } from '@m4max/service-kit';
import type { ClassicSeries, LatencyRecorder } from './latency/latency-recorder.ts';

/** The metric table, and the classic histograms that PromQL over a range needs. */
export function bindTrading(options: {
  readonly registry: Registry;
  readonly latest: () => TradingSample | undefined;
  readonly latency: LatencyRecorder;
  readonly host: string;
}): void {
  const { registry, latest, latency, host } = options;
  bindMetrics(registry, tradingMetrics, latest, host);
  for (const row of histograms)
    registry.registerMetric(histogramMetric(row, () => latency.classic(row.kind), host));
}

type HistogramRow = {
  readonly kind: LatencyKind;
  readonly name: string;
  readonly help: string;
  readonly labelsOf: (series: ClassicSeries) => Readonly<Record<string, string>>;
};

const histograms: readonly HistogramRow[] = [
  {
    kind: 'order',
    name: 'nautilus_order_execution_latency_seconds',
    help: 'Time that a stage of an order took, since the exporter started; tick_to_order is an estimate.',
    labelsOf: ({ stage, labels }) => ({ stage, ...labels }),
  },
  {
    kind: 'market_data',
    name: 'nautilus_market_data_latency_seconds',
    help: 'Time from the venue stamping market data to the engine holding it, since the exporter started.',
    labelsOf: ({ labels }) => labels,
  },
  {
    kind: 'risk',
    name: 'nautilus_risk_calculation_latency_seconds',
    help: 'Time that a risk calculation took, since the exporter started.',
    labelsOf: ({ labels }) => labels,
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

type Metric = Parameters<Registry['registerMetric']>[0];

/**
 * A histogram whose counts stand elsewhere: prom-client only asks a metric for its values, and its own
 * observe() would cost a hundred times as much as ours and throw on NaN.
 */
function histogramMetric(
  row: HistogramRow,
  series: () => readonly ClassicSeries[],
  host: string,
): Metric {
  const { name, help, labelsOf } = row;
  const shape = { name, help, type: 'histogram', aggregator: 'sum' } as const;
  const metric = {
    ...shape,
    async get() {
      return {
        ...shape,
        values: series().flatMap((it) => linesOf(name, it, { host, ...labelsOf(it) })),
      };
    },
  };
  return metric as unknown as Metric;
}

function linesOf(
  name: string,
  { classic }: ClassicSeries,
  labels: Readonly<Record<string, string>>,
) {
  let below = 0;
  const buckets = Array.from(classic.counts, (count, index) => {
    below += count;
    const le = classic.boundsSeconds[index];
    return {
      metricName: `${name}_bucket`,
      labels: { ...labels, le: le === undefined ? '+Inf' : String(le) },
      value: below,
    };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: classic.sumSeconds },
    { metricName: `${name}_count`, labels, value: below },
  ];
}
