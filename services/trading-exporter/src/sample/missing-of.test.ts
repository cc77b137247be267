import { expect, it } from '@jest/globals';
import type { InputState } from './input-state.ts';
import { missingOf } from './missing-of.ts';

const nothing = { latencies: [], throughput: [], ml: [] };
const http: InputState = { kind: 'push', name: 'http', up: true };
const bus: InputState = { kind: 'bus', name: '127.0.0.1:6379', up: true };

it.each([
  {
    title: 'a platform that rests',
    inputs: [bus, http],
    reason: 'nothing of it came in the last 60 s',
  },
  {
    title: 'nobody to hear it from',
    inputs: [http],
    reason: expect.stringContaining('set TRADING_BUS_URLS'),
  },
  {
    title: 'a bus that is not there yet',
    inputs: [{ ...bus, up: false, detail: 'not connected yet' }, http],
    reason: 'no bus can be read: 127.0.0.1:6379: not connected yet',
  },
  {
    title: 'a log that can be read beside a bus that is away',
    inputs: [
      { ...bus, up: false, detail: 'nothing listens there' },
      { kind: 'fix_log', name: 'session.log', up: true } as const,
    ],
    reason: 'nothing of it came in the last 60 s',
  },
])('missingOf: $title', ({ inputs, reason }) => {
  const missing = missingOf({ measured: nothing, inputs, leftOut: 0, windowSeconds: 60 });
  expect(missing.map(({ field }) => field)).toEqual([
    'latencies',
    'throughput',
    'orders',
    'risk',
    'ml',
  ]);
  expect(missing.map((it) => it.reason)).toEqual(Array(5).fill(reason));
});

it('says what of the figures is left out, and what a bus does not tell', () => {
  const risk = { checks: 1, checks_per_second: 1, failed_checks: 0 };
  const missing = missingOf({
    measured: { ...nothing, risk },
    inputs: [{ ...bus, commands: { commands: [], missing: ['its user may not INFO'] } }],
    leftOut: 7,
    windowSeconds: 60,
  });
  expect(missing.slice(4)).toEqual([
    { field: 'latencies', reason: expect.stringContaining('7 less busy label sets') },
    { field: 'inputs.127.0.0.1:6379.commands', reason: 'its user may not INFO' },
  ]);
});
