import { expect, it } from '@jest/globals';
import { readPublished, unread } from './read-published.ts';

const CHANNEL = 'nautilus-engine_logic_bus-risk_metric';
const read = (text: string) => readPublished(CHANNEL, Buffer.from(text));

it('reads nanoseconds to the last digit', () => {
  expect(
    read('{"type":"risk_metric","engine_type":"risk","timestamp_ns":1767623400000000123}'),
  ).toMatchObject({
    dialect: 'triple',
    engine: 'risk',
    messageType: 'risk_metric',
    sentNanoseconds: 1767623400000000123n,
    faults: [],
  });
});

it.each([
  {
    title: 'a type that the channel tells',
    text: '{"timestamp_ns":1767623400000000123}',
    expected: { messageType: 'risk_metric', engine: 'unknown', faults: [] },
  },
  {
    title: 'a type that only the message has',
    text: '{"type":"weather","timestamp_ns":"1767623400000000123"}',
    expected: { messageType: 'other', faults: [] },
  },
  {
    title: 'no time',
    text: '{"type":"risk_metric"}',
    expected: { sentNanoseconds: undefined, faults: ['missing_field'] },
  },
  {
    title: 'a time of null',
    text: '{"timestamp_ns":null}',
    expected: { faults: ['missing_field'] },
  },
  {
    title: 'a time that is none',
    text: '{"timestamp_ns":{}}',
    expected: { faults: ['bad_timestamp'] },
  },
  {
    title: 'a negative time',
    text: '{"timestamp_ns":-1767623400000000123}',
    expected: { faults: ['bad_timestamp'] },
  },
  {
    title: 'a time beyond measure',
    text: '{"timestamp_ns":1e30}',
    expected: { faults: ['bad_timestamp'] },
  },
  {
    title: 'hints',
    text: '{"data":{"model_name":"drift","inference_time_ms":2}}',
    expected: { hints: { modelName: 'drift', inferenceNanoseconds: 2_000_000 } },
  },
  { title: 'data that is text', text: '{"data":"inference_time_ms"}', expected: { hints: {} } },
  {
    title: 'other types than expected',
    text: '{"type":1,"engine_type":[]}',
    expected: { messageType: 'risk_metric', engine: 'unknown' },
  },
])('reads a message with $title', ({ text, expected }) => {
  expect(read(text)).toMatchObject({ kind: 'message', ...expected });
});

it.each([
  { title: 'nothing', text: '' },
  { title: 'what is cut off', text: '{"type":"risk_met' },
  { title: 'a list', text: '[1]' },
  { title: 'a number', text: '7' },
  { title: 'null', text: 'null' },
])('$title is no message', ({ text }) => {
  expect(read(text)).toMatchObject({ kind: 'rejected', reason: 'parse' });
});

it('counts by its channel what it does not look into', () => {
  expect(unread(CHANNEL, 'overload', 120)).toMatchObject({
    messageType: 'risk_metric',
    engine: 'unknown',
    faults: ['overload'],
    payloadBytes: 120,
  });
  expect(read(`{"data":"${'x'.repeat(5 << 20)}"}`)).toMatchObject({
    messageType: 'risk_metric',
    faults: ['too_large'],
  });
});
