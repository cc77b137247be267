import { describe, expect, it } from '@jest/globals';
import type { OrderEvent, OrderEventType } from '../decode/message.ts';
import { createOrderTracker } from './order-tracker.ts';

const START = 1_767_623_400_000_000_000n;
const NOW = 1_767_623_400_000;

/** Times in microseconds after the start; the venue's own time is nonsense, so that its use would show. */
function event(
  type: OrderEventType,
  microseconds: number,
  facts: Partial<OrderEvent> = {},
): OrderEvent {
  const at = START + BigInt(microseconds) * 1000n;
  const isOurStamp = /Submitted|Pending/.test(type);
  return {
    type,
    eventId: undefined,
    trader: 'DESK-7',
    order: 'O-1',
    venue: 'SIM',
    eventAt: isOurStamp ? at : START - 77_777n,
    initAt: isOurStamp ? at + 5000n : at,
    orderType: undefined,
    timeInForce: undefined,
    quantity: undefined,
    filledQuantity: undefined,
    ...facts,
  };
}

const market = { orderType: 'MARKET', timeInForce: 'GTC', quantity: 2 };
const limit = { orderType: 'LIMIT', timeInForce: 'GTC', quantity: 2 };
const all = { filledQuantity: 2 };

/** Stage and microseconds of what is measured; `!` marks a failure. */
function measured(events: readonly OrderEvent[]): readonly string[] {
  const tracker = createOrderTracker();
  return events.flatMap((it) =>
    tracker
      .take(it, NOW)
      .measurements.map(({ stage, nanoseconds, failed }) =>
        failed ? `${stage}!` : `${stage} ${(nanoseconds ?? 0) / 1000}`,
      ),
  );
}

describe('measured', () => {
  it.each([
    {
      title: 'a market order',
      events: [
        event('OrderInitialized', 0, market),
        event('OrderSubmitted', 180),
        event('OrderAccepted', 4180),
        event('OrderFilled', 5180, all),
      ],
      stages: ['pre_trade 180', 'submit_ack 4000', 'submit_fill 5000'],
    },
    {
      title: 'its fill read before everything else',
      events: [
        event('OrderFilled', 5180, { ...all, orderType: 'MARKET' }),
        event('OrderInitialized', 0, market),
        event('OrderSubmitted', 180),
        event('OrderAccepted', 4180),
      ],
      stages: ['pre_trade 180', 'submit_fill 5000', 'submit_ack 4000'],
    },
    {
      title: 'a resting order: its fill is time in the market',
      events: [
        event('OrderInitialized', 0, limit),
        event('OrderSubmitted', 180),
        event('OrderAccepted', 4180),
        event('OrderFilled', 45_000_000, all),
      ],
      stages: ['pre_trade 180', 'submit_ack 4000'],
    },
    {
      title: 'a limit order that fills now or never',
      events: [
        event('OrderInitialized', 0, { ...limit, timeInForce: 'IOC' }),
        event('OrderSubmitted', 100),
        event('OrderFilled', 3100, all),
      ],
      stages: ['pre_trade 100', 'submit_fill 3000'],
    },
    {
      title: 'two fills: the first one counts, in any order',
      events: [
        event('OrderInitialized', 0, market),
        event('OrderFilled', 9100, { filledQuantity: 1 }),
        event('OrderFilled', 3100, { filledQuantity: 1 }),
        event('OrderSubmitted', 100),
      ],
      stages: ['pre_trade 100', 'submit_fill 3000'],
    },
    {
      title: 'a reject is a failed submit with a time of its own',
      events: [event('OrderSubmitted', 0, limit), event('OrderRejected', 6500)],
      stages: ['submit_ack!', 'submit_reject 6500'],
    },
    {
      title: 'an emulated order begins when it is released',
      events: [
        event('OrderInitialized', 0, market),
        event('OrderEmulated', 10),
        event('OrderReleased', 30_000_000),
        event('OrderSubmitted', 30_000_120),
      ],
      stages: ['pre_trade 120'],
    },
    {
      title: 'a cancel, refused and then done',
      events: [
        event('OrderPendingCancel', 0, limit),
        event('OrderCancelRejected', 900),
        event('OrderPendingCancel', 1000),
        event('OrderCanceled', 4500),
      ],
      stages: ['cancel!', 'cancel 3500'],
    },
    {
      title: 'two changes',
      events: [
        event('OrderPendingUpdate', 0, limit),
        event('OrderUpdated', 2000),
        event('OrderPendingUpdate', 10_000),
        event('OrderUpdated', 11_500),
      ],
      stages: ['modify 2000', 'modify 1500'],
    },
    {
      title: 'a change that the venue made by itself, before one of ours',
      events: [
        event('OrderUpdated', 0, limit),
        event('OrderPendingUpdate', 1000),
        event('OrderUpdated', 3000),
      ],
      stages: ['modify 2000'],
    },
    {
      title: 'an answer whose question was never seen',
      events: [event('OrderAccepted', 4180), event('OrderFilled', 5180, all)],
      stages: [],
    },
  ])('$title', ({ events, stages }) => {
    expect(measured(events)).toEqual(stages);
  });
});

