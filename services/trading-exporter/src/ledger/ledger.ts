import type { OrderEvent } from '../decode/message.ts';
import { componentOf, readMessage } from '../decode/read-message.ts';
import { createSlidingWindow } from '../histogram/sliding-window.ts';
import type { LatencyRecorder } from '../latency/latency-recorder.ts';
import { createLatencyRecorder } from '../latency/latency-recorder.ts';
import type { Measurement } from '../latency/measurement.ts';
import { disbelief } from '../latency/measurement.ts';
import type { AccuracyKeeper } from '../ml/accuracy.ts';
import { createAccuracyKeeper } from '../ml/accuracy.ts';
import type { OrderCount, OrderTracker } from '../orders/order-tracker.ts';
import { createOrderTracker } from '../orders/order-tracker.ts';
import { createRecentIds } from '../orders/recent-ids.ts';
import type { Telemetry } from '../telemetry/read-telemetry.ts';
import type { ThroughputMeter } from '../throughput/throughput-meter.ts';
import { createThroughputMeter } from '../throughput/throughput-meter.ts';
import { createInputBook } from './input-book.ts';

/** Copies of an event come within seconds; this is minutes of them at full speed. */
const RECENT_IDS = 50_000;

type BusEntry = {
  readonly topic: string;
  readonly payload: Buffer | undefined;
  /** When it counts, see {@link placedAt}. */
  readonly atMilliseconds: number;
};

type Counts = Record<OrderCount, number>;

/** Everything that is remembered of what came in. Times are arguments; it reads no clock. */
export type Ledger = {
  readonly windowSeconds: number;
  readonly latency: LatencyRecorder;
  readonly components: ThroughputMeter;
  readonly arrivals: ThroughputMeter;
  readonly orders: OrderTracker;
  readonly accuracy: AccuracyKeeper;
  readonly inputs: ReturnType<typeof createInputBook>;
  orderCounts(nowMilliseconds: number): Counts;
  /** When the first thing that counts happened. */
  firstAt(): number | undefined;
  takeEntry(input: string, entry: BusEntry): void;
  takeTelemetry(input: string, telemetry: Telemetry, at: TelemetryPlace): void;
};

type TelemetryPlace = { readonly atMilliseconds: number; readonly bytes: number };

export function createLedger(windowSeconds: number): Ledger {
  const latency = createLatencyRecorder(windowSeconds);
  const components = createThroughputMeter(windowSeconds);
  const arrivals = createThroughputMeter(windowSeconds);
  const orders = createOrderTracker();
  const accuracy = createAccuracyKeeper(windowSeconds);
  const inputs = createInputBook();
  const recentEvents = createRecentIds(RECENT_IDS);
  const recentTelemetry = createRecentIds(RECENT_IDS);
  const orderWindow = createSlidingWindow({
    windowSeconds,
    sliceSeconds: windowSeconds / 30,
    create: noOrders,
  });
  let firstMilliseconds: number | undefined;

  function arrive(input: string, bytes: number, atMilliseconds: number): void {
    firstMilliseconds = Math.min(firstMilliseconds ?? atMilliseconds, atMilliseconds);
    inputs.arrived(input, atMilliseconds);
    arrivals.count(input, bytes, atMilliseconds);
  }

  function measure(input: string, measurement: Measurement, atMilliseconds: number): void {
    const doubt = disbelief(measurement);
    if (doubt === undefined) latency.record(measurement, atMilliseconds);
    else inputs.reject(input, doubt);
  }

  function takeOrderEvent(input: string, event: OrderEvent, atMilliseconds: number): void {
    if (event.eventId !== undefined && !recentEvents.isNew(event.eventId)) return;
    const { measurements, count } = orders.take(event, atMilliseconds);
    for (const measurement of measurements) measure(input, measurement, atMilliseconds);
    const counts = orderWindow.at(atMilliseconds);
    if (count !== undefined && counts !== undefined) counts[count] += 1;
  }

  return {
    windowSeconds,
    latency,
    components,
    arrivals,
    orders,
    accuracy,
    inputs,
    firstAt: () => firstMilliseconds,
    orderCounts: (nowMilliseconds) => total(orderWindow.within(nowMilliseconds)),
    takeEntry(input, { topic, payload, atMilliseconds }) {
      const bytes = payload?.length ?? 0;
      arrive(input, bytes, atMilliseconds);
      const message = readMessage(topic, payload);
      if (message.kind === 'rejected') return inputs.reject(input, message.reason);
      if (message.kind === 'skipped') return inputs.reject(input, message.because);
      components.count(componentOf(topic), bytes, atMilliseconds);
      if (message.kind === 'order') takeOrderEvent(input, message.event, atMilliseconds);
      if (message.kind === 'market_data') {
        const { venue, dataType, feedNanoseconds } = message;
        measure(
          input,
          {
            kind: 'market_data',
            stage: 'feed',
            labels: { venue, data_type: dataType },
            nanoseconds: feedNanoseconds,
            failed: false,
            times: 1,
          },
          atMilliseconds,
        );
      }
    },
    takeTelemetry(input, telemetry, { atMilliseconds, bytes }) {
      arrive(input, bytes, atMilliseconds);
      if (telemetry.kind === 'rejected') return inputs.reject(input, telemetry.code);
      const { engine, repeatKey, measurement, prediction, outcome } = telemetry;
      if (repeatKey !== undefined && !recentTelemetry.isNew(repeatKey))
        return inputs.reject(input, 'duplicate');
      components.count(engine, bytes, atMilliseconds, measurement?.times ?? 1);
      if (measurement !== undefined) measure(input, measurement, atMilliseconds);
      if (prediction !== undefined)
        accuracy.predict(prediction.id, prediction.model, prediction.value);
      if (outcome !== undefined && !accuracy.settle(outcome.id, outcome.value, atMilliseconds))
        inputs.reject(input, 'unknown_prediction');
    },
  };
}

function noOrders(): Counts {
  return { submitted: 0, accepted: 0, rejected: 0, filled: 0, canceled: 0, denied: 0 };
}

function total(slices: readonly Counts[]): Counts {
  const sum = noOrders();
  for (const counts of slices)
    for (const name of Object.keys(sum) as OrderCount[]) sum[name] += counts[name];
  return sum;
}
