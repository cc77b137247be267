import { expect, it } from '@jest/globals';
import { isMarketData, kindOfStream } from './stream-kind.ts';

it.each([
  { stream: 'trader-A:stream:data.quotes.SIM.X', kind: 'market_data' },
  { stream: 'trader-A:7:stream:data.book.deltas.SIM.X', kind: 'market_data' },
  { stream: 'trader-A:stream', kind: 'shared' },
  { stream: 'trader-A:stream:events.order.S-1', kind: 'events' },
  { stream: 'trader-A:stream:database', kind: 'events' },
  { stream: 'nautilus-telemetry-streams', kind: 'events' },
  { stream: 'nautilus-marketdata-streams', kind: 'events' },
])('kindOfStream $stream: $kind', ({ stream, kind }) => {
  expect(kindOfStream(stream)).toBe(kind);
});

it.each([
  { title: 'a quote', fields: ['topic', 'data.quotes.SIM.X', 'payload', '{}'], is: true },
  { title: 'topic last', fields: ['payload', '{}', 'topic', 'data.trades.SIM.X'], is: true },
  { title: 'an order', fields: ['topic', 'events.order.S-1', 'payload', '{}'], is: false },
  { title: 'data as a payload', fields: ['payload', 'data.x'], is: false },
  { title: 'a field that only begins so', fields: ['topics', 'data.x'], is: false },
  { title: 'no value', fields: ['topic'], is: false },
  { title: 'nothing', fields: [], is: false },
])('isMarketData: $title', ({ fields, is }) => {
  expect(isMarketData(fields.map((field) => Buffer.from(field)))).toBe(is);
});
