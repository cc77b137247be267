import type { TradingSample, VenueClock } from '@m4max/contracts';
import type { Producer } from '../clocks/replays.ts';
import { createReplays, isReplayed } from '../clocks/replays.ts';
import { createVenueClocks } from '../clocks/venue-clocks.ts';
import type { Message, OrderEvent } from '../decode/message.ts';
import { millisecondsOfMoment, momentOf } from '../decode/moment.ts';
import { readMessage } from '../decode/read-message.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createRecentIds } from '../recent/recent-ids.ts';
import type { KeptOrder } from './kept-order.ts';
import { orderFigures } from './order-figures.ts';
import { createOrderTracker } from './order-tracker.ts';
import type { Route } from './routes.ts';
import { createRoutes } from './routes.ts';
import type { Estimate, InstrumentTicks } from './tick-to-order.ts';
import { createInstrumentTicks } from './tick-to-order.ts';

/** Copies of an event come within seconds; this is minutes of them at full speed. */
const RECENT_IDS = 50_000;
/** More than a platform trades; made anew when there are more. */
const MAX_INSTRUMENTS = 10_000;

/** One entry of a NautilusTrader bus. */
type BusEntry = {
  readonly stream: string;
  /** As its bytes stand in the entry. */
  readonly topic: Buffer | undefined;
  readonly payload: Buffer | undefined;
  /** What the entry says of its encoding; asked for only where the payload could not be read. */
  readonly encoding?: () => string | undefined;
  /** When it counts, see `placedAt`. */
  readonly atMilliseconds: number;
  /** When the bus had it, by its id. */
  readonly entryMilliseconds: number;
  /** Market data of a reader that cannot keep up is counted without a look into it. */
  readonly countOnly?: boolean;
};

export type NautilusTaker = {
  take(input: string, entry: BusEntry): void;
  /** Market data of an input was passed over, unread. */
  passOver(input: string): void;
  /** Ends what has waited long enough for other entries: before every sample. */
  settle(nowMilliseconds: number): void;
  /** Ends all that waits: nothing more is to come. */
  settleAll(): void;
  /** What became of the orders of the window that ends now; nothing while there are none. */
  orders(nowMilliseconds: number): TradingSample['orders'];
  /** Orders that are not ended, for the next run. */
  keepOrders(): readonly KeptOrder[];
  restoreOrders(orders: readonly KeptOrder[]): void;
  venueClocks(nowMilliseconds: number): readonly VenueClock[];
  /** A sentence about what an input brings that is of another day; nothing if all is live. */
  detailOf(input: string, nowMilliseconds: number): string | undefined;
};

