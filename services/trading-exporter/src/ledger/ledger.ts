import type { TradingCalendar } from '@m4max/contracts';
import type { LatencyRecorder } from '../latency/latency-recorder.ts';
import { createLatencyRecorder } from '../latency/latency-recorder.ts';
import type { Measurement } from '../latency/measurement.ts';
import { disbelief } from '../latency/measurement.ts';
import type { RecentLosses } from '../score/recent-losses.ts';
import { createRecentLosses } from '../score/recent-losses.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import { createSessionBook } from '../sessions/session-book.ts';
import type { SloBook } from '../slo/slo-book.ts';
import { createSloBook } from '../slo/slo-book.ts';
import type { ThroughputMeter } from '../throughput/throughput-meter.ts';
import { createThroughputMeter } from '../throughput/throughput-meter.ts';
import type { InputBook } from './input-book.ts';
import { createInputBook } from './input-book.ts';

/** The books that every input writes to. Times are arguments, in milliseconds since 1970; it reads no clock. */
export type Ledger = {
  readonly windowSeconds: number;
  readonly latency: LatencyRecorder;
  /** Messages by the part of the platform that they belong to. */
  readonly components: ThroughputMeter;
  /** Entries by the input that brought them. */
  readonly arrivals: ThroughputMeter;
  readonly inputs: InputBook;
  readonly slos: SloBook;
  readonly sessions: SessionBook;
  readonly losses: RecentLosses;
  /** When the first thing that counts happened. */
  firstAt(): number | undefined;
  /**
   * Whether what an input brings next is of a recording that is played. That is shown as it comes, but no
   * promise is held against it and no venue is expected to go on: nobody is woken for another day.
   */
  play(input: string, isPlayed: boolean): void;
  /** One entry of an input came in. */
  arrive(input: string, bytes: number, atMilliseconds: number): void;
  /** A measured time: recorded and counted for its promise, or rejected with the reason for which it is not believed. */
  measure(input: string, measurement: Measurement, atMilliseconds: number): void;
  /** Market data of a venue came in, whatever there is to measure of it. */
  hear(venue: string, input: string, atMilliseconds: number): void;
  /** Left out, by a reason from a short fixed list; the detail tells its sender apart. */
  reject(input: string, reason: string, atMilliseconds: number, detail?: string): void;
};

export function createLedger(
  windowSeconds: number,
  calendars: readonly TradingCalendar[] = [],
): Ledger {
  const latency = createLatencyRecorder(windowSeconds);
  const components = createThroughputMeter(windowSeconds);
  const arrivals = createThroughputMeter(windowSeconds);
  const inputs = createInputBook();
  const slos = createSloBook();
  const sessions = createSessionBook(calendars);
  const losses = createRecentLosses(windowSeconds);
  const played = new Set<string>();
  let firstMilliseconds: number | undefined;

  function reject(input: string, reason: string, atMilliseconds: number, detail?: string): void {
    inputs.reject({ input, reason, atMilliseconds, detail });
  }

  function hear(venue: string, input: string, atMilliseconds: number): void {
    if (!played.has(input)) sessions.heard(venue, input, atMilliseconds);
  }

  return {
    windowSeconds,
    latency,
    components,
    arrivals,
    inputs,
    slos,
    sessions,
    losses,
    firstAt: () => firstMilliseconds,
    play(input, isPlayed) {
      if (isPlayed) played.add(input);
      else played.delete(input);
    },
    arrive(input, bytes, atMilliseconds) {
      firstMilliseconds = Math.min(firstMilliseconds ?? atMilliseconds, atMilliseconds);
      inputs.arrived(input, atMilliseconds);
      arrivals.count(input, bytes, atMilliseconds);
    },
    measure(input, measurement, atMilliseconds) {
      const { kind, labels } = measurement;
      if (kind === 'market_data' && labels.venue !== undefined)
        hear(labels.venue, input, atMilliseconds); // A venue whose clock is off has spoken too.
      const doubt = disbelief(measurement);
      if (doubt !== undefined) return reject(input, doubt, atMilliseconds, inWords(measurement));
      latency.record(measurement, atMilliseconds);
      if (!played.has(input)) slos.observe(measurement, atMilliseconds);
    },
    hear,
    reject,
  };
}

function inWords({ kind, stage, labels, nanoseconds }: Measurement): string {
  return [kind, stage, ...Object.values(labels), `${nanoseconds} ns`].join(' ');
}
