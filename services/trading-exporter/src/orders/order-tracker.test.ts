import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { OrderEvent } from '../decode/message.ts';
import { all, event, limit, market, NOW } from '../fixtures/order-events.ts';
import { KeptOrder } from './kept-order.ts';
import { createOrderTracker } from './order-tracker.ts';

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
    {
      title: 'expired',
      events: [event('OrderSubmitted', 0), event('OrderAccepted', 1), event('OrderExpired', 2)],
      orders: 0,
      open: 0,
    },
    {
      title: 'filled without ever being accepted',
      events: [
        event('OrderInitialized', 0, limit),
        event('OrderSubmitted', 1),
        event('OrderFilled', 3, { filledQuantity: 0.5 }),
      ],
      orders: 0,
      open: 1,
    },
    {
      title: 'asked to be canceled before an answer',
      events: [event('OrderSubmitted', 0), event('OrderPendingCancel', 1)],
      orders: 1,
      open: 0,
    },
    {
      title: 'ended by an agreement with the venue',
      events: [
        event('OrderSubmitted', 0),
        event('OrderAccepted', 1),
        event('OrderCanceled', 2, { isReconciliation: true }),
      ],
      orders: 0,
      open: 0,
    },
    {
      title: 'never seen but in an agreement with the venue',
      events: [event('OrderAccepted', 1, { isReconciliation: true })],
      orders: 0,
      open: 0,
    },
  ])('$title', ({ events, orders, open }) => {
    const tracker = createOrderTracker(60);
    for (const it of events) tracker.take(it, NOW);
    expect(tracker.inFlight(NOW).orders).toBe(orders);
    expect(tracker.open().get('SIM') ?? 0).toBe(open);
  });

  it('knows the oldest, and gives up what nobody will answer', () => {
    const tracker = createOrderTracker(60);
    tracker.take(event('OrderSubmitted', 0, { order: 'O-1' }), NOW);
    tracker.take(event('OrderSubmitted', 0, { order: 'O-2' }), NOW + 2000);
    expect(tracker.inFlight(NOW + 5000)).toEqual({ orders: 2, oldestSeconds: 5 });
    expect(tracker.inFlight(NOW + 3_601_000)).toEqual({ orders: 1, oldestSeconds: 3599 });
    expect(tracker.inFlight(NOW + 4_000_000)).toEqual({ orders: 0, oldestSeconds: undefined });
  });
});

it('goes on with the age of what waits when the clock is set back', () => {
  const tracker = createOrderTracker(60);
  tracker.take(event('OrderSubmitted', 0), NOW);
  const hourBefore = NOW - 3_600_000;
  expect(tracker.inFlight(hourBefore)).toEqual({ orders: 1, oldestSeconds: 0 });
  expect(tracker.inFlight(hourBefore + 30_000)).toEqual({ orders: 1, oldestSeconds: 30 });
});

it('forgets orders of which nothing was heard while fifty thousand others were', () => {
  const tracker = createOrderTracker(60);
  const submit = (number: number) =>
    tracker.take(event('OrderSubmitted', 0, { order: `O-${number}` }), NOW);
  for (let number = 0; number < 70_000; number++) submit(number);
  submit(1); // Heard of again.
  for (let number = 70_000; number < 120_000; number++) submit(number);
  expect(tracker.inFlight(NOW).orders).toBe(70_001);
  const accept = (order: string) => tracker.take(event('OrderAccepted', 9, { order }), NOW).length;
  expect(['O-1', 'O-50000', 'O-119999'].map(accept)).toEqual([1, 1, 1]);
  expect(['O-0', 'O-49999'].map(accept)).toEqual([0, 0]);
});

it('puts open orders of venues beyond the sixty-fourth together', () => {
  const tracker = createOrderTracker(60);
  for (let number = 0; number < 70; number++)
    tracker.take(event('OrderAccepted', 0, { order: `O-${number}`, venue: `V-${number}` }), NOW);
  expect(tracker.open().size).toBe(65);
  expect(tracker.open().get('other')).toBe(6);
  tracker.take(event('OrderCanceled', 1, { order: 'O-69', venue: 'V-69' }), NOW);
  expect(tracker.open().get('other')).toBe(5);
});

