import type { TradingSample } from '../../trading-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** Risk calculations and the predictions of models. */
export const riskAndModelMetrics: readonly MetricRow<TradingSample>[] = [
  {
    type: 'gauge',
    name: 'nautilus_risk_checks_per_second',
    help: 'Risk calculations a second, over the window.',
    labels: [],
    unit: 'per second',
    read: ({ risk }) => known(risk?.checks_per_second),
  },
  {
    type: 'gauge',
    name: 'nautilus_risk_failed_checks',
    help: 'Risk calculations of the window that failed.',
    labels: [],
    unit: 'count',
    read: ({ risk }) => known(risk?.failed_checks),
  },
  {
    type: 'gauge',
    name: 'nautilus_ml_predictions_per_second',
    help: 'Predictions a second of a model, over the window.',
    labels: ['model_name'],
    unit: 'per second',
    read: ({ ml }) =>
      ml.map(({ model_name, predictions_per_second }) => ({
        labels: { model_name },
        value: predictions_per_second,
      })),
  },
  {
    type: 'gauge',
    name: 'nautilus_ml_model_accuracy',
    help: 'Share of the predictions with a known outcome in the window that came true.',
    labels: ['model_name'],
    unit: 'percent',
    read: ({ ml }) => ml.flatMap(({ model_name, accuracy }) => known(accuracy, { model_name })),
  },
  {
    type: 'gauge',
    name: 'nautilus_ml_model_accuracy_lower_bound',
    help: 'Lower end of the 95 % Wilson interval of the accuracy.',
    labels: ['model_name'],
    unit: 'percent',
    read: ({ ml }) =>
      ml.flatMap(({ model_name, accuracy_lower_bound }) =>
        known(accuracy_lower_bound, { model_name }),
      ),
  },
  {
    type: 'gauge',
    name: 'nautilus_ml_model_accuracy_samples',
    help: 'Predictions with a known outcome in the window.',
    labels: ['model_name'],
    unit: 'count',
    read: ({ ml }) =>
      ml.flatMap(({ model_name, accuracy_samples }) => known(accuracy_samples, { model_name })),
  },
];
