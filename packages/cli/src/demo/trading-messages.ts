/**
 * NautilusTrader's messages in two dialects. The crypto node is a native one (fields topic, type, payload,
 * encoding; JSON with whole nanoseconds; order events in a wrapping); the exchange's node is an older
 * Python one (fields topic and payload; flat MessagePack with nanoseconds as text).
 */

import { messagePack } from './trading-message-pack.ts';
import type { Venue } from './trading-phases.ts';
import type { Saying } from './trading-saying.ts';
import { nanoseconds, nativeJson } from './trading-saying.ts';

type Dialect = 'native' | 'legacy';
const NODES: Readonly<Record<Venue, { readonly trader: string; readonly dialect: Dialect }>> = {
  BINANCE: { trader: 'DEMO-001', dialect: 'native' },
  IBKR: { trader: 'DEMO-002', dialect: 'legacy' },
};

export type Instrument = {
  readonly symbol: string;
  readonly venue: Venue;
  readonly price: number;
};
export const INSTRUMENTS: readonly Instrument[] = [
  { symbol: 'BTCUSDT-PERP', venue: 'BINANCE', price: 62_000 },
  { symbol: 'ETHUSDT-PERP', venue: 'BINANCE', price: 3100 },
  { symbol: 'AAPL', venue: 'IBKR', price: 231 },
  { symbol: 'ESZ6', venue: 'IBKR', price: 6780 },
];

type Facts = Readonly<Record<string, string | boolean>>;
/** When something happened and when the engine noted it, in milliseconds since 1970. */
export type Times = { readonly eventAt: number; readonly initAt: number };

function idOf({ symbol, venue }: Instrument): string {
  return `${symbol}.${venue}`;
}

/** Quotes and trades: stamped by the venue, noted by the engine. A replay has a topic of its own. */
export function marketData(
  type: 'QuoteTick' | 'TradeTick',
  instrument: Instrument,
  facts: Facts,
  times: Times & { readonly isReplay?: boolean },
): Saying {
  const kind = type === 'QuoteTick' ? 'quotes' : 'trades';
  const { venue, symbol } = instrument;
  const { dialect } = NODES[venue];
  const live = `data.${kind}.${venue}.${symbol}`;
  const replay =
    dialect === 'native' ? `data.pipeline.${kind}.${venue}.${symbol}` : `historical.${live}`;
  return message({
    venue,
    topic: times.isReplay === true ? replay : live,
    type,
    body: { type, instrument_id: idOf(instrument), ...facts },
    times,
  });
}

/** A step in the life of an order; fills and cancels go out on a second topic too, as the same event. */
export function orderEvent(
  name: string,
  instrument: Instrument,
  facts: Facts & { readonly strategy_id: string },
  times: Times,
): readonly Saying[] {
  const { venue } = instrument;
  const { trader, dialect } = NODES[venue];
  const id = idOf(instrument);
  const flat = {
    type: `Order${name}`,
    trader_id: trader,
    instrument_id: id,
    reconciliation: false,
    ...facts,
  };
  const copies: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
    native: { Filled: `events.order_filled.${id}`, Canceled: `events.order_canceled.${id}` },
    legacy: { Filled: `events.fills.${id}`, Canceled: `events.cancels.${id}` },
  };
  const copy = copies[dialect][name];
  const topics = [`events.order.${facts.strategy_id}`, ...(copy === undefined ? [] : [copy])];
  return topics.map((topic) =>
    message({ venue, topic, type: 'OrderEventAny', wrapping: name, body: flat, times }),
  );
}

export function heartbeat(venue: Venue, atMilliseconds: number): Saying {
  const now = new Date(atMilliseconds).toISOString();
  const { trader, dialect } = NODES[venue];
  const shared = ['topic', 'health:heartbeat'];
  const fields =
    dialect === 'native'
      ? [...shared, 'type', '', 'payload', now, 'encoding', 'json']
      : [...shared, 'payload', now];
  const stream = `trader-${trader}:stream:health:heartbeat`;
  return { kind: 'entry', atMilliseconds, stream, fields };
}

/** What an engine reports by itself, see `TelemetrySample`. */
export function telemetry(
  fields: Readonly<Record<string, string>>,
  atMilliseconds: number,
): Saying {
  const flat = ['v', '1', ...Object.entries(fields).flat()];
  const stream = 'nautilus-telemetry-streams';
  return { kind: 'entry', atMilliseconds, stream, fields: flat };
}

function message(options: {
  readonly venue: Venue;
  readonly topic: string;
  readonly type: string;
  /** The name around the event in a native message. */
  readonly wrapping?: string;
  readonly body: Facts;
  readonly times: Times;
}): Saying {
  const { venue, topic, type, wrapping, body, times } = options;
  const { trader, dialect } = NODES[venue];
  const event = nanoseconds(times.eventAt);
  const init = nanoseconds(times.initAt);
  const shared = {
    kind: 'entry' as const,
    atMilliseconds: times.initAt,
    stream: `trader-${trader}:stream:${topic}`,
  };
  if (dialect === 'legacy') {
    const payload = messagePack({ ...body, ts_event: String(event), ts_init: String(init) });
    return { ...shared, fields: ['topic', topic, 'payload', payload] };
  }
  const flat = { ...body, ts_event: event, ts_init: init };
  const payload = nativeJson(wrapping === undefined ? flat : { [wrapping]: flat });
  const fields = ['topic', topic, 'type', type, 'payload', payload, 'encoding', 'json'];
  return { ...shared, fields };
}
