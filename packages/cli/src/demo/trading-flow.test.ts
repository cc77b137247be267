import { describe, expect, it } from '@jest/globals';
import { TelemetrySample } from '@m4max/contracts';
import { orderLife, tradingFlow } from './trading-flow.ts';
import type { DueEntry } from './trading-messages.ts';

/** Numbers that look random and are the same at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const START = 1_767_623_400_000;

function minute(pressure: number): readonly DueEntry[] {
  return tradingFlow({
    fromMilliseconds: START,
    toMilliseconds: START + 60_000,
    pressure,
    random: seeded(7),
  });
}

const fieldsOf = ({ fields }: DueEntry): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields.flatMap((name, at) => (at % 2 === 0 ? [[name, fields[at + 1] ?? '']] : [])),
  );

describe('the flow of a minute', () => {
  it('has some hundred messages a second, more under pressure', () => {
    const [calm, busy] = [minute(0).length / 60, minute(1).length / 60];
    expect(calm).toBeGreaterThan(150);
    expect(busy).toBeGreaterThan(calm * 2);
    expect(busy).toBeLessThan(1000);
  });

  it('writes native messages: whole nanoseconds, order events in their wrapping', () => {
    for (const entry of minute(0.5)) {
      const { topic, payload, type, encoding } = fieldsOf(entry);
      if (topic === undefined || topic === 'health:heartbeat') continue;
      expect(entry.stream).toBe(`trader-DEMO-001:stream:${topic}`);
      expect(encoding).toBe('json');
      expect(payload).toMatch(/"ts_event":\d{19},"ts_init":\d{19}/);
      const body: Record<string, unknown> = JSON.parse(payload ?? '');
      expect(Object.keys(body).length).toBe(
        type === 'OrderEventAny' ? 1 : Object.keys(body).length,
      );
      expect('type' in body).toBe(type !== 'OrderEventAny');
    }
  });

  it('reports telemetry in the shape that the exporter takes', () => {
    const reports = minute(0.5).filter(({ stream }) => stream === 'nautilus-telemetry-streams');
    const samples = reports.map((report) => TelemetrySample.parse(fieldsOf(report)));
    expect(new Set(samples.map(({ kind }) => kind))).toEqual(new Set(['risk', 'ml']));
    expect(samples.some(({ outcome }) => outcome !== undefined)).toBe(true);
  });
});

describe('the life of an order', () => {
  const lives = Array.from({ length: 400 }, (_, seed) => orderLife(START, 0.5, seeded(seed + 1)));
  const namesOf = (life: readonly DueEntry[]) =>
    life
      .filter(({ stream }) => stream.includes(':events.order.'))
      .map((entry) => Object.keys(JSON.parse(fieldsOf(entry).payload ?? '') as object)[0]);

  it('begins, is answered and ends, in order', () => {
    const orders = new Set(lives.map((life) => namesOf(life).join(' ')));
    expect(orders).toEqual(
      new Set([
        'Initialized Submitted Accepted Filled',
        'Initialized Submitted Accepted PendingCancel Canceled',
        'Initialized Submitted Rejected',
        'Initialized Denied',
      ]),
    );
    for (const life of lives) {
      const times = life.map(({ atMilliseconds }) => atMilliseconds);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('says fills and cancels on a second topic, as one event', () => {
    for (const life of lives) {
      const payloads = life.map((entry) => fieldsOf(entry).payload);
      const copies = life.filter(({ stream }) => /:events\.order_(filled|canceled)\./.test(stream));
      expect(new Set(payloads).size).toBe(payloads.length - copies.length);
    }
  });
});
