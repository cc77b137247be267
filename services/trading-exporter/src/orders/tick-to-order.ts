import type { Moment } from '../decode/moment.ts';
import { nanosecondsBetween } from '../decode/moment.ts';
import type { Labels } from '../latency/measurement.ts';

/** Later than this an order was not sent because of the tick. */
const LONGEST_NANOSECONDS = 1e9;
/** Ticks that may be read before an order that they came after: some of one batch of a busy instrument. */
const KEPT_TICKS = 32;
/** Orders of one instrument made within a batch; one more than these gets no estimate. */
const MAX_WAITING = 64;

/** An order that was made, and where its time is to be recorded. */
type MadeOrder = {
  readonly madeAt: Moment;
  readonly input: string;
  readonly labels: Labels;
  readonly atMilliseconds: number;
};

export type Estimate = { readonly order: MadeOrder; readonly nanoseconds: number };

/**
 * From the last change of a price to an order, per instrument: an estimate, for nothing says which
 * change an order answers. Orders and prices come on streams of their own, read one after the other, so
 * an order waits until a later price shows that none before it is missing, or until it is settled.
 */
export type InstrumentTicks = {
  /** A quote or trade; gives the estimates that are complete with it. */
  tick(at: Moment): readonly Estimate[];
  order(order: MadeOrder): void;
  /**
   * To be called now and then: gives the estimates of orders that have waited for a second of reading.
   * By then what was on the bus before them has been read, however far behind the reading is.
   */
  settle(nowMilliseconds: number): readonly Estimate[];
  /** The same for all, at the end of what there is to read. */
  settleAll(): readonly Estimate[];
  /** A tick was counted without a look at it: what is known of the last one is not true any more. */
  lose(): void;
  hasWaiting(): boolean;
};

/** Streams of one bus are read in turn, each many times a second. */
const READ_WITHIN_MILLISECONDS = 1000;

/** An order that waits, and when that was first noticed: no clock is read when it comes. */
type Waiting = { readonly order: MadeOrder; sinceMilliseconds: number | undefined };

const NONE: readonly Estimate[] = [];

export function createInstrumentTicks(): InstrumentTicks {
  const ticks: Moment[] = [];
  let next = 0;
  let waiting: Waiting[] = [];

  /** The time since the newest tick before the order; the ticks of two streams are in no order. */
  function estimate(order: MadeOrder): readonly Estimate[] {
    let shortest = LONGEST_NANOSECONDS;
    for (const tick of ticks) {
      const nanoseconds = nanosecondsBetween(tick, order.madeAt);
      if (nanoseconds > 0 && nanoseconds < shortest) shortest = nanoseconds;
    }
    return shortest < LONGEST_NANOSECONDS ? [{ order, nanoseconds: shortest }] : NONE;
  }

  function finish(isDue: (waiting: Waiting) => boolean): readonly Estimate[] {
    const due = waiting.filter(isDue);
    if (due.length > 0) waiting = waiting.filter((it) => !due.includes(it));
    return due.flatMap(({ order }) => estimate(order));
  }

  return {
    tick(at) {
      const done =
        waiting.length === 0
          ? NONE
          : finish(({ order }) => nanosecondsBetween(order.madeAt, at) > 0);
      ticks[next] = at;
      next = (next + 1) % KEPT_TICKS;
      return done;
    },
    order(order) {
      if (waiting.length < MAX_WAITING) waiting.push({ order, sinceMilliseconds: undefined });
    },
    settle: (nowMilliseconds) =>
      finish((it) => {
        it.sinceMilliseconds ??= nowMilliseconds;
        return nowMilliseconds - it.sinceMilliseconds >= READ_WITHIN_MILLISECONDS;
      }),
    settleAll: () => finish(() => true),
    lose() {
      ticks.length = 0;
      next = 0;
      waiting = [];
    },
    hasWaiting: () => waiting.length > 0,
  };
}
