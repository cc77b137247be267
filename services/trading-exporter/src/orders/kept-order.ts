import { z } from 'zod';
import type { OrderLife } from './order-life.ts';
import type { RoundTrip } from './round-trip.ts';

const Nanoseconds = z.string().regex(/^\d{1,20}$/);
const KeptTrip = z.union([
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.enum(['asked', 'answered']), at: Nanoseconds }),
]);

/** An order that its venue still has to answer for, as it is remembered over a restart. */
export const KeptOrder = z.object({
  /** Its trader and its id. */
  key: z.string().max(512),
  venue: z.string().max(128),
  order_type: z.string().max(128).optional(),
  time_in_force: z.string().max(128).optional(),
  quantity: z.number().optional(),
  filled_quantity: z.number(),
  measured: z.int().nonnegative(),
  seen: z.int().nonnegative(),
  at: z.partialRecord(
    z.enum(['initialized', 'submitted', 'accepted', 'rejected', 'filled']),
    Nanoseconds,
  ),
  cancel: KeptTrip,
  modify: KeptTrip,
  /** Since when it waits for its venue, in milliseconds since 1970. */
  waits: z.object({
    answer: z.number().optional(),
    cancel: z.number().optional(),
    update: z.number().optional(),
  }),
});
export type KeptOrder = z.infer<typeof KeptOrder>;

export function keepOrder(key: string, life: OrderLife, waits: KeptOrder['waits']): KeptOrder {
  const { venue, orderType, timeInForce, quantity, filledQuantity, measured, seen } = life;
  return {
    key,
    venue,
    ...(orderType === undefined ? {} : { order_type: orderType }),
    ...(timeInForce === undefined ? {} : { time_in_force: timeInForce }),
    ...(quantity === undefined ? {} : { quantity }),
    filled_quantity: filledQuantity,
    measured,
    seen,
    at: Object.fromEntries(Object.entries(life.at).map(([mark, at]) => [mark, String(at)])),
    cancel: keepTrip(life.cancel),
    modify: keepTrip(life.modify),
    waits,
  };
}

export function lifeOf(kept: KeptOrder): OrderLife {
  return {
    at: Object.fromEntries(Object.entries(kept.at).map(([mark, at]) => [mark, BigInt(at)])),
    measured: kept.measured,
    seen: kept.seen,
    cancel: tripOf(kept.cancel),
    modify: tripOf(kept.modify),
    venue: kept.venue,
    orderType: kept.order_type,
    timeInForce: kept.time_in_force,
    quantity: kept.quantity,
    filledQuantity: kept.filled_quantity,
    closed: false,
  };
}

function keepTrip(trip: RoundTrip): KeptOrder['cancel'] {
  return trip.kind === 'none' ? trip : { kind: trip.kind, at: String(trip.at) };
}

function tripOf(kept: KeptOrder['cancel']): RoundTrip {
  return kept.kind === 'none' ? { kind: 'none' } : { kind: kept.kind, at: BigInt(kept.at) };
}
