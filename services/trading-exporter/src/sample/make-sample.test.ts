import { expect, it } from '@jest/globals';
import { createIntake } from '../ledger/intake.ts';
import { makeSample } from './make-sample.ts';

const NOW = Date.UTC(2026, 0, 5, 15);
const BUS = '127.0.0.1:6379';
const bus = { kind: 'bus', name: BUS } as const;

it.each([
  { title: 'by a bus that can be read', inputs: [{ ...bus, up: true }], silent: 90 },
  { title: 'by a bus that is away', inputs: [{ ...bus, up: false }], silent: undefined },
  { title: 'by a bus that is no input any more', inputs: [], silent: undefined },
])('tells of the silence of a venue that was heard $title', ({ inputs, silent }) => {
  const intake = createIntake({
    windowSeconds: 60,
    telemetryStream: 'telemetry',
    calendars: [{ venues: ['BINANCE'], always: true }],
  });
  intake.ledger.sessions.heard('BINANCE', BUS, NOW - 90_000);
  const { sessions } = makeSample({
    intake,
    inputs,
    backlogs: [],
    host: 'desk-mac',
    intervalSeconds: 1,
    since: new Date(NOW - 100_000),
    now: new Date(NOW),
  });
  expect(sessions?.map(({ silent_seconds }) => silent_seconds)).toEqual([silent]);
});

it('tells nothing of an input that seems to have spoken in the future', () => {
  const intake = createIntake({ windowSeconds: 60, telemetryStream: 'telemetry' });
  intake.ledger.arrive(BUS, 10, NOW + 3_600_000); // The clock was set back since.
  const { inputs } = makeSample({
    intake,
    inputs: [{ ...bus, up: true }],
    backlogs: [],
    host: 'desk-mac',
    intervalSeconds: 1,
    since: new Date(NOW),
    now: new Date(NOW),
  });
  expect(inputs).toEqual([{ ...bus, up: true, rejected: {} }]);
});

it('settles what waits for prices that never come', () => {
  const intake = createIntake({ windowSeconds: 60, telemetryStream: 'telemetry' });
  const take = (topic: string, body: object) =>
    intake.takeEntry(BUS, {
      stream: `trader-T:stream:${topic}`,
      fields: [Buffer.from('payload'), Buffer.from(JSON.stringify(body))],
      atMilliseconds: NOW,
      entryMilliseconds: NOW,
    });
  const times = (nanoseconds: string) => ({
    ts_event: `${NOW}000000`,
    ts_init: `${NOW}${nanoseconds}`,
  });
  const order = { type: 'OrderInitialized', client_order_id: 'O-1', instrument_id: 'X.SIM' };
  take('data.quotes.SIM.X', { type: 'QuoteTick', ...times('100000') });
  take('events.order.S-1', { ...order, ...times('400000') });
  const [, later] = [NOW, NOW + 1000].map((now) =>
    makeSample({
      intake,
      inputs: [],
      backlogs: [],
      host: 'desk-mac',
      intervalSeconds: 1,
      since: new Date(NOW),
      now: new Date(now),
    }),
  );
  expect(later?.latencies).toContainEqual(
    expect.objectContaining({ stage: 'tick_to_order', labels: {}, samples: 1, mean: 0.0003 }),
  );
});
