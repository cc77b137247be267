import type { Message } from './message.ts';
import { toNanoseconds } from './nanoseconds.ts';

/** What arrives from a venue as it happens. Bars do not: they are stamped with the start or end of their time. */
const dataTypes: Readonly<Record<string, string>> = {
  QuoteTick: 'quotes',
  TradeTick: 'trades',
  OrderBookDelta: 'book_deltas',
  OrderBookDeltas: 'book_deltas',
  OrderBookDepth10: 'book_depth',
  MarkPriceUpdate: 'mark_prices',
  IndexPriceUpdate: 'index_prices',
};

/** How long market data took from the venue's stamp to the engine. */
export function readMarketData(body: Readonly<Record<string, unknown>>): Message {
  const dataType = typeof body.type === 'string' ? dataTypes[body.type] : undefined;
  if (dataType === undefined) return { kind: 'counted' };
  const venue = venueOf(body.instrument_id);
  if (venue === undefined) return { kind: 'rejected', reason: 'missing_field' };
  const venueTime = toNanoseconds(body.ts_event);
  const engineTime = toNanoseconds(body.ts_init);
  if (venueTime === undefined || engineTime === undefined)
    return { kind: 'rejected', reason: 'bad_timestamp' };
  if (venueTime === engineTime) return { kind: 'skipped', because: 'self_made' };
  return { kind: 'market_data', venue, dataType, feedNanoseconds: Number(engineTime - venueTime) };
}

/** `BTCUSDT-PERP.BINANCE` is traded at BINANCE. */
export function venueOf(instrument: unknown): string | undefined {
  if (typeof instrument !== 'string') return undefined;
  const venue = instrument.slice(instrument.lastIndexOf('.') + 1);
  return venue === '' || venue.length > 64 ? undefined : venue;
}
