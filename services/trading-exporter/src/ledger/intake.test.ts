import { expect, it } from '@jest/globals';
import { readTelemetryFields } from '../telemetry/read-telemetry.ts';
import type { Intake } from './intake.ts';
import { createIntake } from './intake.ts';

const NOW = 1_767_623_400_000;
const BUS = '127.0.0.1:6379';
const place = { stream: '', atMilliseconds: NOW, entryMilliseconds: NOW };
const newIntake = () => createIntake({ windowSeconds: 60, telemetryStream: 'telemetry' });

function take({ nautilus }: Intake, topic: string, body: string | Buffer | undefined): void {
  const payload = typeof body === 'string' ? Buffer.from(body) : body;
  nautilus.take(BUS, { ...place, topic: Buffer.from(topic), payload });
}

const quote = (engineTime: string) =>
  `{"type":"QuoteTick","instrument_id":"X.SIM","ts_event":1767623400000000000,"ts_init":${engineTime}}`;
const fill = (id: string) =>
  `{"type":"OrderFilled","event_id":"${id}","client_order_id":"O-1","instrument_id":"X.SIM","order_type":"MARKET","last_qty":"1","ts_event":1767623400000000000,"ts_init":1767623400000900000}`;

it.each([
  { title: 'a good quote', body: quote('1767623400000900000'), rejected: {} },
  {
    title: 'a quote before its venue had it',
    body: quote('1767623399999900000'),
    rejected: { clock_skew: 1 },
  },
  {
    title: 'a quote of two hours ago',
    body: quote('1767630600000900000'),
    rejected: { replay: 1 },
  },
  {
    title: 'a cut-off quote',
    body: quote('1767623400000900000').slice(0, 60),
    rejected: { parse: 1 },
  },
  { title: 'NaN', body: quote('NaN'), rejected: { parse: 1 } },
  { title: '1e30', body: quote('1e30'), rejected: { bad_timestamp: 1 } },
  { title: 'a negative time', body: quote('-1'), rejected: { bad_timestamp: 1 } },
  { title: 'a list', body: '[]', rejected: { encoding: 1 } },
  { title: 'two megabytes', body: Buffer.alloc(2 << 20, 0x7b), rejected: { too_large: 1 } },
  { title: 'no payload', body: undefined, rejected: { no_payload: 1 } },
])('market data: $title', ({ body, rejected }) => {
  const intake = newIntake();
  const { ledger } = intake;
  take(intake, 'data.quotes.SIM.X', body);
  expect(ledger.inputs.factsOf(BUS)).toEqual({ lastAt: new Date(NOW), rejected });
  const samples = Object.keys(rejected).length === 0 ? 1 : 0;
  expect(
    ledger.latency.latencies(NOW).latencies.filter(({ labels }) => !('venue' in labels)),
  ).toHaveLength(samples);
});

it('counts an event once that comes on two topics, and an order filled once that is filled twice', () => {
  const intake = newIntake();
  take(intake, 'events.fills.X.SIM', fill('e-1'));
  take(intake, 'events.order.S-1', fill('e-1'));
  take(intake, 'events.order.S-1', fill('e-2'));
  expect(intake.nautilus.orders(NOW)).toMatchObject({ filled: 1 });
  expect(intake.nautilus.orders(NOW + 63_000)).toBeUndefined();
});

it('joins predictions with their outcomes, and says when it knows no prediction', () => {
  const { ledger, telemetry } = newIntake();
  const report = (fields: Readonly<Record<string, string>>) =>
    telemetry.take('http', readTelemetryFields({ v: '1', kind: 'ml', engine: 'ml', ...fields }), {
      atMilliseconds: NOW,
      bytes: 50,
    });
  report({ model_name: 'm', dur_ns: '1000', id: 'a', pred: '1' });
  report({ model_name: 'm', id: 'a', outcome: '1' });
  report({ model_name: 'm', id: 'a', outcome: '1' });
  report({ id: 'b', outcome: '1' });
  expect(telemetry.accuracy.accuracies(NOW)).toEqual([{ model: 'm', outcomes: 1 }]);
  expect(ledger.inputs.factsOf('http').rejected).toEqual({ duplicate: 1, unknown_prediction: 1 });
});

it('keeps what was left out last, newest first, and counts all of it', () => {
  const intake = newIntake();
  for (let number = 1; number <= 150; number++) take(intake, `data.quotes.SIM.${number}`, '{');
  const { inputs } = intake.ledger;
  const kept = inputs.rejections();
  expect(kept).toHaveLength(100);
  expect(kept[0]).toEqual({
    input: BUS,
    reason: 'parse',
    atMilliseconds: NOW,
    detail: 'data.quotes.SIM.150',
  });
  expect(kept[99]?.detail).toBe('data.quotes.SIM.51');
  expect(inputs.factsOf(BUS).rejected).toEqual({ parse: 150 });
});

it('counts market data that nobody looks into, and looks into orders all the same', () => {
  const { ledger, nautilus } = newIntake();
  const payload = Buffer.from('{');
  const shared = { ...place, payload, countOnly: true };
  nautilus.take(BUS, { topic: Buffer.from('data.quotes.SIM.X'), ...shared });
  nautilus.take(BUS, { topic: Buffer.from('events.order.S-1'), ...shared });
  expect(ledger.components.rates(NOW)).toMatchObject([{ name: 'market_data', messages: 1 }]);
  expect(ledger.inputs.factsOf(BUS).rejected).toEqual({ parse: 1 });
});

it('shows a recording that is played, and expects nothing of those whose day it was', () => {
  const calendars = [{ venues: ['SIM'], always: true as const }];
  const intake = createIntake({ windowSeconds: 60, telemetryStream: 'telemetry', calendars });
  const { ledger } = intake;
  const recorded = Date.UTC(2026, 0, 5, 14, 30);
  const fields = ['payload', quote('1767623400000900000')].map((text) => Buffer.from(text));
  const take = (isPlayed: boolean) =>
    intake.takeEntry(BUS, {
      stream: 'trader-A:stream:data.quotes.SIM.X',
      fields,
      atMilliseconds: NOW + 3_600_000,
      entryMilliseconds: recorded,
      isPlayed,
    });
  const later = NOW + 3_601_000;
  take(true);
  expect(ledger.latency.latencies(later).latencies[0]).toMatchObject({ stage: 'feed', samples: 1 });
  expect(ledger.sessions.sessions(later, () => true)).toEqual([]);
  expect(ledger.slos.slos(later)).toEqual([]);
  take(false);
  expect(ledger.sessions.sessions(later, () => true)).toHaveLength(1);
  expect(ledger.slos.slos(later)).toHaveLength(1);
});