describe('in flight and open', () => {
  it.each([
    { title: 'not sent yet', events: [event('OrderInitialized', 0, market)], orders: 0, open: 0 },
    { title: 'sent', events: [event('OrderSubmitted', 0)], orders: 1, open: 0 },
    {
      title: 'accepted',
      events: [event('OrderSubmitted', 0), event('OrderAccepted', 1)],
      orders: 0,
      open: 1,
    },
    {
      title: 'accepted, read the other way round',
      events: [event('OrderAccepted', 1), event('OrderSubmitted', 0)],
      orders: 0,
      open: 1,
    },
    {
      title: 'filled in part',
      events: [
        event('OrderInitialized', 0, limit),
        event('OrderSubmitted', 1),
        event('OrderAccepted', 2),
        event('OrderFilled', 3, { filledQuantity: 0.5 }),
      ],
      orders: 0,
      open: 1,
    },
    {
      title: 'filled in parts',
      events: [
        event('OrderInitialized', 0, { ...limit, quantity: 0.3 }),
        event('OrderFilled', 3, { filledQuantity: 0.1 }),
        event('OrderFilled', 4, { filledQuantity: 0.2 }),
      ],
      orders: 0,
      open: 0,
    },
    {
      title: 'canceled before an answer',
      events: [event('OrderSubmitted', 0), event('OrderCanceled', 1)],
      orders: 0,
      open: 0,
    },
    {
      title: 'rejected',
      events: [event('OrderSubmitted', 0), event('OrderRejected', 1)],
      orders: 0,
      open: 0,
    },
    { title: 'denied', events: [event('OrderDenied', 0)], orders: 0, open: 0 },
  ])('$title', ({ events, orders, open }) => {
    const tracker = createOrderTracker();
    for (const it of events) tracker.take(it, NOW);
    expect(tracker.inFlight(NOW).orders).toBe(orders);
    expect(tracker.open()).toBe(open);
  });

  it('knows the oldest, and gives up what nobody will answer', () => {
    const tracker = createOrderTracker();
    tracker.take(event('OrderSubmitted', 0, { order: 'O-1' }), NOW);
    tracker.take(event('OrderSubmitted', 0, { order: 'O-2' }), NOW + 2000);
    expect(tracker.inFlight(NOW + 5000)).toEqual({ orders: 2, oldestSeconds: 5 });
    expect(tracker.inFlight(NOW + 3_601_000)).toEqual({ orders: 1, oldestSeconds: 3599 });
    expect(tracker.inFlight(NOW + 4_000_000)).toEqual({ orders: 0, oldestSeconds: undefined });
  });
});

it('forgets the longest untouched of a hundred thousand orders', () => {
  const tracker = createOrderTracker();
  for (let number = 0; number <= 100_000; number++)
    tracker.take(event('OrderSubmitted', 0, { order: `O-${number}` }), NOW);
  expect(tracker.inFlight(NOW).orders).toBe(100_000);
  const accept = (order: string) =>
    tracker.take(event('OrderAccepted', 9, { order }), NOW).measurements.length;
  expect(accept('O-2')).toBe(1);
  expect(accept('O-0')).toBe(0);
});
