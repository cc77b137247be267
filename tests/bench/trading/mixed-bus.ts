// A bus of two NautilusTrader nodes as large as wanted: quotes, trades and orders, with their true latencies.
import { Packr } from 'msgpackr';

/** In every fifty entries: 35 quotes, 10 trades and the five of one order's life. */
const QUOTES = 35;
const TRADES = 10;
/** Made, sent, accepted, and filled as told on two topics. */
export const ENTRIES_OF_ORDER = 5;
const INSTRUMENTS = 20;
const STRATEGIES = 4;

export type BenchEntry = {
  readonly stream: string;
  readonly id: string;
  readonly fields: readonly (string | Buffer)[];
};

/** What the reader of the bus has to find, in nanoseconds and in the order of the entries. */
export type Truth = { readonly feeds: number[]; readonly acks: number[] };

type Node = {
  readonly trader: string;
  /** The fields of an entry in this node's dialect. */
  entryOf(topic: string, type: string, body: Body): readonly (string | Buffer)[];
};

/** The moment of an event and of its arrival in the engine. */
type Times = { readonly eventAt: bigint; readonly initAt: bigint };
type Body = { readonly facts: Readonly<Record<string, unknown>> } & Times;

const packr = new Packr({ useRecords: false });

/** Of today: integers in JSON, order events in a wrapper. */
const native: Node = {
  trader: 'TRADER-001',
  entryOf(topic, type, { facts, eventAt, initAt }) {
    const start = JSON.stringify({ type, ...facts }).slice(0, -1);
    const flat = `${start},"ts_event":${eventAt},"ts_init":${initAt}}`;
    const isOrder = type.startsWith('Order');
    const payload = isOrder ? `{"${type.slice('Order'.length)}":${flat}}` : flat;
    return ['topic', topic, 'type', type, 'payload', payload, 'encoding', 'json'];
  },
};

/** The Python node of the years before: MessagePack, and digits for times. */
const legacy: Node = {
  trader: 'TRADER-002',
  entryOf(topic, type, { facts, eventAt, initAt }) {
    const times = { ts_event: String(eventAt), ts_init: String(initAt) };
    return ['topic', topic, 'payload', packr.pack({ type, ...facts, ...times })];
  },
};

/** `entries` entries (a multiple of fifty) whose ids lie evenly between two moments. */
export function* mixedBus(options: {
  readonly entries: number;
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
  readonly truth: Truth;
}): Generator<BenchEntry> {
  const { entries, fromMilliseconds, toMilliseconds, truth } = options;
  const perEntry = (toMilliseconds - fromMilliseconds) / entries;
  const spread = logNormal(12_345);
  let written = 0;

  function entry(node: Node, topic: string, type: string, body: Body): BenchEntry {
    const milliseconds = Math.floor(fromMilliseconds + written * perEntry);
    written += 1;
    const stream = `trader-${node.trader}:stream:${topic}`;
    return { stream, id: `${milliseconds}-${written}`, fields: node.entryOf(topic, type, body) };
  }
  const now = () => BigInt(Math.floor(fromMilliseconds + written * perEntry)) * 1_000_000n;

  for (let block = 0; block < entries / (QUOTES + TRADES + ENTRIES_OF_ORDER); block += 1) {
    const node = block % 2 === 0 ? native : legacy;
    for (let number = 0; number < QUOTES + TRADES; number += 1) {
      const symbol = `X${(block * 7 + number) % INSTRUMENTS}USDT`;
      const feed = Math.round(1_000_000 * spread());
      truth.feeds.push(feed);
      const eventAt = now();
      const shared = { instrument_id: `${symbol}.BINANCE` };
      const times = { eventAt, initAt: eventAt + BigInt(feed) };
      if (number < QUOTES) {
        const facts = {
          ...shared,
          bid_price: '62000.10',
          ask_price: '62000.20',
          bid_size: '1.250',
        };
        yield entry(node, `data.quotes.BINANCE.${symbol}`, 'QuoteTick', {
          facts: { ...facts, ask_size: '0.900' },
          ...times,
        });
      } else {
        const facts = { ...shared, price: '62000.10', size: '0.5', aggressor_side: 'BUYER' };
        yield entry(node, `data.trades.BINANCE.${symbol}`, 'TradeTick', {
          facts: { ...facts, trade_id: String(written) },
          ...times,
        });
      }
    }
    yield* orderLife(node, block, entry, now, spread, truth);
  }
}

/** A market order from its making to its fill, which is told on two topics. */
function* orderLife(
  node: Node,
  block: number,
  entry: (node: Node, topic: string, type: string, body: Body) => BenchEntry,
  now: () => bigint,
  spread: () => number,
  truth: Truth,
): Generator<BenchEntry> {
  const strategy = `EMACross-00${block % STRATEGIES}`;
  const ack = Math.round(4_000_000 * spread());
  truth.acks.push(ack);
  const made = now();
  const submitted = made + 150_000n;
  const accepted = submitted + BigInt(ack);
  const filled = accepted + 900_000n;
  let event = 0;
  const body = (eventAt: bigint, initAt: bigint, more: object = {}): Body => ({
    facts: {
      trader_id: node.trader,
      strategy_id: strategy,
      instrument_id: 'X0USDT.BINANCE',
      client_order_id: `O-${block}`,
      event_id: `e-${block}-${event}`,
      ...more,
    },
    eventAt,
    initAt,
  });
  const terms = { order_type: 'MARKET', time_in_force: 'GTC', order_side: 'BUY', quantity: '1.0' };
  const topic = `events.order.${strategy}`;
  yield entry(node, topic, 'OrderInitialized', body(made, made, terms));
  event += 1;
  yield entry(node, topic, 'OrderSubmitted', body(submitted, submitted));
  event += 1;
  yield entry(node, topic, 'OrderAccepted', body(accepted - 500_000n, accepted));
  event += 1;
  const fill = body(filled - 500_000n, filled, { order_type: 'MARKET', last_qty: '1.0' });
  yield entry(node, topic, 'OrderFilled', fill);
  yield entry(node, 'events.fills.X0USDT.BINANCE', 'OrderFilled', fill);
}

/** Median 1, as latencies spread, with one in two hundred twenty times as slow; the same each time. */
function logNormal(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => {
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    return Math.exp(0.4 * normal) * (uniform() < 0.005 ? 20 : 1);
  };
}
