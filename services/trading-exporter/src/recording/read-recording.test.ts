import { describe, expect, it } from '@jest/globals';
import type { TradingSample } from '@m4max/contracts';
import { TradingSample as Shape } from '@m4max/contracts';
import { DEFAULT_TELEMETRY_STREAM } from '../config.ts';
import {
  dialects,
  tradingMinute,
  tradingMinuteAnswers,
  tradingMinuteClocks,
  tradingMinuteOrders,
} from '../fixtures/trading-minute.ts';
import { readRecording } from './read-recording.ts';

const minute = (dialect: (typeof dialects)[number]) =>
  tradingMinute(dialect)
    .map(({ stream, id, fields }) =>
      JSON.stringify({
        stream,
        id,
        payload_encoding: 'base64',
        fields: fields.map((field, index) =>
          String(fields[index - 1]) === 'payload' ? field.toString('base64') : String(field),
        ),
      }),
    )
    .join('\n');

function read(text: string): TradingSample {
  const outcome = readRecording(text, DEFAULT_TELEMETRY_STREAM);
  if (outcome.kind === 'unreadable') throw new Error(outcome.reason);
  return Shape.parse(outcome.sample);
}

/** Samples, shortest, longest and mean of each stage, over all labels. */
function stagesOf({ latencies }: TradingSample) {
  return Object.fromEntries(
    latencies
      .filter(({ labels }) => Object.keys(labels).length === 0)
      .map(({ kind, stage, samples, min, max, mean }) => [
        `${kind}/${stage}`,
        { samples, min, max, mean: Number(mean.toFixed(12)) },
      ]),
  );
}

it.each(dialects.map((dialect) => ({ dialect })))(
  'a minute of trading gives the same answers in $dialect',
  ({ dialect }) => {
    const sample = read(minute(dialect));
    expect(stagesOf(sample)).toEqual(
      Object.fromEntries(
        Object.entries(tradingMinuteAnswers).map(([stage, seconds]) => [
          stage,
          {
            samples: seconds.length,
            min: Math.min(...seconds),
            max: Math.max(...seconds),
            mean: Number((seconds.reduce((a, b) => a + b, 0) / seconds.length).toFixed(12)),
          },
        ]),
      ),
    );
    expect(sample.orders).toEqual({ ...tradingMinuteOrders, oldest_in_flight_seconds: 59.2 });
    expect(sample.inputs).toMatchObject([
      { name: 'recording', rejected: { clock_skew: 1, historical: 1, reconciliation: 1 } },
    ]);
    expect(sample.venue_clocks).toEqual(tradingMinuteClocks);
    expect(sample.window_seconds).toBe(60);
    expect(sample.taken_at).toBe('2026-01-05T14:31:00.000Z');
  },
);

it('takes the copies first and the beginnings last, as streams may be read in any order', () => {
  const lines = minute('native-json').split('\n');
  const { orders, ...shuffled } = read([...lines].reverse().join('\n'));
  expect(stagesOf({ orders, ...shuffled })).toEqual(stagesOf(read(lines.join('\n'))));
  expect(orders).toMatchObject({ submitted: 5, accepted: 3, filled: 2, open: 0, in_flight: 1 });
});

it('says what it could not read, and goes on', () => {
  const { missing, orders } = read(`{"stream":"x"\n${minute('legacy-json')}\n[1]\n`);
  expect(orders).toMatchObject({ submitted: 5 });
  expect(missing).toContainEqual({
    field: 'entries',
    reason: '2 lines could not be read; line 1: not JSON',
  });
});

it.each([
  { title: 'nothing', text: '' },
  { title: 'something else', text: 'HELLO\nWORLD\n' },
  { title: 'JSON of something else', text: '{"a":1}\n' },
  { title: 'an id that is none', text: '{"stream":"a","id":"yesterday","fields":[]}' },
])('$title is not a recording', ({ text }) => {
  expect(readRecording(text, DEFAULT_TELEMETRY_STREAM)).toMatchObject({
    kind: 'unreadable',
    reason: expect.stringContaining('no stream entries'),
  });
});

it('reads telemetry in the same recording', () => {
  const fields = [
    'v',
    '1',
    'kind',
    'risk',
    'engine',
    'risk',
    'risk_type',
    'var',
    'dur_ns',
    '2500000',
  ];
  const line = JSON.stringify({ stream: DEFAULT_TELEMETRY_STREAM, id: '1767623400000-0', fields });
  expect(read(line).latencies).toMatchObject([
    { kind: 'risk', stage: 'var', labels: {}, samples: 1, p50: 0.0025 },
    { kind: 'risk', stage: 'var', labels: { risk_type: 'var' }, samples: 1, p50: 0.0025 },
  ]);
});

describe('what was published and stands in no stream', () => {
  const published = (facts: Readonly<Record<string, unknown>>) =>
    JSON.stringify({
      bus: '6382/PUBLISH',
      channel: 'nautilus-neural_gpu_bus-ml_prediction',
      message: JSON.stringify({ type: 'ml_prediction', engine_type: 'ml', data: {}, ...facts }),
      note: 'keys of others are ignored',
    });

  it('is counted by its engine and type, at the time that it was sent', () => {
    const sample = read(published({ timestamp_ns: 1_767_623_400_250_000_000 }));
    expect(sample.taken_at).toBe('2026-01-05T14:30:00.250Z');
    expect(sample.messages).toMatchObject([{ engine: 'ml', message_type: 'ml_prediction' }]);
  });

  it('without a time counts with the line before it', () => {
    const lines = `${minute('native-json')}\n${published({})}`;
    expect(read(lines).messages).toMatchObject([{ engine: 'ml' }]);
    expect(read(lines).taken_at).toBe('2026-01-05T14:31:00.000Z');
  });

  it('is no recording where nothing has a time', () => {
    expect(readRecording(published({}), DEFAULT_TELEMETRY_STREAM)).toMatchObject({
      kind: 'unreadable',
    });
  });
});

it('names a node that replayed another day onto the bus', () => {
  const [first = ''] = minute('native-json').split('\n');
  const replayed = first.replaceAll(/"id":"\d+/g, '"id":"1767709800000');
  const { inputs, latencies } = read(replayed);
  expect(latencies).toEqual([]);
  expect(inputs).toMatchObject([
    {
      detail: 'trader DESK-7 plays 2026-01-05: a replay, left out of all figures',
      rejected: { replay: 1 },
    },
  ]);
});