it('counts an order once that is filled in parts', () => {
  const tracker = createOrderTracker(60);
  tracker.take(event('OrderSubmitted', 0), NOW);
  for (const filledQuantity of [0.1, 0.2, 0.3])
    tracker.take(event('OrderFilled', 3, { filledQuantity }), NOW);
  expect(tracker.counts(NOW)).toMatchObject({ submitted: 1, filled: 1 });
  expect(tracker.cohorts(NOW)).toMatchObject([{ submitted: 1, filled: 1 }]);
});

describe('asked and not answered', () => {
  const accepted = [event('OrderSubmitted', 0, limit), event('OrderAccepted', 1)];
  it.each([
    { title: 'a cancel', after: [event('OrderPendingCancel', 2)], cancels: 1, updates: 0 },
    { title: 'a change', after: [event('OrderPendingUpdate', 2)], cancels: 0, updates: 1 },
    {
      title: 'a change, and then a cancel',
      after: [event('OrderPendingUpdate', 2), event('OrderPendingCancel', 3)],
      cancels: 1,
      updates: 1,
    },
    {
      title: 'a cancel that was refused',
      after: [event('OrderPendingCancel', 2), event('OrderCancelRejected', 3)],
      cancels: 0,
      updates: 0,
    },
    {
      title: 'a cancel of an order that is filled in part',
      after: [event('OrderPendingCancel', 2), event('OrderFilled', 3, { filledQuantity: 1 })],
      cancels: 1,
      updates: 0,
    },
    {
      title: 'a cancel of an order that is filled',
      after: [event('OrderPendingCancel', 2), event('OrderFilled', 3, all)],
      cancels: 0,
      updates: 0,
    },
    {
      title: 'both, and the order canceled',
      after: [
        event('OrderPendingUpdate', 2),
        event('OrderPendingCancel', 3),
        event('OrderCanceled', 4),
      ],
      cancels: 0,
      updates: 0,
    },
    {
      title: 'a cancel that is read after the end of its order',
      after: [event('OrderExpired', 4), event('OrderPendingCancel', 3)],
      cancels: 0,
      updates: 0,
    },
  ])('$title', ({ after, cancels, updates }) => {
    const tracker = createOrderTracker(60);
    const begin = { ...limit, quantity: 2 };
    tracker.take(event('OrderInitialized', 0, begin), NOW);
    for (const it of [...accepted, ...after]) tracker.take(it, NOW);
    expect(tracker.pendingCancels(NOW + 1500)).toEqual(
      cancels === 0
        ? { orders: 0, oldestSeconds: undefined }
        : { orders: cancels, oldestSeconds: 1.5 },
    );
    expect(tracker.pendingUpdates(NOW).orders).toBe(updates);
  });

  it('counts from the first of several requests', () => {
    const tracker = createOrderTracker(60);
    tracker.take(event('OrderPendingCancel', 0), NOW);
    tracker.take(event('OrderPendingCancel', 1), NOW + 4000);
    expect(tracker.pendingCancels(NOW + 5000)).toEqual({ orders: 1, oldestSeconds: 5 });
  });
});

