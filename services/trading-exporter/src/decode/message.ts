import type { Moment } from './moment.ts';

/** Why something on a bus was not believed. The list is short, so it may be a label. */
type Rejection =
  | 'parse'
  | 'encoding'
  | 'too_large'
  | 'no_payload'
  | 'missing_field'
  | 'bad_timestamp';

export type Message =
  | { readonly kind: 'order'; readonly event: OrderEvent }
  | {
      readonly kind: 'market_data';
      readonly venue: string;
      readonly dataType: string;
      readonly engineTime: Moment;
      /** The engine's time minus the venue's: two clocks, so it may be negative; 0 if one stamp was used twice. */
      readonly feedNanoseconds: number;
    }
  /** Worth counting, with nothing in it to measure. */
  | { readonly kind: 'counted' }
  | { readonly kind: 'rejected'; readonly reason: Rejection };

export const orderEventTypes = [
  'OrderInitialized',
  'OrderDenied',
  'OrderEmulated',
  'OrderReleased',
  'OrderSubmitted',
  'OrderAccepted',
  'OrderRejected',
  'OrderCanceled',
  'OrderExpired',
  'OrderTriggered',
  'OrderPendingUpdate',
  'OrderPendingCancel',
  'OrderModifyRejected',
  'OrderCancelRejected',
  'OrderUpdated',
  'OrderFilled',
] as const;
export type OrderEventType = (typeof orderEventTypes)[number];

/** One step in the life of an order. `initAt` is the engine's clock; `eventAt` is the venue's for what a venue says. */
export type OrderEvent = {
  readonly type: OrderEventType;
  readonly eventId: string | undefined;
  readonly trader: string;
  readonly order: string;
  readonly instrument: string;
  readonly venue: string;
  readonly eventAt: bigint;
  readonly initAt: bigint;
  readonly orderType: string | undefined;
  readonly timeInForce: string | undefined;
  readonly quantity: number | undefined;
  readonly filledQuantity: number | undefined;
  /** Made now and sent at a price to come: an order that its engine keeps at home until then. */
  readonly isEmulated: boolean;
  /** Made up by the engine to agree with what its venue holds: it has no times, but it is how things stand. */
  readonly isReconciliation: boolean;
};
