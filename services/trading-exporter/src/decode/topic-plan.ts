import type { Shape } from './market-data-times.ts';

/** What is to be done with the messages of a topic. Found out once, and kept for the next message. */
export type TopicPlan = {
  /** The part of the platform that it belongs to: a short fixed list. */
  readonly component: string;
  readonly reading: Reading;
};

type Reading =
  /** The topic says what and where from, so only the times have to be read. */
  | {
      readonly kind: 'market_data';
      readonly dataType: string;
      readonly shape: Shape;
      readonly venue: string;
      readonly instrument: string;
      /** A change of price that a strategy acts upon. */
      readonly isTick: boolean;
    }
  /** Market data of a kind that only its body tells. */
  | { readonly kind: 'undeclared' }
  | { readonly kind: 'orders' }
  /** Worth counting, with nothing in it to measure. */
  | { readonly kind: 'counted' }
  /** History that a node asked for and got replayed: it says nothing about now. */
  | { readonly kind: 'historical' };

type Declared = { readonly dataType: string; readonly shape: Shape; readonly isTick: boolean };

/** Topics of the form `data.<what>.<venue>.<symbol>`. */
const declared: readonly (readonly [prefix: string, what: Declared])[] = [
  ['data.quotes.', { dataType: 'quotes', shape: 'flat', isTick: true }],
  ['data.trades.', { dataType: 'trades', shape: 'flat', isTick: true }],
  ['data.book.deltas.', { dataType: 'book_deltas', shape: 'deltas', isTick: false }],
  ['data.book.depth10.', { dataType: 'book_depth', shape: 'flat', isTick: false }],
  ['data.book.depth.', { dataType: 'book_depth', shape: 'flat', isTick: false }],
  ['data.mark_prices.', { dataType: 'mark_prices', shape: 'flat', isTick: false }],
  ['data.index_prices.', { dataType: 'index_prices', shape: 'flat', isTick: false }],
];

/** What comes by the clock or once, so that its age says nothing about how fast anything is. */
const untimed: readonly string[] = [
  'data.bars.',
  'data.book.snapshots.',
  'data.close.',
  'data.funding_rates.',
  'data.instrument.',
  'data.option_chain.',
  'data.option_greeks.',
  'data.status.',
  'data.venue.',
];

export function planOf(topic: string): TopicPlan {
  const component = componentOf(topic);
  return { component, reading: readingOf(topic, component) };
}

function readingOf(topic: string, component: string): Reading {
  if (topic.startsWith('historical.') || topic.startsWith('data.pipeline.'))
    return { kind: 'historical' };
  if (component === 'orders') return { kind: 'orders' };
  if (component !== 'market_data') return { kind: 'counted' };
  if (untimed.some((prefix) => topic.startsWith(prefix))) return { kind: 'counted' };
  for (const [prefix, what] of declared) {
    const place = topic.startsWith(prefix) ? placeOf(topic.slice(prefix.length)) : undefined;
    if (place !== undefined) return { kind: 'market_data', ...what, ...place };
  }
  return { kind: 'undeclared' };
}

/** `BINANCE.BTCUSDT-PERP`: a venue has no dot in its name, a symbol may have several. */
function placeOf(
  text: string,
): { readonly venue: string; readonly instrument: string } | undefined {
  const dot = text.indexOf('.');
  const venue = text.slice(0, dot);
  const symbol = text.slice(dot + 1);
  if (dot < 1 || venue.length > 64 || symbol === '') return undefined;
  return { venue, instrument: `${symbol}.${venue}` };
}

export function componentOf(topic: string): string {
  if (topic.startsWith('data.') || topic.startsWith('historical.data.')) return 'market_data';
  if (topic.startsWith('events.order')) return 'orders';
  if (topic.startsWith('events.fills.') || topic.startsWith('events.cancels.')) return 'orders';
  if (topic.startsWith('events.position')) return 'positions';
  if (topic.startsWith('events.account')) return 'accounts';
  if (topic.startsWith('events.risk')) return 'risk_events';
  if (topic.startsWith('commands.')) return 'commands';
  if (topic.startsWith('snapshots')) return 'snapshots';
  if (topic.startsWith('health:')) return 'heartbeat';
  return 'other';
}

/** `trader-TRADER-001:stream:events.order.EMACross-001` ends in its topic. */
export function topicOfStream(stream: string): string {
  const marker = ':stream:';
  const at = stream.indexOf(marker);
  return at === -1 ? '' : stream.slice(at + marker.length);
}
