import type { Ledger } from '../ledger/ledger.ts';
import type { AccuracyKeeper } from '../ml/accuracy.ts';
import { createAccuracyKeeper } from '../ml/accuracy.ts';
import { createRecentIds } from '../recent/recent-ids.ts';
import type { Telemetry } from './read-telemetry.ts';

/** Senders repeat within seconds; this is minutes of them at full speed. */
const RECENT_IDS = 50_000;

/** What became of a sample: in words that its sender understands where it was left out. */
type Fate = { readonly kind: 'taken' } | { readonly kind: 'left_out'; readonly reason: string };

export type TelemetryTaker = {
  take(
    input: string,
    telemetry: Telemetry,
    at: { readonly atMilliseconds: number; readonly bytes: number },
  ): Fate;
  readonly accuracy: AccuracyKeeper;
};

/** Takes what engines measure themselves. */
export function createTelemetryTaker(ledger: Ledger): TelemetryTaker {
  const accuracy = createAccuracyKeeper(ledger.windowSeconds);
  const recent = createRecentIds(RECENT_IDS);
  return {
    accuracy,
    take(input, telemetry, { atMilliseconds, bytes }) {
      function leaveOut(code: string, detail: string, reason = detail): Fate {
        ledger.reject(input, code, atMilliseconds, detail);
        return { kind: 'left_out', reason };
      }
      ledger.arrive(input, bytes, atMilliseconds);
      if (telemetry.kind === 'rejected') return leaveOut(telemetry.code, telemetry.reason);
      const { engine, repeatKey, measurement, prediction, outcome } = telemetry;
      if (repeatKey !== undefined && !recent.isNew(repeatKey))
        return leaveOut('duplicate', repeatKey, 'id: a sample with this id was taken before');
      ledger.components.count(engine, bytes, atMilliseconds, measurement?.times ?? 1);
      if (measurement !== undefined) ledger.measure(input, measurement, atMilliseconds);
      if (prediction !== undefined)
        accuracy.predict(prediction.id, prediction.model, prediction.value);
      if (outcome !== undefined && !accuracy.settle(outcome.id, outcome.value, atMilliseconds))
        return leaveOut(
          'unknown_prediction',
          `${engine} ${outcome.id}`,
          'outcome: no prediction with this id waits for one',
        );
      return { kind: 'taken' };
    },
  };
}
