import { expect, it } from '@jest/globals';
import { readTelemetryFields, readTelemetryLine } from './read-telemetry.ts';

const risk = { v: '1', kind: 'risk', engine: 'risk', risk_type: 'var', dur_ns: '2500000' };

it.each([
  {
    title: 'a risk calculation',
    fields: risk,
    taken: {
      engine: 'risk',
      measurement: {
        kind: 'risk',
        stage: 'var',
        labels: { risk_type: 'var' },
        nanoseconds: 2_500_000,
      },
    },
  },
  {
    title: 'two times of one clock',
    fields: {
      v: '1',
      kind: 'db',
      engine: 'backend',
      t0_ns: '1767623400000000001',
      t1_ns: '1767623400000000257',
    },
    taken: { measurement: { kind: 'db', stage: 'query', labels: {}, nanoseconds: 256 } },
  },
  {
    title: 'a failed batch',
    fields: { ...risk, ok: '0', n: '40' },
    taken: { measurement: { failed: true, times: 40 } },
  },
  {
    title: 'an inference with its prediction',
    fields: {
      v: '1',
      kind: 'ml',
      engine: 'ml',
      model_name: 'direction',
      dur_ns: '9000000',
      id: 'a',
      pred: 'up',
    },
    taken: {
      measurement: { stage: 'infer', labels: { model_name: 'direction' } },
      prediction: { id: 'a', model: 'direction', value: 'up' },
      outcome: undefined,
    },
  },
  {
    title: 'an outcome alone',
    fields: { v: '1', kind: 'ml', engine: 'ml', id: 'a', outcome: 'up' },
    taken: { measurement: undefined, outcome: { id: 'a', value: 'up' } },
  },
  {
    title: 'an order stage without labels',
    fields: { v: '1', kind: 'order', engine: 'strategy', dur_ns: '1' },
    taken: {
      measurement: { stage: 'submit_ack', labels: { order_type: 'unknown', venue: 'unknown' } },
    },
  },
  {
    title: 'a field of a later version',
    fields: { ...risk, colour: 'red' },
    taken: { measurement: { stage: 'var' } },
  },
])('readTelemetryFields: $title', ({ fields, taken }) => {
  expect(readTelemetryFields(fields)).toMatchObject({ kind: 'taken', ...taken });
});

it.each([
  { title: 'another version', line: { ...risk, v: 2 }, code: 'version' },
  { title: 'an unknown kind', line: { ...risk, kind: 'weather' }, code: 'unknown_kind' },
  {
    title: 'an engine that is no name',
    line: { ...risk, engine: 'Risk Engine!' },
    code: 'bad_field',
  },
  { title: 'no duration', line: { v: 1, kind: 'risk', engine: 'risk' }, code: 'no_duration' },
  {
    title: 'half a duration',
    line: { v: 1, kind: 'risk', engine: 'risk', t0_ns: '1' },
    code: 'no_duration',
  },
  { title: 'NaN', line: { ...risk, dur_ns: 'NaN' }, code: 'bad_duration' },
  { title: 'a negative duration', line: { ...risk, dur_ns: -5 }, code: 'bad_duration' },
  { title: '1e30', line: { ...risk, dur_ns: 1e30 }, code: 'bad_duration' },
  {
    title: 'the end before the start',
    line: { v: 1, kind: 'db', engine: 'a', t0_ns: '9', t1_ns: '4' },
    code: 'negative',
  },
  { title: 'two hours', line: { ...risk, dur_ns: 7200e9 }, code: 'out_of_range' },
  { title: 'no time at all', line: { ...risk, dur_ns: 0 }, code: 'zero' },
  { title: 'a batch of a billion', line: { ...risk, n: 1_000_000_000 }, code: 'out_of_range' },
  { title: 'an unknown field', line: { ...risk, colour: 'red' }, code: 'bad_field' },
  { title: 'a number', line: 7, code: 'bad_field' },
])('readTelemetryLine refuses $title', ({ line, code }) => {
  expect(readTelemetryLine(line)).toMatchObject({ kind: 'rejected', code });
});