/** Takes what a NautilusTrader node says on its bus. */
export function createNautilusTaker(ledger: Ledger): NautilusTaker {
  const { windowSeconds } = ledger;
  const tracker = createOrderTracker(windowSeconds);
  const venueClocks = createVenueClocks(windowSeconds);
  const replays = createReplays();
  const recentEvents = createRecentIds(RECENT_IDS);
  const instruments = new Map<string, InstrumentTicks>();
  const waiting = new Set<InstrumentTicks>();
  const routes = createRoutes({ replays, venueClocks, ticksOf });

  function ticksOf({ input, name }: Producer, instrument: string): InstrumentTicks {
    const key = `${input} ${name} ${instrument}`;
    const found = instruments.get(key);
    if (found !== undefined) return found;
    if (instruments.size >= MAX_INSTRUMENTS) {
      instruments.clear();
      waiting.clear();
      routes.clear(); // They hold ticks that nobody would look at any more.
    }
    const ticks = createInstrumentTicks();
    instruments.set(key, ticks);
    return ticks;
  }

  function record(estimates: readonly Estimate[]): void {
    for (const { order, nanoseconds } of estimates) {
      const { input, labels, atMilliseconds } = order;
      const stage = { kind: 'order', stage: 'tick_to_order' } as const;
      const measurement = { ...stage, labels, nanoseconds, failed: false, times: 1 };
      ledger.measure(input, measurement, atMilliseconds);
    }
  }

  function settleEach(settled: (ticks: InstrumentTicks) => readonly Estimate[]): void {
    for (const ticks of waiting) {
      record(settled(ticks));
      if (!ticks.hasWaiting()) waiting.delete(ticks);
    }
  }

  function takeMarketData(
    input: string,
    route: Route,
    message: Extract<Message, { readonly kind: 'market_data' }>,
    atMilliseconds: number,
  ): void {
    const { venue, dataType, feedNanoseconds, engineTime } = message;
    if (route.ticks !== undefined) record(route.ticks.tick(engineTime));
    if (feedNanoseconds === 0) {
      ledger.hear(venue, input, atMilliseconds);
      return ledger.reject(input, 'self_made', atMilliseconds, dataType);
    }
    (route.clock ?? venueClocks.of(venue)).observe(feedNanoseconds, atMilliseconds);
    const labels = route.labels ?? { venue, data_type: dataType };
    const nanoseconds = feedNanoseconds;
    ledger.measure(
      input,
      { kind: 'market_data', stage: 'feed', labels, nanoseconds, failed: false, times: 1 },
      atMilliseconds,
    );
  }

  function takeOrder(
    input: string,
    producer: Producer,
    event: OrderEvent,
    atMilliseconds: number,
  ): void {
    if (event.eventId !== undefined && !recentEvents.isNew(event.eventId)) return;
    for (const measurement of tracker.take(event, atMilliseconds))
      ledger.measure(input, measurement, atMilliseconds);
    if (event.type !== 'OrderInitialized' || event.isReconciliation) return;
    const ticks = ticksOf(producer, event.instrument);
    const labels = { order_type: event.orderType ?? 'unknown', venue: event.venue };
    ticks.order({ madeAt: momentOf(event.initAt), input, labels, atMilliseconds });
    waiting.add(ticks);
  }

  /** Whatever was read, unless it is of another day. */
  function takeMessage(input: string, route: Route, message: Message, entry: BusEntry): void {
    const { payload, atMilliseconds, entryMilliseconds } = entry;
    const { topic, producer, plan } = route;
    const engineMilliseconds = timeOf(message);
    if (isReplayed(producer, { engineMilliseconds, entryMilliseconds, atMilliseconds }))
      return ledger.reject(input, 'replay', atMilliseconds, `${producer.name} ${topic}`);
    if (message.kind === 'order') takeOrder(input, producer, message.event, atMilliseconds);
    if (message.kind === 'order' && message.event.isReconciliation)
      return ledger.reject(input, 'reconciliation', atMilliseconds, topic);
    ledger.components.count(plan.component, payload?.length ?? 0, atMilliseconds);
    if (message.kind === 'market_data') takeMarketData(input, route, message, atMilliseconds);
  }

  return {
    take(input, entry) {
      const { stream, payload, atMilliseconds, countOnly = false } = entry;
      ledger.arrive(input, payload?.length ?? 0, atMilliseconds);
      const route = routes.of(input, stream, entry.topic);
      const { topic } = route;
      const { component, reading } = route.plan;
      if (reading.kind === 'historical')
        return ledger.reject(input, 'historical', atMilliseconds, topic);
      if (countOnly && component === 'market_data') {
        route.ticks?.lose();
        if (route.producer.replay !== undefined)
          return ledger.reject(input, 'replay', atMilliseconds, topic);
        if (reading.kind === 'market_data') ledger.hear(reading.venue, input, atMilliseconds);
        return ledger.components.count(component, payload?.length ?? 0, atMilliseconds);
      }
      const message = readMessage(route.plan, payload);
      if (message.kind !== 'rejected') return takeMessage(input, route, message, entry);
      const needsSchema = schemaEncodings.has(entry.encoding?.());
      ledger.reject(input, needsSchema ? 'encoding' : message.reason, atMilliseconds, topic);
    },
    passOver(input) {
      for (const [key, ticks] of instruments) if (key.startsWith(`${input} `)) ticks.lose();
    },
    settle: (nowMilliseconds) => settleEach((ticks) => ticks.settle(nowMilliseconds)),
    settleAll: () => settleEach((ticks) => ticks.settleAll()),
    orders: (nowMilliseconds) => orderFigures(tracker, nowMilliseconds),
    keepOrders: () => tracker.keep(),
    restoreOrders: (orders) => tracker.restore(orders),
    venueClocks: (nowMilliseconds) => venueClocks.clocks(nowMilliseconds),
    detailOf: (input, nowMilliseconds) =>
      replays.tell(input, nowMilliseconds, windowSeconds * 1000),
  };
}

/** Encodings that only their schema can read; other producers' labels are known to be wrong. */
const schemaEncodings: ReadonlySet<unknown> = new Set(['sbe', 'capnp']);

function timeOf(message: Message): number | undefined {
  if (message.kind === 'market_data') return millisecondsOfMoment(message.engineTime);
  return message.kind === 'order' ? Number(message.event.initAt / 1_000_000n) : undefined;
}