describe('what became of the orders of the window', () => {
  const take = (events: readonly (readonly [OrderEvent, number])[]) => {
    const tracker = createOrderTracker(60);
    for (const [it, after] of events) tracker.take(it, NOW + after);
    return tracker;
  };
  const other = { order: 'O-2' };

  it('counts an answer with the order that it answers', () => {
    const tracker = take([
      [event('OrderInitialized', 0, limit), 0],
      [event('OrderSubmitted', 0), 0],
      [event('OrderDenied', 0, { order: 'O-3', orderType: 'MARKET' }), 10_000],
      [event('OrderFilled', 0, { filledQuantity: 1 }), 70_000],
      [event('OrderFilled', 0, { filledQuantity: 1 }), 70_000],
      [event('OrderInitialized', 0, { ...limit, ...other }), 70_000],
      [event('OrderSubmitted', 0, other), 70_000],
    ]);
    expect(tracker.counts(NOW + 71_000)).toMatchObject({ submitted: 1, filled: 1, denied: 1 });
    expect(tracker.cohorts(NOW + 71_000)).toEqual([
      { venue: 'SIM', orderType: 'MARKET', submitted: 0, rejected: 0, filled: 0, denied: 1 },
      { venue: 'SIM', orderType: 'LIMIT', submitted: 1, rejected: 0, filled: 0, denied: 0 },
    ]);
  });

  it('counts answers that are read before their orders, each once', () => {
    const tracker = take([
      [event('OrderFilled', 5, all), 0],
      [event('OrderRejected', 5, other), 0],
      [event('OrderSubmitted', 0, { orderType: 'MARKET' }), 1],
      [event('OrderSubmitted', 0, { ...other, orderType: 'MARKET' }), 1],
      [event('OrderAccepted', 1), 2],
      [event('OrderAccepted', 3), 3],
    ]);
    expect(tracker.counts(NOW + 10)).toMatchObject({ accepted: 1, filled: 1, rejected: 1 });
    expect(tracker.cohorts(NOW + 10)).toEqual([
      { venue: 'SIM', orderType: 'MARKET', submitted: 2, rejected: 1, filled: 1, denied: 0 },
    ]);
  });

  it('puts venues and types beyond the sixty-fourth together', () => {
    const events = Array.from({ length: 100 }, (_, number) => {
      const facts = { order: `O-${number}`, venue: `V-${number}`, orderType: 'MARKET' };
      return [event('OrderSubmitted', 0, facts), 0] as const;
    });
    const cohorts = take(events).cohorts(NOW);
    expect(cohorts).toHaveLength(65);
    expect(cohorts.at(-1)).toMatchObject({ venue: 'other', orderType: 'other', submitted: 36 });
  });
});

describe('over a restart', () => {
  /** What the next run knows, by way of a file. */
  const restarted = (before: ReturnType<typeof createOrderTracker>) => {
    const tracker = createOrderTracker(60);
    tracker.restore(z.array(KeptOrder).parse(JSON.parse(JSON.stringify(before.keep()))));
    return tracker;
  };

  it('goes on waiting for an answer, and times it when it comes', () => {
    const before = createOrderTracker(60);
    before.take(event('OrderInitialized', 0, market), NOW);
    before.take(event('OrderSubmitted', 1), NOW);
    const tracker = restarted(before);
    expect(tracker.inFlight(NOW + 9000)).toEqual({ orders: 1, oldestSeconds: 9 });
    const [measured] = tracker.take(event('OrderAccepted', 9), NOW + 9500);
    expect(measured).toMatchObject({ stage: 'submit_ack', labels: { order_type: 'MARKET' } });
    expect(measured?.nanoseconds).toBe(8000);
    expect(tracker.inFlight(NOW + 9500).orders).toBe(0);
    expect(tracker.open().get('SIM')).toBe(1);
  });

  it('measures nothing twice that is read again', () => {
    const before = createOrderTracker(60);
    const events = [event('OrderSubmitted', 1), event('OrderAccepted', 5)];
    for (const it of events) before.take(it, NOW);
    const tracker = restarted(before);
    expect(events.flatMap((it) => tracker.take(it, NOW))).toEqual([]);
    expect(tracker.open().get('SIM')).toBe(1);
  });

  it('knows a cancel that nobody has answered, and its round trip', () => {
    const before = createOrderTracker(60);
    for (const type of ['OrderSubmitted', 'OrderAccepted', 'OrderPendingCancel'] as const)
      before.take(event(type, 3), NOW);
    const tracker = restarted(before);
    expect(tracker.pendingCancels(NOW + 4000)).toEqual({ orders: 1, oldestSeconds: 4 });
    expect(tracker.take(event('OrderCanceled', 7), NOW + 5000)).toMatchObject([
      { stage: 'cancel', nanoseconds: 4000 },
    ]);
    expect(tracker.open().get('SIM')).toBe(0);
  });

  it('forgets what is ended, and all but the newest of very many', () => {
    const before = createOrderTracker(60);
    before.take(event('OrderSubmitted', 0, { order: 'O-ended' }), NOW);
    before.take(event('OrderRejected', 1, { order: 'O-ended' }), NOW);
    for (let number = 0; number < 1500; number++)
      before.take(event('OrderSubmitted', 0, { order: `O-${number}` }), NOW);
    expect(before.keep()).toHaveLength(1000);
    expect(before.keep().at(-1)?.key).toContain('O-1499');
    expect(restarted(before).inFlight(NOW).orders).toBe(1000);
  });
});
