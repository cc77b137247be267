import { expect, it } from '@jest/globals';
import { alert, liveHealth } from '../fixtures/samples.ts';
import { adviceOf } from './advice.ts';

const health = liveHealth({
  optimization_opportunities: ['Use the GPU.', 'P-cores are busy. See the runbook.'],
  recommendations: ['Use the GPU.', 'Restart the store.'],
});

it.each([
  { title: 'says everything once', alerts: [], advice: 3 },
  { title: 'does not repeat an open alert', alerts: [alert()], advice: 2 },
  { title: 'may repeat one that ended', alerts: [alert({ state: 'resolved' })], advice: 3 },
])('$title', ({ alerts, advice }) => {
  expect(adviceOf(health, new Map(alerts.map((one) => [one.id, one])))).toHaveLength(advice);
});
