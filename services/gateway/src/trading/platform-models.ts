import type { LatestTrading, PlatformTrading } from '@m4max/contracts';
import { given, givenMilliseconds } from './milliseconds.ts';

/** What is known of each model that answered in the window. */
export function platformModels({
  ml,
  latencies,
  taken_at: timestamp,
}: LatestTrading): PlatformTrading['ml_metrics'] {
  return ml.map((model) => {
    const { model_name } = model;
    const meanOf = (stage: string) =>
      latencies.find(
        (it) => it.kind === 'ml' && it.stage === stage && it.labels.model_name === model_name,
      )?.mean;
    return {
      model_name,
      ...givenMilliseconds('inference_time_ms', meanOf('infer')),
      ...givenMilliseconds('preprocessing_time_ms', meanOf('preprocess')),
      predictions_per_second: model.predictions_per_second,
      model_accuracy: model.accuracy ?? null,
      ...given('accuracy_lower_bound', model.accuracy_lower_bound),
      ...given('accuracy_samples', model.accuracy_samples),
      timestamp,
    };
  });
}
