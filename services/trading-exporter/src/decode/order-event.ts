import { venueOf } from './market-data.ts';
import type { Message, OrderEventType } from './message.ts';
import { orderEventTypes } from './message.ts';
import { toNanoseconds } from './nanoseconds.ts';

const known: ReadonlySet<unknown> = new Set(orderEventTypes);

export function isOrderEventType(type: unknown): type is OrderEventType {
  return known.has(type);
}

export function readOrderEvent(
  body: Readonly<Record<string, unknown>>,
  type: OrderEventType,
): Message {
  const order = text(body.client_order_id);
  const instrument = text(body.instrument_id);
  const venue = venueOf(instrument);
  if (order === undefined || instrument === undefined || venue === undefined)
    return { kind: 'rejected', reason: 'missing_field' };
  const eventAt = toNanoseconds(body.ts_event);
  const initAt = toNanoseconds(body.ts_init);
  if (eventAt === undefined || initAt === undefined)
    return { kind: 'rejected', reason: 'bad_timestamp' };
  return {
    kind: 'order',
    event: {
      type,
      eventId: text(body.event_id),
      trader: text(body.trader_id) ?? '',
      order,
      instrument,
      venue,
      eventAt,
      initAt,
      orderType: text(body.order_type),
      timeInForce: text(body.time_in_force),
      quantity: isInMoney(body) ? undefined : decimal(body.quantity),
      filledQuantity: decimal(body.last_qty),
      isEmulated: isTrigger(body.emulation_trigger),
      isReconciliation: body.reconciliation === true,
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 128 ? value : undefined;
}

/** An order for so much money; its fills are in pieces, so that they cannot be compared with it. */
function isInMoney({
  quote_quantity,
  is_quote_quantity,
}: Readonly<Record<string, unknown>>): boolean {
  return quote_quantity === true || is_quote_quantity === true;
}

/** Python writes NO_TRIGGER, Rust nothing, where an order is sent as soon as it is made. */
function isTrigger(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value !== 'NO_TRIGGER';
}

function decimal(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}
