import { expect, it } from '@jest/globals';
import { componentOf, planOf, topicOfStream } from './topic-plan.ts';

const place = { venue: 'SIM', instrument: 'X.SIM' };

it.each([
  {
    topic: 'data.quotes.SIM.X',
    reading: { kind: 'market_data', dataType: 'quotes', shape: 'flat', isTick: true, ...place },
  },
  {
    topic: 'data.trades.SIM.1.166-0.0',
    reading: { kind: 'market_data', dataType: 'trades', venue: 'SIM', instrument: '1.166-0.0.SIM' },
  },
  {
    topic: 'data.book.deltas.SIM.X',
    reading: { kind: 'market_data', dataType: 'book_deltas', shape: 'deltas', isTick: false },
  },
  {
    topic: 'data.book.depth10.SIM.X',
    reading: { kind: 'market_data', dataType: 'book_depth', ...place },
  },
  {
    topic: 'data.book.depth.SIM.X',
    reading: { kind: 'market_data', dataType: 'book_depth', ...place },
  },
  { topic: 'data.mark_prices.SIM.X', reading: { kind: 'market_data', dataType: 'mark_prices' } },
  { topic: 'data.index_prices.SIM.X', reading: { kind: 'market_data', dataType: 'index_prices' } },
  { topic: 'data.bars.X.SIM-1-MINUTE-LAST-EXTERNAL', reading: { kind: 'counted' } },
  { topic: 'data.funding_rates.SIM.X', reading: { kind: 'counted' } },
  { topic: 'data.instrument.SIM.X', reading: { kind: 'counted' } },
  { topic: 'data.status.SIM.X', reading: { kind: 'counted' } },
  { topic: 'data.book.snapshots.SIM.X.1000', reading: { kind: 'counted' } },
  { topic: 'data.MySignal', reading: { kind: 'undeclared' } },
  { topic: 'data.quotes.', reading: { kind: 'undeclared' } },
  { topic: 'data.quotes..X', reading: { kind: 'undeclared' } },
  { topic: 'data.quotes.SIM', reading: { kind: 'undeclared' } },
  { topic: `data.quotes.${'V'.repeat(65)}.X`, reading: { kind: 'undeclared' } },
  { topic: 'historical.data.quotes.SIM.X', reading: { kind: 'historical' } },
  { topic: 'data.pipeline.quotes.SIM.X', reading: { kind: 'historical' } },
  { topic: 'events.order.S-1', reading: { kind: 'orders' } },
  { topic: 'events.order_filled.X.SIM', reading: { kind: 'orders' } },
  { topic: 'health:heartbeat', reading: { kind: 'counted' } },
  { topic: '', reading: { kind: 'counted' } },
])('planOf($topic)', ({ topic, reading }) => {
  expect(planOf(topic).reading).toMatchObject(reading);
});

it.each([
  { topic: 'data.book.deltas.SIM.X', component: 'market_data' },
  { topic: 'events.order.S-1', component: 'orders' },
  { topic: 'events.order_filled.X.SIM', component: 'orders' },
  { topic: 'events.fills.X.SIM', component: 'orders' },
  { topic: 'events.position.S-1', component: 'positions' },
  { topic: 'events.account.SIM-001', component: 'accounts' },
  { topic: 'events.risk', component: 'risk_events' },
  { topic: 'commands.trading.SIM', component: 'commands' },
  { topic: 'snapshots:orders:1', component: 'snapshots' },
  { topic: 'health:heartbeat', component: 'heartbeat' },
  { topic: '', component: 'other' },
])('componentOf($topic)', ({ topic, component }) => {
  expect(componentOf(topic)).toBe(component);
});

it.each([
  { stream: 'trader-DESK-7:stream:events.order.S-1', topic: 'events.order.S-1' },
  { stream: 'DESK-7:a-b:stream:health:heartbeat', topic: 'health:heartbeat' },
  { stream: 'trader-DESK-7:stream', topic: '' },
])('topicOfStream($stream)', ({ stream, topic }) => {
  expect(topicOfStream(stream)).toBe(topic);
});
