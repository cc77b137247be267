import type { Ledger } from '../ledger/ledger.ts';
import type { AccuracyKeeper } from '../ml/accuracy.ts';
import { createAccuracyKeeper } from '../ml/accuracy.ts';
import { createRecentIds } from '../orders/recent-ids.ts';
import type { Telemetry } from './read-telemetry.ts';

/** Senders repeat within seconds; this is minutes of them at full speed. */
const RECENT_IDS = 50_000;

export type TelemetryTaker = {
  take(
    input: string,
    telemetry: Telemetry,
    at: { readonly atMilliseconds: number; readonly bytes: number },
  ): void;
  readonly accuracy: AccuracyKeeper;
};

/** Takes what engines measure themselves. */
export function createTelemetryTaker(ledger: Ledger): TelemetryTaker {
  const accuracy = createAccuracyKeeper(ledger.windowSeconds);
  const recent = createRecentIds(RECENT_IDS);
  return {
    accuracy,
    take(input, telemetry, { atMilliseconds, bytes }) {
      ledger.arrive(input, bytes, atMilliseconds);
      if (telemetry.kind === 'rejected')
        return ledger.reject(input, telemetry.code, atMilliseconds, telemetry.reason);
      const { engine, repeatKey, measurement, prediction, outcome } = telemetry;
      if (repeatKey !== undefined && !recent.isNew(repeatKey))
        return ledger.reject(input, 'duplicate', atMilliseconds, repeatKey);
      ledger.components.count(engine, bytes, atMilliseconds, measurement?.times ?? 1);
      if (measurement !== undefined) ledger.measure(input, measurement, atMilliseconds);
      if (prediction !== undefined)
        accuracy.predict(prediction.id, prediction.model, prediction.value);
      if (outcome !== undefined && !accuracy.settle(outcome.id, outcome.value, atMilliseconds))
        ledger.reject(input, 'unknown_prediction', atMilliseconds, `${engine} ${outcome.id}`);
    },
  };
}
