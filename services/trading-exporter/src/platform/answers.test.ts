import { expect, it } from '@jest/globals';
import { createAnswers } from './answers.ts';
import type { PlatformMessageType } from './platform-names.ts';

const START = 1_767_623_400_000;

/** Takes messages of one conversation, sent so many milliseconds after the start, and says what they complete. */
function talk(
  ...said: readonly (readonly [PlatformMessageType, sent: number, at?: number, id?: string])[]
) {
  const answers = createAnswers();
  return said.flatMap(([messageType, sent, at = sent, correlationId = 'req-1']) =>
    answers
      .take({
        correlationId,
        messageType,
        sentNanoseconds: BigInt(START) * 1_000_000n + BigInt(Math.round(sent * 1e6)),
        atMilliseconds: START + at,
      })
      .map(({ stage, nanoseconds }) => [stage, nanoseconds / 1e6]),
  );
}

it('times both results of a request', () => {
  expect(talk(['order_request', 0], ['risk_metric', 3.4], ['trade_execution', 8.9])).toEqual([
    ['order_to_risk', 3.4],
    ['order_to_execution', 8.9],
  ]);
});

it('times them when they are read before the request', () => {
  expect(talk(['trade_execution', 8.9], ['risk_metric', 3.4], ['order_request', 0])).toEqual([
    ['order_to_execution', 8.9],
    ['order_to_risk', 3.4],
  ]);
});

it.each([
  {
    title: 'a second execution',
    said: [
      ['order_request', 0],
      ['trade_execution', 2],
      ['trade_execution', 9],
    ] as const,
    spans: [['order_to_execution', 2]],
  },
  {
    title: 'a request that is repeated',
    said: [
      ['order_request', 0],
      ['order_request', 1],
      ['trade_execution', 2],
    ] as const,
    spans: [['order_to_execution', 2]],
  },
  { title: 'a result without a request', said: [['trade_execution', 2]] as const, spans: [] },
  {
    title: 'other messages of the conversation',
    said: [
      ['order_request', 0],
      ['strategy_signal', 1],
      ['other', 2],
    ] as const,
    spans: [],
  },
  {
    title: 'a result of another request',
    said: [
      ['order_request', 0],
      ['trade_execution', 2, 2, 'req-2'],
    ] as const,
    spans: [],
  },
  {
    title: 'an answer after five minutes',
    said: [
      ['order_request', 0],
      ['trade_execution', 300_001],
    ] as const,
    spans: [],
  },
  {
    title: 'the same moment',
    said: [
      ['order_request', 5],
      ['trade_execution', 5],
    ] as const,
    spans: [['order_to_execution', 0]],
  },
  {
    title: 'an answer by a clock that is behind',
    said: [
      ['order_request', 5],
      ['trade_execution', 2],
    ] as const,
    spans: [['order_to_execution', -3]],
  },
  {
    title: 'a reader whose clock goes back',
    said: [
      ['order_request', 0, 60_000],
      ['trade_execution', 4, 0],
    ] as const,
    spans: [['order_to_execution', 4]],
  },
])('of $title', ({ said, spans }) => {
  expect(talk(...said)).toEqual(spans);
});

it('forgets the oldest of too many requests, and only those', () => {
  const requests = Array.from({ length: 50_001 }, (_, index) => index);
  const spans = talk(
    ...requests.map((index) => ['order_request', 0, 0, `req-${index}`] as const),
    ['trade_execution', 7, 0, 'req-0'],
    ['trade_execution', 8, 0, 'req-50000'],
  );
  expect(spans).toEqual([['order_to_execution', 8]]);
});
