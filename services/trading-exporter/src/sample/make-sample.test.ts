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
