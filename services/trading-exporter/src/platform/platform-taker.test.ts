import { expect, it } from '@jest/globals';
import type { Ledger } from '../ledger/ledger.ts';
import { createLedger } from '../ledger/ledger.ts';
import { RECORDED_MILLISECONDS, recordedSecond } from './fixtures/recorded.ts';
import type { PlatformMessage } from './platform-message.ts';
import { createPlatformTaker } from './platform-taker.ts';

const INPUT = '127.0.0.1:6381';
const START = RECORDED_MILLISECONDS;

function begin() {
  const ledger = createLedger(60);
  return { ledger, taker: createPlatformTaker(ledger) };
}

/** Samples and milliseconds of a stage: one, or the least and the most. */
function stagesOf(ledger: Ledger, now = START + 2000) {
  return Object.fromEntries(
    ledger.latency
      .latencies(now)
      .latencies.filter(({ labels }) => Object.keys(labels).length === 0)
      .map(({ kind, stage, samples, min, max }) => [
        `${kind}/${stage}`,
        [samples, ...new Set([inMilliseconds(min), inMilliseconds(max)])],
      ]),
  );
}

/** Samples and the least milliseconds of a stage, by a label. */
function labelled(ledger: Ledger, stage: string, label: string, now = START + 2000) {
  return Object.fromEntries(
    ledger.latency
      .latencies(now)
      .latencies.filter((it) => it.stage === stage && it.labels[label] !== undefined)
      .map(({ labels, samples, min }) => [labels[label], [samples, inMilliseconds(min)]]),
  );
}

function inMilliseconds(seconds: number): number {
  return Number((seconds * 1000).toFixed(6));
}

it('measures a recorded second of the platform', () => {
  const { ledger, platform } = recordedSecond(INPUT);
  expect(stagesOf(ledger)).toEqual({
    'bus/hop': [9, 0.001, 5],
    'bus/publish_hop': [1, 1.999877],
    'bus/order_to_execution': [1, 40.1],
    'bus/order_to_risk': [1, 10.5],
    'risk/reported': [1, 2.75],
    'ml/infer': [1, 6.5],
    'custom/processing': [3, 0.8, 12.5],
  });
  expect(labelled(ledger, 'hop', 'engine')).toEqual({
    marketdata: [1, 2.1235],
    portfolio: [1, 0.9],
    strategy: [1, 5],
    risk: [1, 1.5],
    ml: [1, 0.1],
    vpin: [1, 0.001], // Stamped 0.4 ms after the beginning of the millisecond in which it came.
    collateral: [1, 2],
    unknown: [2, 0.999999],
  });
  expect(ledger.inputs.factsOf(INPUT).rejected).toEqual({
    missing_field: 2,
    bad_timestamp: 1,
    parse: 2,
    clock_skew: 1,
  });
  expect(Object.fromEntries(platform.breaches() ?? [])).toEqual({
    margin_call: 0,
    risk_limit_breach: 1,
    flash_crash_alert: 0,
    toxicity_alert: 0,
    system_failure: 0,
  });
  expect(platform.messages(START + 2000)).toContainEqual({
    engine: 'ml',
    messageType: 'ml_prediction',
    messages: 2,
  });
  expect(ledger.components.rates(START + 2000).map(({ name }) => name)).toContain('risk_engine');
});

const message = (facts: Partial<PlatformMessage> = {}) =>
  ({
    kind: 'message',
    dialect: 'dual',
    engine: 'risk',
    messageType: 'risk_metric',
    topic: undefined,
    sentNanoseconds: BigInt(START) * 1_000_000n,
    messageId: undefined,
    correlationId: undefined,
    hints: {},
    faults: [],
    payloadBytes: 10,
    ...facts,
  }) as PlatformMessage;
const place = { atMilliseconds: START, arrivedMilliseconds: START };

it.each([
  { title: 'as long as it took', sentBefore: 1_543_000n, hop: 1.543 },
  { title: 'in the same moment', sentBefore: 0n, hop: 0.001 },
  { title: 'in the same microsecond', sentBefore: 999n, hop: 0.001 },
  { title: 'later in the same millisecond', sentBefore: -999_999n, hop: 0.001 },
])('times a hop that was sent $title', ({ sentBefore, hop }) => {
  const { ledger, taker } = begin();
  const sentNanoseconds = BigInt(START) * 1_000_000n - sentBefore;
  taker.take(INPUT, message({ sentNanoseconds }), place);
  expect(stagesOf(ledger)).toEqual({ 'bus/hop': [1, hop] });
});

