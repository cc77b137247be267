import { readMarketDataTimes } from './market-data-times.ts';
import type { Message } from './message.ts';
import type { Moment } from './moment.ts';
import { momentOf, nanosecondsBetween } from './moment.ts';
import { toNanoseconds } from './nanoseconds.ts';
import { isMap, MAX_PAYLOAD_BYTES, readPayload } from './payload.ts';
import type { TopicPlan } from './topic-plan.ts';

type Declared = Extract<TopicPlan['reading'], { readonly kind: 'market_data' }>;
type Body = Readonly<Record<string, unknown>>;

/** What arrives from a venue as it happens. Bars do not: they are stamped with the start or end of their time. */
const dataTypes: ReadonlyMap<unknown, string> = new Map([
  ['QuoteTick', 'quotes'],
  ['TradeTick', 'trades'],
  ['OrderBookDelta', 'book_deltas'],
  ['OrderBookDeltas', 'book_deltas'],
  ['OrderBookDepth10', 'book_depth'],
  ['MarkPriceUpdate', 'mark_prices'],
  ['IndexPriceUpdate', 'index_prices'],
]);

/** How long market data took from the venue's stamp to the engine, where the topic says what it is. */
export function readDeclared(payload: Buffer, plan: Declared): Message {
  if (payload.length > MAX_PAYLOAD_BYTES) return { kind: 'rejected', reason: 'too_large' };
  const times = readMarketDataTimes(payload, plan.shape);
  if (times !== undefined) return timed(plan, times.venueTime, times.engineTime);
  const decoded = readPayload(payload);
  if (decoded.kind === 'unreadable') return { kind: 'rejected', reason: decoded.reason };
  return readBody(unwrapped(decoded.value), plan);
}

/** The same where only the body says what it is, and of which instrument. */
export function readUndeclared(payload: Buffer): Message {
  const decoded = readPayload(payload);
  if (decoded.kind === 'unreadable') return { kind: 'rejected', reason: decoded.reason };
  const body = unwrapped(decoded.value);
  const dataType = dataTypes.get(body.type);
  if (dataType === undefined) return { kind: 'counted' };
  const venue = venueOf(body.instrument_id);
  if (venue === undefined) return { kind: 'rejected', reason: 'missing_field' };
  return readBody(body, { dataType, venue });
}

function readBody(
  body: Body,
  labels: { readonly dataType: string; readonly venue: string },
): Message {
  const stamped = withTimes(body);
  const venueTime = toNanoseconds(stamped.ts_event);
  const engineTime = toNanoseconds(stamped.ts_init);
  if (venueTime === undefined || engineTime === undefined)
    return { kind: 'rejected', reason: 'bad_timestamp' };
  return timed(labels, momentOf(venueTime), momentOf(engineTime));
}

/** Python's deltas of a book have no times of their own: those of the last delta are the message's. */
function withTimes(body: Body): Body {
  if (body.ts_init !== undefined || !Array.isArray(body.deltas)) return body;
  const last: unknown = body.deltas.at(-1);
  return isMap(last) ? last : body;
}

function timed(
  { dataType, venue }: { readonly dataType: string; readonly venue: string },
  venueTime: Moment,
  engineTime: Moment,
): Message {
  const feedNanoseconds = nanosecondsBetween(venueTime, engineTime);
  return { kind: 'market_data', venue, dataType, engineTime, feedNanoseconds };
}

/** `BTCUSDT-PERP.BINANCE` is traded at BINANCE. */
export function venueOf(instrument: unknown): string | undefined {
  if (typeof instrument !== 'string') return undefined;
  const venue = instrument.slice(instrument.lastIndexOf('.') + 1);
  return venue === '' || venue.length > 64 ? undefined : venue;
}

/** Native producers wrap an event in its name: `{"Filled": {"type": "OrderFilled", …}}`. */
export function unwrapped(body: Body): Body {
  if (body.type !== undefined) return body;
  const values = Object.values(body);
  const [inner] = values;
  return values.length === 1 && isMap(inner) ? inner : body;
}
