import { expect, it } from '@jest/globals';
import { createLedger } from '../ledger/ledger.ts';
import { readTelemetryFields } from './read-telemetry.ts';
import { createTelemetryTaker } from './telemetry-taker.ts';

const NOW = 1_767_623_400_000;
const risk = { v: '1', kind: 'risk', engine: 'risk', risk_type: 'var', dur_ns: '2500000' };
const guess = { v: '1', kind: 'ml', engine: 'ml', model_name: 'direction', id: 'a' };

/** The books after these samples, each given twice where it says so. */
function taken(...samples: readonly Readonly<Record<string, string>>[]) {
  const ledger = createLedger(60);
  const taker = createTelemetryTaker(ledger);
  for (const fields of samples)
    taker.take('http', readTelemetryFields(fields), { atMilliseconds: NOW, bytes: 100 });
  const [input] = ledger.latency.latencies(NOW).latencies;
  return {
    samples: input?.samples,
    failed: input?.failed,
    messages: ledger.components.rates(NOW).map(({ name, messages }) => `${name} ${messages}`),
    leftOut: ledger.inputs.rejections().map(({ reason }) => reason),
  };
}

it.each([
  {
    title: 'a batch as often as it stands for',
    samples: [{ ...risk, n: '40', ok: '0' }, risk],
    books: { samples: 41, failed: 40, messages: ['risk 41'], leftOut: [] },
  },
  {
    title: 'a repeat once',
    samples: [
      { ...risk, id: 'a' },
      { ...risk, id: 'a' },
    ],
    books: { samples: 1, messages: ['risk 1'], leftOut: ['duplicate'] },
  },
  {
    title: 'what has no id as often as it comes',
    samples: [risk, risk],
    books: { samples: 2, leftOut: [] },
  },
  {
    title: 'the same id of two engines twice',
    samples: [
      { ...risk, id: 'a' },
      { ...risk, id: 'a', engine: 'collateral' },
    ],
    books: { samples: 2, messages: ['risk 1', 'collateral 1'], leftOut: [] },
  },
  {
    title: 'a prediction and its outcome under one id',
    samples: [
      { ...guess, pred: 'up', dur_ns: '5' },
      { ...guess, outcome: 'up' },
    ],
    books: { samples: 1, messages: ['ml 2'], leftOut: [] },
  },
  {
    title: 'no outcome of what nobody predicted',
    samples: [{ ...guess, outcome: 'up' }],
    books: { samples: undefined, leftOut: ['unknown_prediction'] },
  },
])('takes $title', ({ samples, books }) => {
  expect(taken(...samples)).toMatchObject(books);
});