it.each([
  { title: 'a millisecond too early', sentBefore: -1_000_000n, reason: 'clock_skew' },
  { title: 'an hour too early', sentBefore: -3_600_000_000_000n, reason: 'clock_skew' },
  { title: 'a day late', sentBefore: 86_400_000_000_000n, reason: 'out_of_range' },
])('does not believe a hop that arrived $title', ({ sentBefore, reason }) => {
  const { ledger, taker } = begin();
  const sentNanoseconds = BigInt(START) * 1_000_000n - sentBefore;
  taker.take(INPUT, message({ sentNanoseconds }), place);
  expect(stagesOf(ledger)).toEqual({});
  expect(ledger.inputs.factsOf(INPUT).rejected).toEqual({ [reason]: 1 });
  expect(taker.messages(START)).toMatchObject([{ messages: 1 }]);
});

it('times no arrival that nobody noted', () => {
  const { ledger, taker } = begin();
  taker.take(INPUT, message({ dialect: 'triple' }), { ...place, arrivedMilliseconds: undefined });
  expect(stagesOf(ledger)).toEqual({});
  expect(ledger.inputs.factsOf(INPUT).rejected).toEqual({});
});

it('tells apart who sent what could not be timed', () => {
  const { ledger, taker } = begin();
  const untimed = { sentNanoseconds: undefined, faults: ['bad_timestamp'] } as const;
  taker.take(INPUT, message({ ...untimed, dialect: 'enhanced', topic: 'risk.var' }), place);
  expect(ledger.inputs.rejections()).toMatchObject([
    {
      reason: 'bad_timestamp',
      detail: 'enhanced risk risk_metric risk.var: a timestamp that is no time, so it is not timed',
    },
  ]);
});

it('counts a message that was copied to every stream once, in everything', () => {
  const { ledger, taker } = begin();
  const copy = message({
    messageId: 'm-1',
    messageType: 'margin_call',
    hints: { processingNanoseconds: 5e6 },
  });
  for (let stream = 0; stream < 18; stream++) taker.take(INPUT, copy, place);
  expect(stagesOf(ledger)).toEqual({ 'bus/hop': [1, 0.001], 'custom/processing': [1, 5] });
  expect(taker.messages(START)).toEqual([
    { engine: 'risk', messageType: 'margin_call', messages: 1 },
  ]);
  expect(taker.breaches()?.get('margin_call')).toBe(1);
  expect(ledger.components.rates(START)).toMatchObject([{ name: 'risk_engine', messages: 1 }]);
  expect(ledger.arrivals.rates(START)).toMatchObject([{ name: INPUT, messages: 18 }]);
  expect(ledger.inputs.factsOf(INPUT).rejected).toEqual({});
});

it('knows nothing of breaches before the platform was heard, and then that there were none', () => {
  const { taker } = begin();
  const nonsense = { kind: 'rejected', reason: 'parse', detail: '', payloadBytes: 1 } as const;
  taker.take(INPUT, nonsense, place);
  expect(taker.breaches()).toBeUndefined();
  taker.take(INPUT, message(), place);
  expect(taker.breaches()?.get('margin_call')).toBe(0);
});

it.each([
  { title: 'nothing', nanoseconds: 0, reason: 'zero' },
  { title: 'less', nanoseconds: -1, reason: 'negative' },
  { title: 'an age', nanoseconds: 1e36, reason: 'out_of_range' },
  { title: 'forever', nanoseconds: Number.POSITIVE_INFINITY, reason: 'out_of_range' },
])('does not believe an engine that says it took $title', ({ nanoseconds, reason }) => {
  const { ledger, taker } = begin();
  taker.take(INPUT, message({ hints: { processingNanoseconds: nanoseconds } }), place);
  expect(stagesOf(ledger)).toEqual({ 'bus/hop': [1, 0.001] });
  expect(ledger.inputs.factsOf(INPUT).rejected).toEqual({ [reason]: 1 });
});

it('names the model that an engine names', () => {
  const { ledger, taker } = begin();
  const predict = (hints: object) =>
    taker.take(INPUT, message({ messageType: 'ml_prediction', hints }), place);
  predict({ inferenceNanoseconds: 2e6, modelName: 'drift' });
  predict({ inferenceNanoseconds: 3e6 });
  predict({ modelName: 'silent' });
  expect(labelled(ledger, 'infer', 'model_name')).toEqual({ drift: [1, 2], unknown: [1, 3] });
});

it('forgets the messages that the window has passed', () => {
  const { taker } = begin();
  taker.take(INPUT, message(), place);
  taker.take(INPUT, message(), { ...place, atMilliseconds: START + 30_000 });
  expect(taker.messages(START + 30_000)).toMatchObject([{ messages: 2 }]);
  expect(taker.messages(START + 80_000)).toMatchObject([{ messages: 1 }]);
  expect(taker.messages(START + 200_000)).toEqual([]);
});
