/** NautilusTrader's messages as a native producer writes them to its bus (fields topic, type, payload, encoding). */

const TRADER = 'DEMO-001';

export type Instrument = {
  readonly symbol: string;
  readonly venue: string;
  readonly price: number;
};
export const INSTRUMENTS: readonly Instrument[] = [
  { symbol: 'BTCUSDT-PERP', venue: 'BINANCE', price: 62_000 },
  { symbol: 'ETHUSDT-PERP', venue: 'BINANCE', price: 3100 },
  { symbol: 'AAPL', venue: 'IBKR', price: 231 },
  { symbol: 'ESZ6', venue: 'IBKR', price: 6780 },
];

/** An entry of a stream, and when it is to be added, in milliseconds since 1970. */
export type DueEntry = {
  readonly atMilliseconds: number;
  readonly stream: string;
  readonly fields: readonly string[];
};

type Facts = Readonly<Record<string, unknown>>;
/** When something happened and when the engine noted it, in milliseconds since 1970. */
export type Times = { readonly eventAt: number; readonly initAt: number };

export function idOf({ symbol, venue }: Instrument): string {
  return `${symbol}.${venue}`;
}

/** Quotes and trades: stamped by the venue, noted by the engine. */
export function marketData(
  type: 'QuoteTick' | 'TradeTick',
  instrument: Instrument,
  facts: Facts,
  times: Times,
): DueEntry {
  const kind = type === 'QuoteTick' ? 'quotes' : 'trades';
  return entry({
    topic: `data.${kind}.${instrument.venue}.${instrument.symbol}`,
    type,
    body: { type, instrument_id: idOf(instrument), ...facts, ...stamps(times) },
    atMilliseconds: times.initAt,
  });
}

/** A step in the life of an order, in its wrapping; fills and cancels go out on a second topic too. */
export function orderEvent(
  name: string,
  strategy: string,
  facts: Facts & { readonly instrument_id: string; readonly event_id: string },
  times: Times,
): readonly DueEntry[] {
  const body = {
    [name]: {
      type: `Order${name}`,
      trader_id: TRADER,
      strategy_id: strategy,
      ...facts,
      ...stamps(times),
      reconciliation: false,
    },
  };
  const copies: Readonly<Record<string, string>> = {
    Filled: `events.order_filled.${facts.instrument_id}`,
    Canceled: `events.order_canceled.${facts.instrument_id}`,
  };
  const copy = copies[name];
  const topics = [`events.order.${strategy}`, ...(copy === undefined ? [] : [copy])];
  return topics.map((topic) =>
    entry({ topic, type: 'OrderEventAny', body, atMilliseconds: times.initAt }),
  );
}

export function heartbeat(atMilliseconds: number): DueEntry {
  return {
    atMilliseconds,
    stream: `trader-${TRADER}:stream:health:heartbeat`,
    fields: [
      ...['topic', 'health:heartbeat', 'type', ''],
      ...['payload', new Date(atMilliseconds).toISOString(), 'encoding', 'json'],
    ],
  };
}

/** What an engine reports by itself, see `TelemetrySample`. */
export function telemetry(
  fields: Readonly<Record<string, string>>,
  atMilliseconds: number,
): DueEntry {
  return {
    atMilliseconds,
    stream: 'nautilus-telemetry-streams',
    fields: ['v', '1', ...Object.entries(fields).flat()],
  };
}

function entry(message: {
  readonly topic: string;
  readonly type: string;
  readonly body: Facts;
  readonly atMilliseconds: number;
}): DueEntry {
  const { topic, type, body, atMilliseconds } = message;
  return {
    atMilliseconds,
    stream: `trader-${TRADER}:stream:${topic}`,
    fields: ['topic', topic, 'type', type, 'payload', nativeJson(body), 'encoding', 'json'],
  };
}

function stamps({ eventAt, initAt }: Times): Facts {
  return { ts_event: nanoseconds(eventAt), ts_init: nanoseconds(initAt) };
}

/** Whole microseconds, which is what a double of this size can hold. */
function nanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1000)) * 1000n;
}

/** JSON whose nanoseconds are integers of nineteen digits, as Rust writes them. */
function nativeJson(body: Facts): string {
  const marked = JSON.stringify(body, (_name, value: unknown) =>
    typeof value === 'bigint' ? `integer ${value}` : value,
  );
  return marked.replace(/"integer (\d+)"/g, '$1');
}
