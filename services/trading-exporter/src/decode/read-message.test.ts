import { expect, it } from '@jest/globals';
import { readMessage } from './read-message.ts';
import { planOf } from './topic-plan.ts';

const quote = (facts: Readonly<Record<string, unknown>>) =>
  Buffer.from(JSON.stringify({ type: 'QuoteTick', instrument_id: 'X.SIM', ...facts }));
const times = { ts_event: '1767623400000000000', ts_init: '1767623400000900000' };
const orderTimes = { client_order_id: 'O-1', instrument_id: 'X.SIM', ...times };
const order = (facts: Readonly<Record<string, unknown>>) =>
  Buffer.from(JSON.stringify({ type: 'OrderAccepted', ...orderTimes, ...facts }));

it.each([
  {
    title: 'a quote',
    topic: 'data.quotes.SIM.X',
    payload: quote(times),
    message: { kind: 'market_data', venue: 'SIM', dataType: 'quotes', feedNanoseconds: 900_000 },
  },
  {
    title: 'a venue whose clock is ahead',
    topic: 'data.quotes.SIM.X',
    payload: quote({ ts_event: times.ts_init, ts_init: times.ts_event }),
    message: { kind: 'market_data', feedNanoseconds: -900_000 },
  },
  {
    title: 'a synthetic quote',
    topic: 'data.quotes.SIM.X',
    payload: quote({ ...times, ts_init: times.ts_event }),
    message: { kind: 'market_data', feedNanoseconds: 0 },
  },
  {
    title: 'a quote on a topic of its own',
    topic: 'data.mine',
    payload: quote(times),
    message: { kind: 'market_data', venue: 'SIM', dataType: 'quotes', feedNanoseconds: 900_000 },
  },
  ...['constructor', 'toString', '__proto__'].map((type) => ({
    title: `a type that is called ${type}`,
    topic: 'data.mine',
    payload: quote({ ...times, type }),
    message: { kind: 'counted' },
  })),
  {
    title: 'two megabytes that end as a quote does',
    topic: 'data.quotes.SIM.X',
    payload: quote({ pad: 'x'.repeat(2 << 20), ...times }),
    message: { kind: 'rejected', reason: 'too_large' },
  },
  {
    title: 'a quote whose topic says where from',
    topic: 'data.quotes.SIM.X',
    payload: quote({ ...times, instrument_id: 7 }),
    message: { kind: 'market_data', venue: 'SIM' },
  },
  {
    title: 'an emulated order',
    topic: 'events.order.S-1',
    payload: order({ type: 'OrderInitialized', emulation_trigger: 'BID_ASK' }),
    message: { kind: 'order', event: { isEmulated: true, instrument: 'X.SIM' } },
  },
  {
    title: 'an order for pieces',
    topic: 'events.order.S-1',
    payload: order({ type: 'OrderInitialized', quantity: '2.5', quote_quantity: false }),
    message: { kind: 'order', event: { quantity: 2.5 } },
  },
  {
    title: 'an order for money, which fills in pieces',
    topic: 'events.order.S-1',
    payload: order({ type: 'OrderInitialized', quantity: '1000', quote_quantity: true }),
    message: { kind: 'order', event: { quantity: undefined } },
  },
  {
    title: 'its change into one for pieces',
    topic: 'events.order.S-1',
    payload: order({ type: 'OrderUpdated', quantity: '0.5', is_quote_quantity: false }),
    message: { kind: 'order', event: { quantity: 0.5 } },
  },
  {
    title: 'an order that is sent at once',
    topic: 'events.order.S-1',
    payload: order({ type: 'OrderInitialized', emulation_trigger: 'NO_TRIGGER' }),
    message: { kind: 'order', event: { isEmulated: false } },
  },
  {
    title: 'a bar, stamped with its end',
    topic: 'data.bars.X.SIM-1-MINUTE-LAST-EXTERNAL',
    payload: quote({ ...times, type: 'Bar' }),
    message: { kind: 'counted' },
  },
  {
    title: 'history asked for by a node',
    topic: 'historical.data.quotes.SIM.X',
    payload: quote(times),
    message: { kind: 'counted' },
  },
  {
    title: 'the same of a later version',
    topic: 'data.pipeline.quotes.SIM.X',
    payload: quote(times),
    message: { kind: 'counted' },
  },
  {
    title: 'a quote on a topic of its own without an instrument',
    topic: 'data.mine',
    payload: quote({ ...times, instrument_id: 7 }),
    message: { kind: 'rejected', reason: 'missing_field' },
  },
  {
    title: 'a quote without times',
    topic: 'data.quotes.SIM.X',
    payload: quote({}),
    message: { kind: 'rejected', reason: 'bad_timestamp' },
  },
  {
    title: 'a quote in the year 10^13',
    topic: 'data.quotes.SIM.X',
    payload: quote({ ...times, ts_init: 1e30 }),
    message: { kind: 'rejected', reason: 'bad_timestamp' },
  },
  {
    title: 'a negative time',
    topic: 'data.quotes.SIM.X',
    payload: quote({ ...times, ts_event: -5 }),
    message: { kind: 'rejected', reason: 'bad_timestamp' },
  },
  {
    title: 'an order event without its order',
    topic: 'events.order.S-1',
    payload: order({ client_order_id: null }),
    message: { kind: 'rejected', reason: 'missing_field' },
  },
  {
    title: 'a fill that only reconciles',
    topic: 'events.order.S-1',
    payload: order({ type: 'OrderFilled', reconciliation: true }),
    message: { kind: 'order', event: { isReconciliation: true } },
  },
  {
    title: 'an order event of a later version',
    topic: 'events.order.S-1',
    payload: order({ type: 'OrderTeleported' }),
    message: { kind: 'counted' },
  },
  {
    title: 'a heartbeat, which is not JSON',
    topic: 'health:heartbeat',
    payload: Buffer.from('2026-01-05T14:30:00Z'),
    message: { kind: 'counted' },
  },
  {
    title: 'an entry without a payload',
    topic: 'events.order.S-1',
    payload: undefined,
    message: { kind: 'rejected', reason: 'no_payload' },
  },
  {
    title: 'an encoding that needs a schema',
    topic: 'data.quotes.SIM.X',
    payload: Buffer.from([0x2a, 0x00, 0x01]),
    message: { kind: 'rejected', reason: 'encoding' },
  },
])('readMessage: $title', ({ topic, payload, message }) => {
  expect(readMessage(planOf(topic), payload)).toMatchObject(message);
});

it('finds the event inside its wrapping, with its times exact', () => {
  const wrapped = `{"Accepted":{"type":"OrderAccepted","trader_id":"DESK-7","client_order_id":"O-1","instrument_id":"BTC.USD.SIM","event_id":"e-1","ts_event":1767623400000000001,"ts_init":1767623400000000257}}`;
  expect(readMessage(planOf('events.order.S-1'), Buffer.from(wrapped))).toMatchObject({
    kind: 'order',
    event: {
      type: 'OrderAccepted',
      trader: 'DESK-7',
      order: 'O-1',
      venue: 'SIM',
      eventId: 'e-1',
      eventAt: 1_767_623_400_000_000_001n,
      initAt: 1_767_623_400_000_000_257n,
    },
  });
});
