import type { Labels, Measurement } from '../latency/measurement.ts';
import type { PlatformMessage } from './platform-message.ts';

/**
 * The times that an engine reports with its result, as what they are times of. They are the engine's
 * word: some engines are known to write a constant.
 */
export function reportedTimes(
  message: Extract<PlatformMessage, { readonly kind: 'message' }>,
): readonly Measurement[] {
  const { engine, messageType, hints } = message;
  const { processingNanoseconds, inferenceNanoseconds, modelName = 'unknown' } = hints;
  const isPrediction = messageType === 'ml_prediction';
  const isRisk = messageType === 'risk_metric';
  return [
    ...(isPrediction && inferenceNanoseconds !== undefined
      ? [timed('ml', 'infer', { model_name: modelName }, inferenceNanoseconds)]
      : []),
    ...(processingNanoseconds === undefined
      ? []
      : [
          isRisk
            ? timed('risk', 'reported', { risk_type: 'reported' }, processingNanoseconds)
            : timed('custom', 'processing', { engine }, processingNanoseconds),
        ]),
  ];
}

function timed(
  kind: Measurement['kind'],
  stage: string,
  labels: Labels,
  nanoseconds: number,
): Measurement {
  return { kind, stage, labels, nanoseconds, failed: false, times: 1 };
}
