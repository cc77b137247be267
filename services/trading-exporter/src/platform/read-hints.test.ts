import { expect, it } from '@jest/globals';
import { readHints } from './read-hints.ts';

const hints = (found: object) => ({ kind: 'hints', hints: found });

it.each([
  {
    title: 'all there are',
    payload: '{"processing_time_ms":1.42,"inference_time_ms":3,"model_name":"drift"}',
    outcome: hints({
      processingNanoseconds: 1_420_000,
      inferenceNanoseconds: 3_000_000,
      modelName: 'drift',
    }),
  },
  {
    title: 'a number as text',
    payload: '{"processing_time_ms": "0.25"}',
    outcome: hints({ processingNanoseconds: 250_000 }),
  },
  {
    title: 'a time of zero, for the ledger to doubt',
    payload: '{"processing_time_ms":0}',
    outcome: hints({ processingNanoseconds: 0 }),
  },
  {
    title: 'a negative time, too',
    payload: '{"processing_time_ms":-1}',
    outcome: hints({ processingNanoseconds: -1_000_000 }),
  },
  {
    title: 'one beyond measure, too',
    payload: '{"processing_time_ms":1e300}',
    outcome: hints({ processingNanoseconds: 1e306 }),
  },
  { title: 'null', payload: '{"processing_time_ms":null,"model_name":null}', outcome: hints({}) },
  {
    title: 'other kinds of values',
    payload: '{"processing_time_ms":[1],"inference_time_ms":true,"model_name":7}',
    outcome: hints({}),
  },
  {
    title: 'words',
    payload: '{"processing_time_ms":"fast","inference_time_ms":" "}',
    outcome: hints({}),
  },
  {
    title: 'a name without end',
    payload: `{"model_name":"${'m'.repeat(65)}"}`,
    outcome: hints({}),
  },
  {
    title: 'what stands deeper',
    payload: '{"details":{"processing_time_ms":9}}',
    outcome: hints({}),
  },
  {
    title: 'what only mentions a key',
    payload: '{"text":"say \\"processing_time_ms\\" aloud"}',
    outcome: hints({}),
  },
  { title: 'a list', payload: '["model_name"]', outcome: hints({}) },
  { title: 'nothing', payload: '', outcome: hints({}) },
  {
    title: 'what is cut off',
    payload: '{"processing_time_ms":1.4',
    outcome: { kind: 'unread', reason: 'parse' },
  },
  {
    title: 'NaN as Python writes it',
    payload: '{"processing_time_ms":NaN}',
    outcome: { kind: 'unread', reason: 'parse' },
  },
  { title: 'garbage without a key', payload: '{"x":', outcome: hints({}) },
])('reads $title', ({ payload, outcome }) => {
  expect(readHints(Buffer.from(payload))).toEqual(outcome);
});

it('does not parse what is large, and says so only when there was something to find', () => {
  const filler = 'x'.repeat(5 << 20);
  expect(readHints(Buffer.from(`{"x":"${filler}"}`))).toEqual(hints({}));
  expect(readHints(Buffer.from(`{"x":"${filler}","processing_time_ms":1}`))).toEqual({
    kind: 'unread',
    reason: 'too_large',
  });
});
