import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { fieldsOf, recordedLines } from './fixtures/recorded.ts';
import { readPlatformMessage } from './read-platform-message.ts';
import { readPublished } from './read-published.ts';

it('reads every dialect as this', () => {
  const read = recordedLines().map((line) =>
    'stream' in line
      ? readPlatformMessage(fieldsOf(line.fields))
      : readPublished(line.channel, Buffer.from(line.message)),
  );
  const golden = readFileSync(new URL('fixtures/messages.read.jsonl', import.meta.url), 'utf8');
  expect(read.map(inWords).join('\n')).toBe(golden.trimEnd());
});

function inWords(value: unknown): string {
  return JSON.stringify(value, (_, it: unknown) => (typeof it === 'bigint' ? `${it} ns` : it));
}

const read = (...values: readonly string[]) => readPlatformMessage(fieldsOf(values));

it.each([
  { title: 'nothing', values: [] },
  { title: 'a name without a value', values: ['message_type'] },
  { title: 'empty values', values: ['message_type', '', 'topic', ''] },
  {
    title: 'a payload that says nothing of itself',
    values: ['payload', '{}', 'timestamp', '1767623400.5'],
  },
  { title: 'a type without end', values: ['message_type', 'x'.repeat(300)] },
])('$title is no message', ({ values }) => {
  expect(read(...values)).toMatchObject({ kind: 'rejected', reason: 'missing_field' });
});

it.each([
  { title: 'of a known type', values: ['message_type', 'margin_call'], messageType: 'margin_call' },
  {
    title: 'of a type as the dashboard calls it',
    values: ['type', 'ml_prediction'],
    messageType: 'ml_prediction',
  },
  { title: 'of an unknown type', values: ['message_type', 'weather'], messageType: 'other' },
  {
    title: 'that only its topic tells',
    values: ['topic', 'price_update.MSFT', 'type', 'data'],
    messageType: 'price_update',
  },
  {
    title: 'with a topic of NautilusTrader',
    values: ['topic', 'data.quotes.SIM.X', 'type', 'data'],
    messageType: 'market_data',
  },
  { title: 'with a topic of its own', values: ['topic', 'lunch'], messageType: 'other' },
  {
    title: 'named like a part of every object',
    values: ['message_type', 'constructor', 'topic', '__proto__.x'],
    messageType: 'other',
  },
])('a message $title', ({ values, messageType }) => {
  expect(read(...values)).toMatchObject({ kind: 'message', messageType });
});

it.each([
  { name: 'risk', engine: 'risk' },
  { name: 'thgnn_hft', engine: 'thgnn_hft' },
  { name: 'Risk', engine: 'other' },
  { name: '__proto__', engine: 'other' },
  { name: '', engine: 'unknown' },
  { name: 'e'.repeat(300), engine: 'unknown' },
])('an engine that calls itself "$name" is $engine', ({ name, engine }) => {
  expect(read('message_type', 'engine_health', 'source_engine', name)).toMatchObject({ engine });
});

it('takes the fields in any order, and of a name that stands twice the first', () => {
  const values = [
    'timestamp',
    '1767623400.25',
    'correlation_id',
    'req-1',
    'timestamp',
    '1',
    'source_engine',
    'ml',
    'message_type',
    'ml_prediction',
  ];
  expect(read(...values)).toMatchObject({
    dialect: 'dual',
    engine: 'ml',
    sentNanoseconds: 1767623400250000000n,
    correlationId: 'req-1',
    faults: [],
  });
});

it('counts what it cannot time, and says why', () => {
  const type = ['message_type', 'risk_metric', 'source_engine', 'risk'];
  expect(read(...type)).toMatchObject({ sentNanoseconds: undefined, faults: ['missing_field'] });
  expect(read(...type, 'timestamp', 'NaN', 'payload', '{"processing_time_ms":')).toMatchObject({
    engine: 'risk',
    sentNanoseconds: undefined,
    faults: ['bad_timestamp', 'parse'],
  });
});

it('does not take the beginning of a stamp without end for a time', () => {
  const stamp = `1767623400.5${'0'.repeat(5 << 20)}`;
  expect(read('message_type', 'risk_metric', 'timestamp', stamp)).toMatchObject({
    sentNanoseconds: undefined,
    faults: ['bad_timestamp'],
  });
});

it('prefers the time that stands beside the payload', () => {
  const type = ['message_type', 'analytics_result', 'source_engine', 'analytics'];
  const payload = ['payload', '{"processing_time_ms":9}'];
  expect(read(...type, ...payload, 'processing_time_ms', '1.5')).toMatchObject({
    hints: { processingNanoseconds: 1_500_000 },
  });
  expect(read(...type, ...payload, 'processing_time_ms', 'None')).toMatchObject({
    hints: { processingNanoseconds: 9_000_000 },
  });
});

it('looks at no more fields than a client writes', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => [`f${index}`, 'x']).flat();
  expect(read(...many, 'message_type', 'margin_call')).toMatchObject({ kind: 'rejected' });
  expect(read('message_type', 'margin_call', ...many)).toMatchObject({ kind: 'message' });
});
