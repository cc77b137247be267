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

it.each([
  { title: 'the bus alone', bus: NOW - 1000, log: undefined, submitted: 1 },
  { title: 'the bus, if both tell of some', bus: NOW - 1000, log: NOW - 1000, submitted: 1 },
  {
    title: 'the logs, if the bus has had none lately',
    bus: NOW - 7_200_000,
    log: NOW,
    submitted: 2,
  },
  { title: 'the logs alone', bus: undefined, log: NOW, submitted: 2 },
])('counts the orders of $title', ({ bus: busAt, log: logAt, submitted }) => {
  const intake = createIntake({ windowSeconds: 60, telemetryStream: 'telemetry' });
  if (busAt !== undefined)
    for (const type of ['OrderSubmitted', 'OrderAccepted'])
      intake.nautilus.take(BUS, {
        stream: 'trader-A:stream:events.order.S-1',
        topic: undefined,
        payload: Buffer.from(
          `{"type":"${type}","client_order_id":"O-1","instrument_id":"X.SIM","ts_event":${busAt}000000,"ts_init":${busAt}000000}`,
        ),
        atMilliseconds: busAt,
        entryMilliseconds: busAt,
      });
  if (logAt !== undefined)
    for (const order of ['A', 'B'])
      intake.fix.take('session.log', {
        text: `20260105-15:00:00.000 : 8=FIX.4.4|9=60|35=D|49=US|56=VENUE|34=1|11=${order}|55=X|40=2|10=000|`,
        nowMilliseconds: logAt,
      });
  const { orders } = makeSample({
    intake,
    inputs: [],
    backlogs: [],
    host: 'desk-mac',
    intervalSeconds: 1,
    since: new Date(NOW - 100_000),
    now: new Date(NOW),
  });
  expect(orders?.submitted).toBe(submitted);
});
