import type {
  Alert,
  HistoryColumns,
  LatestContainers,
  LatestHardware,
  LatestTrading,
  LiveHealth,
  LiveSnapshot,
} from '@m4max/contracts';
import { containersReadings, hardwareReadings, tradingReadings } from './readings.ts';
import type { Reading, Trends } from './trends.ts';
import { recordReadings, seedTrends } from './trends.ts';

/** A sample and when it reached this page, by this page's clock. */
export type Received<Sample> = {
  readonly sample: Sample;
  readonly receivedAt: Date;
  /** The one heard before it: two readings of a counter tell how fast it grows. */
  readonly before?: Sample;
};

/** Everything the board shows. Samples are kept by host. */
export type Board = {
  readonly mode: LiveSnapshot['mode'];
  /** How far this page's clock is ahead of the gateway's, in milliseconds. */
  readonly clockAheadMs: number;
  readonly hardware: ReadonlyMap<string, Received<LatestHardware>>;
  readonly containers: ReadonlyMap<string, Received<LatestContainers>>;
  readonly trading: ReadonlyMap<string, Received<LatestTrading>>;
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly health: LiveHealth;
  /** By host, for its hardware, containers and trading together. */
  readonly trends: ReadonlyMap<string, Trends>;
};

export type LiveEvent =
  | { readonly kind: 'snapshot'; readonly body: LiveSnapshot }
  | { readonly kind: 'hardware'; readonly body: LatestHardware }
  | { readonly kind: 'containers'; readonly body: LatestContainers }
  | { readonly kind: 'trading'; readonly body: LatestTrading }
  | { readonly kind: 'alert'; readonly body: Alert }
  | { readonly kind: 'health'; readonly body: LiveHealth };

/** The board after one event of the stream. Nothing is shown before the first snapshot. */
export function applyEvent(
  board: Board | undefined,
  event: LiveEvent,
  now: Date,
): Board | undefined {
  if (event.kind === 'snapshot') return fromSnapshot(board, event.body, now);
  if (board === undefined) return undefined;
  switch (event.kind) {
    case 'hardware':
      return {
        ...board,
        hardware: received(board.hardware, event.body, now),
        trends: traced(board.trends, event.body, hardwareReadings(event.body)),
      };
    case 'containers':
      return {
        ...board,
        containers: received(board.containers, event.body, now),
        trends: traced(board.trends, event.body, containersReadings(event.body)),
      };
    case 'trading':
      return {
        ...board,
        trading: received(board.trading, event.body, now),
        trends: traced(board.trends, event.body, tradingReadings(event.body)),
      };
    case 'alert':
      return { ...board, alerts: withAlert(board.alerts, event.body) };
    case 'health':
      return { ...board, health: event.body };
  }
}

export function withHistory(board: Board, host: string, history: HistoryColumns): Board {
  const trends = seedTrends(board.trends.get(host) ?? new Map(), history);
  return { ...board, trends: new Map(board.trends).set(host, trends) };
}

/** An alert that ended stays on the board for this long; fifty of them at most. */
const RESOLVED_KEPT = 50;

export function withAlert(
  alerts: ReadonlyMap<string, Alert>,
  alert: Alert,
): ReadonlyMap<string, Alert> {
  const next = new Map(alerts).set(alert.id, alert);
  const resolved = [...next.values()].filter(({ state }) => state === 'resolved');
  const newestFirst = resolved.toSorted((one, other) =>
    other.updated_at.localeCompare(one.updated_at),
  );
  for (const { id } of newestFirst.slice(RESOLVED_KEPT)) next.delete(id);
  return next;
}

/** Every host that any sample came from, in alphabetical order. */
export function hostsOf({ hardware, containers, trading }: Board): readonly string[] {
  return [...new Set([...hardware.keys(), ...containers.keys(), ...trading.keys()])].toSorted();
}

/** The gateway's clock as far as this page can tell. */
export function gatewayTime({ clockAheadMs }: Board, now: Date): Date {
  return new Date(now.getTime() - clockAheadMs);
}

function fromSnapshot(before: Board | undefined, snapshot: LiveSnapshot, now: Date): Board {
  const { hardware, containers, trading, health, services, store } = snapshot;
  let trends = before?.trends ?? new Map<string, Trends>();
  for (const sample of hardware) trends = traced(trends, sample, hardwareReadings(sample));
  for (const sample of containers) trends = traced(trends, sample, containersReadings(sample));
  for (const sample of trading) trends = traced(trends, sample, tradingReadings(sample));
  return {
    mode: snapshot.mode,
    clockAheadMs: now.getTime() - new Date(snapshot.at).getTime(),
    hardware: byHost(hardware, now),
    containers: byHost(containers, now),
    trading: byHost(trading, now),
    alerts: new Map(snapshot.alerts.map((alert) => [alert.id, alert])),
    health: { health, services, store },
    trends,
  };
}

function byHost<Sample extends { readonly host: string }>(
  samples: readonly Sample[],
  receivedAt: Date,
): ReadonlyMap<string, Received<Sample>> {
  return new Map(samples.map((sample) => [sample.host, { sample, receivedAt }]));
}

function received<Sample extends { readonly host: string; readonly taken_at: string }>(
  samples: ReadonlyMap<string, Received<Sample>>,
  sample: Sample,
  receivedAt: Date,
): ReadonlyMap<string, Received<Sample>> {
  const last = samples.get(sample.host);
  // A repeat of the same reading leaves what was before it.
  const before = last?.sample.taken_at === sample.taken_at ? last.before : last?.sample;
  const entry = { sample, receivedAt, ...(before === undefined ? {} : { before }) };
  return new Map(samples).set(sample.host, entry);
}

function traced(
  trends: ReadonlyMap<string, Trends>,
  sample: { readonly host: string; readonly taken_at: string; readonly stale: boolean },
  readings: readonly Reading[],
): ReadonlyMap<string, Trends> {
  if (sample.stale) return trends;
  const before = trends.get(sample.host) ?? new Map();
  return new Map(trends).set(
    sample.host,
    recordReadings(before, new Date(sample.taken_at), readings),
  );
}
