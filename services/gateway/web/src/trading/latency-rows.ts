import type { Latency, LatencyKind } from '@m4max/contracts';
import { latencyTone } from './target.ts';

const kinds: readonly LatencyKind[] = ['order', 'market_data', 'risk', 'ml', 'db', 'bus', 'custom'];

const titles: Readonly<Record<string, string>> = {
  'order/submit_ack': 'Order → ack',
  'order/submit_fill': 'Order → fill',
  'order/submit_reject': 'Order → reject',
  'order/cancel': 'Order → cancel',
  'order/modify': 'Order → modify',
  'order/fix_ack': 'FIX order → ack',
  'order/fix_fill': 'FIX order → fill',
  'order/fix_reject': 'FIX order → reject',
  'order/fix_cancel': 'FIX order → cancel',
  'order/fix_replace': 'FIX order → replace',
  'order/tick_to_order': 'Tick → order, estimate',
  'market_data/feed': 'Market data',
  'risk/pre_trade': 'Risk check',
  'risk/var': 'Value at risk',
  'risk/portfolio': 'Portfolio risk',
  'risk/stress': 'Stress test',
  'risk/reported': 'Risk, as reported',
  'ml/infer': 'ML inference',
  'ml/preprocess': 'ML preprocessing',
  'db/query': 'Database query',
  'bus/hop': 'Bus hop',
  'bus/publish_hop': 'Bus hop, published',
  'bus/order_to_risk': 'Order → risk answer',
  'bus/order_to_execution': 'Order → execution',
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
        stageOrder(one.latency) - stageOrder(other.latency) ||
        one.key.localeCompare(other.key),
    );
}

/**
 * So many rows, in their order: those that are over their target, then the first of each kind and the main
 * steps of an order, then whatever there is room for.
 */
export function firstRows(rows: readonly LatencyRow[], most: number): readonly LatencyRow[] {
  const seen = new Set<string>();
  const ranked = rows.map((row) => {
    const { kind, stage } = row.latency;
    const isMain = !seen.has(kind) || mainStages.has(`${kind}/${stage}`);
    seen.add(kind);
    const rank = latencyTone(row.latency) !== 'fine' ? 0 : isMain ? 1 : 2;
    return { row, rank };
  });
  const kept = ranked.toSorted((one, other) => one.rank - other.rank).slice(0, most);
  return rows.filter((row) => kept.some((it) => it.row === row));
}

const mainStages = new Set(['order/submit_fill', 'order/tick_to_order']);

/** The place of a kind in the table and in the chart's legend. */
export function kindOrder(kind: string): number {
  return kinds.findIndex((known) => known === kind);
}

/** Stages in the order in which they are titled, which is that of an order's life; others after them. */
export function stageOrder({ kind, stage }: { kind: string; stage: string }): number {
  const place = Object.keys(titles).indexOf(`${kind}/${stage}`);
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
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
