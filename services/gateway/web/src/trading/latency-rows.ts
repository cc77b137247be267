import type { Latency, LatencyKind } from '@m4max/contracts';

const kinds: readonly LatencyKind[] = ['order', 'market_data', 'risk', 'ml', 'db', 'bus', 'custom'];

const titles: Readonly<Record<string, string>> = {
  'order/submit_ack': 'Order → ack',
  'order/submit_fill': 'Order → fill',
  'order/submit_reject': 'Order → reject',
  'order/cancel': 'Order → cancel',
  'order/tick_to_order': 'Tick → order',
  'market_data/feed': 'Market data',
  'risk/pre_trade': 'Risk check',
  'risk/var': 'Value at risk',
  'ml/infer': 'ML inference',
};

const kindTitles = new Map<string, string>(
  Object.entries({
    order: 'Order',
    market_data: 'Market data',
    risk: 'Risk',
    ml: 'ML',
    db: 'Database',
    bus: 'Bus',
    custom: 'Custom',
  } satisfies Record<LatencyKind, string>),
);

export type LatencyRow = {
  readonly key: string;
  readonly title: string;
  /** Its labels, such as the venue; empty for the sum over all of them. */
  readonly labels: string;
  readonly latency: Latency;
};

/** What the table shows at once: the sums over all labels where there are some, orders first. */
export function latencyRows(latencies: readonly Latency[]): readonly LatencyRow[] {
  const wholes = new Set(latencies.filter(isWhole).map(stageKey));
  return latencies
    .filter((latency) => isWhole(latency) || !wholes.has(stageKey(latency)))
    .map((latency) => {
      const labels = Object.entries(latency.labels).map(([name, value]) => `${name} ${value}`);
      return {
        key: [stageKey(latency), ...labels].join(' '),
        title: stageTitle(latency.kind, latency.stage),
        labels: labels.join(', '),
        latency,
      };
    })
    .toSorted(
      (one, other) =>
        kindOrder(one.latency.kind) - kindOrder(other.latency.kind) ||
        one.key.localeCompare(other.key),
    );
}

/** The place of a kind in the table and in the chart's legend. */
export function kindOrder(kind: string): number {
  return kinds.findIndex((known) => known === kind);
}

export function stageTitle(kind: string, stage: string): string {
  return (
    titles[`${kind}/${stage}`] ?? `${kindTitles.get(kind) ?? kind} ${stage.replaceAll('_', ' ')}`
  );
}

function stageKey({ kind, stage }: Latency): string {
  return `${kind}/${stage}`;
}

function isWhole({ labels }: Latency): boolean {
  return Object.keys(labels).length === 0;
}
