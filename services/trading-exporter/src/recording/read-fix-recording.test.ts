import { expect, it } from '@jest/globals';
import { readFixRecording } from './read-fix-recording.ts';

const message = (fields: string) =>
  `8=FIX.4.4|9=1|${fields.replace('DESK>', '49=DESK|56=VENUE').replace('VENUE>', '49=VENUE|56=DESK')}|10=000|`;

const logon = message('35=A|34=1|DESK>|52=20260105-14:29:58.000');
const order = message('35=D|34=2|DESK>|52=20260105-14:30:00.000|11=A|40=1|55=X');
const accepted = message('35=8|34=2|VENUE>|52=20260105-14:30:00.001|11=A|150=0|39=0');
const filled = message('35=8|34=3|VENUE>|52=20260105-14:30:00.002|11=A|150=F|39=2');

function read(text: string) {
  const outcome = readFixRecording(text, 'telemetry');
  if (outcome.kind === 'unreadable') return outcome;
  const { taken_at, orders, latencies, inputs } = outcome.sample;
  const times = latencies.flatMap(({ stage, labels, max }) =>
    'venue' in labels ? [] : [`${stage} ${max}`],
  );
  return { taken_at, orders, times, input: inputs[0], missing: outcome.sample.missing };
}

it('reads a log of a session over midnight, whose lines tell only the time of day', () => {
  const log = [
    `23:59:58.000 ${logon}`,
    'Initiated logon request',
    `23:59:59.990 ${order}`,
    `00:00:00.005 ${accepted}`,
    `00:00:00.035 ${filled}\r`,
    `00:00:01.000 ${filled.slice(0, 40)}`,
  ].join('\n');
  expect(read(log)).toMatchObject({
    taken_at: '2026-01-06T00:00:00.035Z',
    orders: { submitted: 1, accepted: 1, filled: 1, in_flight: 0 },
    times: ['fix_ack 0.015', 'fix_fill 0.045'],
    input: { kind: 'fix_log', name: 'recording', up: true, rejected: { parse: 1 } },
    missing: expect.arrayContaining([
      {
        field: 'messages',
        reason: '1 lines could not be read; line 6: cut off before its CheckSum (10)',
      },
    ]),
  });
});

it('counts what a log without times says, as of when its messages were sent', () => {
  expect(read([order, accepted].join('\n'))).toMatchObject({
    taken_at: '2026-01-05T14:30:00.000Z',
    orders: { submitted: 1, accepted: 1 },
    times: [],
    input: { detail: expect.stringContaining('no time'), rejected: { no_time: 2 } },
  });
});

it.each([{ text: '' }, { text: 'no message\n' }, { text: '{"stream":"x"}' }])(
  'cannot read $text',
  ({ text }) => {
    expect(read(text)).toEqual({
      kind: 'unreadable',
      reason: expect.stringContaining('no FIX messages'),
    });
  },
);

it('says why a log of nothing but halves cannot be read', () => {
  expect(read(order.slice(0, 40))).toEqual({
    kind: 'unreadable',
    reason: expect.stringContaining('line 1: cut off'),
  });
});
