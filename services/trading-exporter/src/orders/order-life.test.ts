import { describe, expect, it } from '@jest/globals';
import type { OrderEvent } from '../decode/message.ts';
import { all, event, limit, market, NOW } from '../fixtures/order-events.ts';
import { createOrderTracker } from './order-tracker.ts';

/** Stage and microseconds of what is measured; `!` marks a failure. */
function measured(events: readonly OrderEvent[]): readonly string[] {
  const tracker = createOrderTracker(60);
  return events.flatMap((it) =>
    tracker
      .take(it, NOW)
      .map(({ stage, nanoseconds, failed }) =>
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
        event('OrderInitialized', 0, { ...limit, orderType: 'STOP_MARKET', isEmulated: true }),
        event('OrderEmulated', 10),
        event('OrderInitialized', 29_999_990, market),
        event('OrderReleased', 30_000_000),
        event('OrderSubmitted', 30_000_120),
      ],
      stages: ['pre_trade 120'],
    },
    {
      title: 'an emulated order whose submit is read first',
      events: [
        event('OrderSubmitted', 30_000_120),
        event('OrderInitialized', 0, { ...limit, isEmulated: true }),
        event('OrderEmulated', 10),
        event('OrderReleased', 30_000_000),
      ],
      stages: ['pre_trade 120'],
    },
    {
      title: 'a fill without an acceptance makes no time of acceptance up',
      events: [
        event('OrderInitialized', 0, market),
        event('OrderSubmitted', 100),
        event('OrderFilled', 3100, all),
      ],
      stages: ['pre_trade 100', 'submit_fill 3000'],
    },
    {
      title: 'an order that waits for its auction',
      events: [
        event('OrderInitialized', 0, { ...market, timeInForce: 'AT_THE_CLOSE' }),
        event('OrderSubmitted', 100),
        event('OrderFilled', 3_600_000_100, all),
      ],
      stages: ['pre_trade 100'],
    },
    {
      title: 'a stop that fills now or never, once it is triggered',
      events: [
        event('OrderInitialized', 0, { ...limit, orderType: 'STOP_LIMIT', timeInForce: 'IOC' }),
        event('OrderSubmitted', 100),
        event('OrderAccepted', 1100),
        event('OrderTriggered', 9_000_000),
        event('OrderFilled', 9_001_000, all),
      ],
      stages: ['pre_trade 100', 'submit_ack 1000'],
    },
    {
      title: 'a stop that is refused when it triggers was no slow submit',
      events: [
        event('OrderSubmitted', 100),
        event('OrderAccepted', 1100),
        event('OrderRejected', 9_000_000),
      ],
      stages: ['submit_ack 1000'],
    },
    {
      title: 'an acceptance that is repeated after a change',
      events: [
        event('OrderSubmitted', 0),
        event('OrderAccepted', 1000),
        event('OrderPendingUpdate', 2000),
        event('OrderAccepted', 3500),
        event('OrderUpdated', 3600),
      ],
      stages: ['submit_ack 1000', 'modify 1600'],
    },
    {
      title: 'a cancel asked for twice: the first request counts',
      events: [
        event('OrderPendingCancel', 0, limit),
        event('OrderPendingCancel', 3000),
        event('OrderCanceled', 4500),
      ],
      stages: ['cancel 4500'],
    },
    {
      title: 'a cancel with a partial fill meanwhile',
      events: [
        event('OrderPendingCancel', 0, limit),
        event('OrderFilled', 900, { filledQuantity: 1 }),
        event('OrderCanceled', 4500),
      ],
      stages: ['cancel 4500'],
    },
    {
      title: 'a cancel that is overtaken by the whole fill, and refused for it',
      events: [
        event('OrderPendingCancel', 0, limit),
        event('OrderFilled', 900, all),
        event('OrderCancelRejected', 1900),
      ],
      stages: ['cancel!'],
    },
    {
      title: 'a cancel that its venue made by itself',
      events: [event('OrderSubmitted', 0, limit), event('OrderCanceled', 900)],
      stages: [],
    },
    {
      title: 'a cancel read before it was asked for',
      events: [event('OrderCanceled', 3500), event('OrderPendingCancel', 0, limit)],
      stages: ['cancel 3500'],
    },
    {
      title: 'a cancel read before it was asked for, and a fill between',
      events: [
        event('OrderCanceled', 3500),
        event('OrderFilled', 900, { filledQuantity: 1 }),
        event('OrderPendingCancel', 0, limit),
      ],
      stages: ['cancel 3500'],
    },
    {
      title: 'a cancel answered before it was asked for, by a clock that was set back',
      events: [event('OrderPendingCancel', 1000, limit), event('OrderCanceled', 500)],
      stages: [],
    },
    {
      title: 'a refusal that is told twice',
      events: [
        event('OrderSubmitted', 0, limit),
        event('OrderRejected', 900),
        event('OrderRejected', 900),
      ],
      stages: ['submit_ack!', 'submit_reject 900'],
    },
    {
      title: 'a change refused, and another that expires unanswered',
      events: [
        event('OrderPendingUpdate', 0, limit),
        event('OrderModifyRejected', 700),
        event('OrderPendingUpdate', 1000),
        event('OrderExpired', 2000),
        event('OrderUpdated', 3000),
      ],
      stages: ['modify!'],
    },
    {
      title: 'two changes on their way at once: their first answer ends both',
      events: [
        event('OrderPendingUpdate', 0, limit),
        event('OrderPendingUpdate', 1000),
        event('OrderUpdated', 2000),
        event('OrderUpdated', 3000),
      ],
      stages: ['modify 2000'],
    },
    {
      title: 'what only agrees with the venue has no time, and ends what waits',
      events: [
        event('OrderSubmitted', 0, limit),
        event('OrderAccepted', 9_000_000, { isReconciliation: true }),
        event('OrderAccepted', 9_100_000),
      ],
      stages: [],
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
