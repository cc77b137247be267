import type { Labels } from '../latency/measurement.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createRecentIds } from '../recent/recent-ids.ts';
import { createAnswers } from './answers.ts';
import { hopNanoseconds } from './hop.ts';
import type { MessageCounts } from './message-counts.ts';
import { createMessageCounts } from './message-counts.ts';
import type { PlatformFault, PlatformMessage } from './platform-message.ts';
import { componentOfEngine } from './platform-names.ts';
import { reportedTimes } from './reported-times.ts';

/** A message is copied to every stream within a moment; this is minutes of them at full speed. */
const RECENT_IDS = 50_000;

export type PlatformTaker = Pick<MessageCounts, 'messages' | 'breaches'> & {
  /** A copy of a message counts as an entry of its input, and nowhere else. */
  take(
    input: string,
    message: PlatformMessage,
    place: {
      /** When it counts, see `placedAt`. */
      readonly atMilliseconds: number;
      /** When Redis had it, by the id of its entry; for what was published, when we did. Nothing in a recording of that. */
      readonly arrivedMilliseconds: number | undefined;
    },
  ): void;
};

/** Takes what the engines of the platform tell each other. */
export function createPlatformTaker(ledger: Ledger): PlatformTaker {
  const recent = createRecentIds(RECENT_IDS);
  const answers = createAnswers();
  const counts = createMessageCounts(ledger.windowSeconds);

  /** Two clocks, so an impossible time tells of them and not of the bus. */
  function measureAcross(
    input: string,
    span: { readonly stage: string; readonly labels: Labels; readonly nanoseconds: number },
    atMilliseconds: number,
  ): void {
    const { stage, labels, nanoseconds } = span;
    if (nanoseconds < 0) {
      const who = [stage, ...Object.values(labels)].join(' ');
      return ledger.reject(input, 'clock_skew', atMilliseconds, `${who} ${nanoseconds} ns`);
    }
    const measurement = { kind: 'bus', ...span, failed: false, times: 1 } as const;
    ledger.measure(input, measurement, atMilliseconds);
  }

  return {
    messages: (nowMilliseconds) => counts.messages(nowMilliseconds),
    breaches: () => counts.breaches(),
    take(input, message, { atMilliseconds, arrivedMilliseconds }) {
      ledger.arrive(input, message.payloadBytes, atMilliseconds);
      if (message.kind === 'rejected')
        return ledger.reject(input, message.reason, atMilliseconds, message.detail);
      const { dialect, engine, messageType, messageId, correlationId, sentNanoseconds } = message;
      if (messageId !== undefined && !recent.isNew(messageId)) return;
      counts.count(engine, messageType, atMilliseconds);
      ledger.components.count(componentOfEngine(engine), message.payloadBytes, atMilliseconds);
      for (const fault of message.faults) {
        const who = [dialect, engine, messageType, message.topic ?? []].flat().join(' ');
        ledger.reject(input, fault, atMilliseconds, `${who}: ${faultsInWords[fault]}`);
      }
      for (const measurement of reportedTimes(message))
        ledger.measure(input, measurement, atMilliseconds);
      if (sentNanoseconds === undefined) return;
      if (arrivedMilliseconds !== undefined) {
        const stage = dialect === 'triple' ? 'publish_hop' : 'hop';
        const nanoseconds = hopNanoseconds(sentNanoseconds, arrivedMilliseconds);
        measureAcross(input, { stage, labels: { engine }, nanoseconds }, atMilliseconds);
      }
      if (correlationId === undefined) return;
      const said = { correlationId, messageType, sentNanoseconds, atMilliseconds };
      for (const answered of answers.take(said))
        measureAcross(input, { ...answered, labels: {} }, atMilliseconds);
    },
  };
}

const faultsInWords: Readonly<Record<PlatformFault, string>> = {
  parse: 'its payload is not JSON, so the times in it are not known',
  missing_field: 'no timestamp, so it is not timed',
  bad_timestamp: 'a timestamp that is no time, so it is not timed',
  too_large: 'too large to be parsed, so the times in it are not known',
  overload: 'more came than could be read, so it is not timed',
};
