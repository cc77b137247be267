import { describe, expect, it } from '@jest/globals';
import { TelemetrySample } from '@m4max/contracts';
import { seeded } from '../fixtures/seeded.ts';
import { tradingFlow } from './trading-flow.ts';
import type { TradingMoment } from './trading-phases.ts';
import type { Saying } from './trading-saying.ts';

const START = Date.UTC(2026, 0, 5, 14, 40); // No news while the minute lasts.
const MINUTE = 60_000;
const midday: TradingMoment = {
  phase: 'midday',
  pressure: 0,
  phaseEndsAt: START + MINUTE,
  trading: ['BINANCE', 'IBKR'],
};

function minute(change: Partial<TradingMoment> = {}, fromMilliseconds = START): readonly Saying[] {
  return tradingFlow({
    fromMilliseconds,
    toMilliseconds: fromMilliseconds + MINUTE,
    moment: { ...midday, ...change },
    random: seeded(7),
  });
}

const nameOf = (saying: Saying) => (saying.kind === 'entry' ? saying.stream : saying.channel);
const fieldsOf = (saying: Saying): Readonly<Record<string, string>> => {
  const fields = saying.kind === 'entry' ? saying.fields.map(String) : [];
  return Object.fromEntries(
    fields.flatMap((name, at) => (at % 2 === 0 ? [[name, fields[at + 1] ?? '']] : [])),
  );
};
const named = (sayings: readonly Saying[], pattern: RegExp) =>
  sayings.filter((saying) => pattern.test(nameOf(saying)));

describe('the flow of a minute', () => {
  it('has some hundred messages a second, more under pressure and in the opening', () => {
    const [calm, open] = [minute(), minute({ phase: 'open', pressure: 1 })];
    const perSecond = (sayings: readonly Saying[]) => sayings.length / 60;
    expect(perSecond(calm)).toBeGreaterThan(150);
    expect(perSecond(open)).toBeGreaterThan(3 * perSecond(calm));
    expect(perSecond(open)).toBeLessThan(1500);
  });

  it('is the same for the same numbers', () => {
    const told = () => minute().map((saying) => [nameOf(saying), fieldsOf(saying)]);
    expect(told()).toEqual(told());
  });

  it('hears nothing of a venue that is closed', () => {
    const night = minute({ phase: 'night', trading: ['BINANCE'] });
    expect(named(night, /:data\.quotes\.IBKR/)).toEqual([]);
    expect(named(night, /:data\.quotes\.BINANCE/).length).toBeGreaterThan(100);
  });

  it('says in one channel what nobody keeps, and in the streams of engines what they tell each other', () => {
    const sayings = minute();
    const channels = new Set(
      sayings.flatMap((saying) => (saying.kind === 'published' ? [saying.channel] : [])),
    );
    expect([...channels].sort()).toEqual([
      'nautilus-marketdata_bus-price_update',
      'nautilus-neural_gpu_bus-gpu_computation',
    ]);
    const requests = named(sayings, /^nautilus-strategy-streams$/).map(fieldsOf);
    const request = requests.find(({ message_type: type }) => type === 'order_request');
    const answers = named(sayings, /^nautilus-(risk|trade)-streams$/).map(fieldsOf);
    expect(
      answers
        .filter(({ correlation_id: id }) => id === request?.correlation_id)
        .map(({ message_type: type }) => type),
    ).toEqual(['risk_metric', 'trade_execution']);
  });

  it('stamps a message of the platform just before it is due', () => {
    for (const saying of named(minute(), /^nautilus-(ml|risk|strategy)-streams$/)) {
      const hop = saying.atMilliseconds - 1000 * Number(fieldsOf(saying).timestamp);
      expect(hop).toBeGreaterThan(0);
      expect(hop).toBeLessThan(10);
    }
  });

  it('sends copies of a broadcast under one id', () => {
    const copies = minute()
      .map(fieldsOf)
      .filter(({ target_engines: targets }) => targets === '[]')
      .map(({ message_id: id }) => id);
    expect(copies.length).toBe(6 * new Set(copies).size);
  });

  it('reports telemetry in the shape that the exporter takes', () => {
    const reports = named(minute({ pressure: 0.5 }), /^nautilus-telemetry-streams$/);
    const samples = reports.map((report) => TelemetrySample.parse(fieldsOf(report)));
    expect(new Set(samples.map(({ kind }) => kind))).toEqual(new Set(['risk', 'ml', 'db']));
    expect(new Set(samples.flatMap(({ risk_type: type }) => type ?? []))).toEqual(
      new Set(['var', 'portfolio', 'stress']),
    );
    expect(samples.some(({ outcome }) => outcome !== undefined)).toBe(true);
  });
});

it('repeats history only when a node is back, under the topics of replays', () => {
  expect(named(minute(), /historical|pipeline/)).toEqual([]);
  const replays = named(minute({ phase: 'replay' }), /historical|pipeline/);
  expect(new Set(replays.map((saying) => fieldsOf(saying).topic?.split('.', 3).join('.')))).toEqual(
    new Set(['data.pipeline.quotes', 'historical.data.quotes']),
  );
  const reconciled = named(minute({ phase: 'replay' }), /:events\.order\./).filter((saying) =>
    /"reconciliation":true|reconciliation\ufffd/.test(fieldsOf(saying).payload ?? ''),
  );
  expect(reconciled.length).toBeGreaterThan(50);
});

it('brings the quotes of news within ten milliseconds', () => {
  const news = Date.UTC(2026, 0, 5, 14, 33, 11); // Second 191 of the day.
  const quotes = named(minute({}, news), /:data\.quotes\./);
  const bins = new Map<number, number>();
  for (const saying of quotes) {
    const bin = Math.floor((saying.atMilliseconds - news) / 10);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  expect(Math.max(...bins.values())).toBeGreaterThan(150);
});

it('writes native messages of the crypto node, and MessagePack of the exchange’s', () => {
  for (const saying of named(minute({ pressure: 0.5 }), /^trader-.*:(data|events)\./)) {
    const { topic, payload = '', type, encoding } = fieldsOf(saying);
    const trader = nameOf(saying).startsWith('trader-DEMO-001') ? 'DEMO-001' : 'DEMO-002';
    expect(nameOf(saying)).toBe(`trader-${trader}:stream:${topic}`);
    if (trader === 'DEMO-002') {
      expect(saying.kind === 'entry' && saying.fields[2]).toBe('payload');
      expect(payload).toMatch(/ts_event\ufffd\d{19}.*ts_init\ufffd\d{19}/s);
      continue;
    }
    expect(encoding).toBe('json');
    expect(payload).toMatch(/"ts_event":\d{19},"ts_init":\d{19}/);
    expect('type' in (JSON.parse(payload) as object)).toBe(type !== 'OrderEventAny');
  }
});
