import { createSlidingWindow } from '../histogram/sliding-window.ts';
import type { Measurement } from '../latency/measurement.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createRecentIds } from '../orders/recent-ids.ts';
import { createAnswers } from './answers.ts';
import type { PlatformFault, PlatformMessage } from './platform-message.ts';
import { componentOfEngine } from './platform-names.ts';
import { reportedTimes } from './reported-times.ts';

type Taken = Extract<PlatformMessage, { readonly kind: 'message' }>;

/** A message is copied to every stream within a moment; this is minutes of them at full speed. */
const RECENT_IDS = 50_000;
/** The id of an entry and a clock of ours end at whole milliseconds. */
const RESOLUTION_NANOSECONDS = 1_000_000;
/** What a hop counts as that is too short to be seen at that resolution. */
const SHORTEST_NANOSECONDS = 1000;

/** Messages that say that a limit was broken or is about to be. */
export const breachTypes = [
  'margin_call',
  'risk_limit_breach',
  'flash_crash_alert',
  'toxicity_alert',
  'system_failure',
] as const;
export type BreachType = (typeof breachTypes)[number];

export type PlatformPlace = {
  /** When it counts, see `placedAt`. */
  readonly atMilliseconds: number;
  /** When Redis had it, by the id of its entry; for what was published, when we did. Nothing in a recording of that. */
  readonly arrivedMilliseconds: number | undefined;
};

export type MessageCount = {
  readonly engine: string;
  readonly messageType: string;
  readonly messages: number;
};

export type PlatformTaker = {
  take(input: string, message: PlatformMessage, place: PlatformPlace): void;
  /** The messages of the window that ends now, by engine and type; copies count once. */
  messages(nowMilliseconds: number): readonly MessageCount[];
  /** Since the start, every type from 0 on; nothing until the platform has been heard. */
  breaches(): ReadonlyMap<BreachType, number> | undefined;
};

/** Takes what the engines of the platform tell each other. */
export function createPlatformTaker(ledger: Ledger): PlatformTaker {
  const { windowSeconds } = ledger;
  const recent = createRecentIds(RECENT_IDS);
  const answers = createAnswers();
  const breaches = new Map<BreachType, number>(breachTypes.map((type) => [type, 0]));
  let isHeard = false;
  /** Names of engines and types are two fixed lists, so a slice is bounded by their product. */
  const window = createSlidingWindow<Map<string, MessageCount>>({
    windowSeconds,
    sliceSeconds: windowSeconds / 30,
    create: () => new Map(),
  });

  function count({ engine, messageType, payloadBytes }: Taken, atMilliseconds: number): void {
    isHeard = true;
    ledger.components.count(componentOfEngine(engine), payloadBytes, atMilliseconds);
    const slice = window.at(atMilliseconds);
    if (slice !== undefined) add(slice, { engine, messageType, messages: 1 });
    if (isBreach(messageType)) breaches.set(messageType, (breaches.get(messageType) ?? 0) + 1);
  }

  /** Two clocks, so an impossible time tells of them and not of the bus. */
  function measureAcross(
    input: string,
    span: Pick<Measurement, 'stage' | 'labels'> & { readonly nanoseconds: number },
    atMilliseconds: number,
  ): void {
    const { stage, labels, nanoseconds } = span;
    if (nanoseconds >= 0)
      return ledger.measure(
        input,
        { kind: 'bus', stage, labels, nanoseconds, failed: false, times: 1 },
        atMilliseconds,
      );
    const who = [stage, ...Object.values(labels)].join(' ');
    ledger.reject(input, 'clock_skew', atMilliseconds, `${who} ${nanoseconds} ns`);
  }

  return {
    take(input, message, { atMilliseconds, arrivedMilliseconds }) {
      ledger.arrive(input, message.payloadBytes, atMilliseconds);
      if (message.kind === 'rejected')
        return ledger.reject(input, message.reason, atMilliseconds, message.detail);
      const { dialect, engine, messageType, messageId, correlationId, sentNanoseconds } = message;
      if (messageId !== undefined && !recent.isNew(messageId)) return;
      count(message, atMilliseconds);
      for (const fault of message.faults)
        ledger.reject(
          input,
          fault,
          atMilliseconds,
          `${dialect} ${engine} ${messageType}: ${faultsInWords[fault]}`,
        );
      for (const measurement of reportedTimes(message))
        ledger.measure(input, measurement, atMilliseconds);
      if (sentNanoseconds === undefined) return;
      if (arrivedMilliseconds !== undefined)
        measureAcross(
          input,
          {
            stage: dialect === 'triple' ? 'publish_hop' : 'hop',
            labels: { engine },
            nanoseconds: hopNanoseconds(sentNanoseconds, arrivedMilliseconds),
          },
          atMilliseconds,
        );
      if (correlationId === undefined) return;
      const answered = answers.take({
        correlationId,
        messageType,
        sentNanoseconds,
        atMilliseconds,
      });
      for (const { stage, nanoseconds } of answered)
        measureAcross(input, { stage, labels: {}, nanoseconds }, atMilliseconds);
    },
    messages: (nowMilliseconds) => {
      const whole = new Map<string, MessageCount>();
      for (const slice of window.within(nowMilliseconds))
        for (const counted of slice.values()) add(whole, counted);
      return [...whole.values()];
    },
    breaches: () => (isHeard ? breaches : undefined),
  };
}

/**
 * The least that a message was under way: the millisecond of its arrival began up to one later than
 * the message itself came, so the true time is up to a millisecond more. Where that makes it look as
 * if it came before it was sent, by less than a millisecond, it counts as the shortest there is:
 * leaving these out would leave only slow ones. What remains negative is the clocks.
 */
function hopNanoseconds(sentNanoseconds: bigint, arrivedMilliseconds: number): number {
  const nanoseconds = Number(BigInt(arrivedMilliseconds) * 1_000_000n - sentNanoseconds);
  if (nanoseconds <= -RESOLUTION_NANOSECONDS) return nanoseconds;
  return Math.max(SHORTEST_NANOSECONDS, nanoseconds);
}

const faultsInWords: Readonly<Record<PlatformFault, string>> = {
  parse: 'its payload is not JSON, so the times in it are not known',
  missing_field: 'no timestamp, so it is not timed',
  bad_timestamp: 'a timestamp that is no time, so it is not timed',
  too_large: 'too large to be parsed',
  overload: 'more came than could be read',
};

function isBreach(messageType: string): messageType is BreachType {
  return (breachTypes as readonly string[]).includes(messageType);
}

function add(counts: Map<string, MessageCount>, { engine, messageType, messages }: MessageCount) {
  const key = `${engine} ${messageType}`;
  const known = counts.get(key)?.messages ?? 0;
  counts.set(key, { engine, messageType, messages: known + messages });
}
