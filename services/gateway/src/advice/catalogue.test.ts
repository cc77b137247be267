import { expect, it } from '@jest/globals';
import type { HistoryBucket } from '@m4max/contracts';
import { Optimizations } from '@m4max/contracts';
import { container, containersSample, hardwareSample } from '../fixtures/samples.ts';
import { optimizations } from './catalogue.ts';
import type { Evidence } from './evidence.ts';
import { over } from './evidence.ts';

const now = new Date('2026-01-05T10:00:00.000Z');
const age = { age_seconds: 1, stale: false };

/** Buckets of ten seconds with these means, up to now. */
function minutes(count: number, means: Record<string, number>): HistoryBucket[] {
  return Array.from({ length: count * 6 }, (_, n) => ({
    v: 1,
    start: new Date(now.getTime() - (count * 6 - n) * 10_000).toISOString(),
    resolution_seconds: 10,
    series: Object.fromEntries(
      Object.entries(means).map(([name, mean]) => [
        name,
        { count: 10, min: mean, mean, max: mean },
      ]),
    ),
  }));
}

function machine(change: Partial<Evidence>): Evidence {
  return {
    host: 'mac-1',
    now,
    hardware: [],
    trading: [],
    latestHardware: { ...hardwareSample(), ...age },
    latestContainers: undefined,
    ...change,
  };
}

const idle = { cpu_performance_active_ratio: 0.1, 'cpu_tier_active_ratio:E': 0.2 };
const slowOrders = { 'messages_per_second:bus': 50, 'latency_p95_seconds:order/submit_ack': 0.02 };
const slowModels = { 'latency_p95_seconds:ml/infer': 0.08 };
const heldBack = {
  ...containersSample({ containers: [container({ cpu: { throttled_ratio: 0.3 } })] }),
  ...age,
};
const hot = {
  ...hardwareSample({ top_processes: [{ name: 'backtest', cpu_cores_used: 9 }] }),
  ...age,
};

it.each([
  {
    title: 'idle and fast',
    it: machine({
      hardware: minutes(15, idle),
      trading: minutes(15, { ...slowOrders, 'latency_p95_seconds:order/submit_ack': 0.005 }),
    }),
    found: [],
  },
  {
    title: 'idle and slow',
    it: machine({ hardware: minutes(15, idle), trading: minutes(15, slowOrders) }),
    found: ['cpu-underused'],
  },
  {
    title: 'idle, slow and nothing traded',
    it: machine({
      hardware: minutes(15, idle),
      trading: minutes(15, { ...slowOrders, 'messages_per_second:bus': 0 }),
    }),
    found: [],
  },
  {
    title: 'idle and held back',
    it: machine({ hardware: minutes(15, idle), latestContainers: heldBack }),
    found: ['cpu-underused'],
  },
  {
    title: 'held back as of a stale sample',
    it: machine({ hardware: minutes(15, idle), latestContainers: { ...heldBack, stale: true } }),
    found: [],
  },
  {
    title: 'busy',
    it: machine({
      hardware: minutes(15, { cpu_performance_active_ratio: 0.6 }),
      trading: minutes(15, slowOrders),
    }),
    found: [],
  },
  {
    title: 'E-cores full',
    it: machine({ hardware: minutes(15, { ...idle, 'cpu_tier_active_ratio:E': 0.9 }) }),
    found: ['cpu-efficiency-cores-busy'],
  },
  {
    title: 'slow models beside an idle GPU',
    it: machine({
      hardware: minutes(15, { cpu_performance_active_ratio: 0.8, gpu_active_ratio: 0.05 }),
      trading: minutes(15, slowModels),
    }),
    found: ['gpu-opportunity'],
  },
  {
    title: 'hot',
    it: machine({ hardware: minutes(15, { ...idle, thermal_level: 2 }), latestHardware: hot }),
    found: ['thermal-headroom'],
  },
  {
    title: 'nominal',
    it: machine({ hardware: minutes(15, { ...idle, thermal_level: 0 }) }),
    found: [],
  },
  {
    title: 'too short',
    it: machine({ hardware: minutes(3, idle), trading: minutes(3, slowOrders) }),
    found: [],
  },
  { title: 'no history', it: machine({}), found: [] },
])('finds $found when $title', ({ it: evidence, found }) => {
  const reply = Optimizations.parse(optimizations([evidence], now));
  expect(reply.optimizations.map(({ id }) => id)).toEqual(found);
});

it('tells "nothing found" from "cannot tell", and says what it never looks for', () => {
  const reply = optimizations([machine({ hardware: minutes(15, idle) })], now);
  expect(reply.nothing_found.map(({ id }) => id)).toEqual([
    'cpu-underused',
    'cpu-efficiency-cores-busy',
    'gpu-opportunity',
  ]);
  const missing = new Map(reply.missing.map(({ field, reason }) => [field, reason]));
  expect(missing.get('thermal-headroom@mac-1')).toMatch(/covers 0 % of the last 10 minutes/);
  expect(missing.get('container-oversized')).toMatch(/^Not looked for/);
});

it('names who heats', () => {
  const reply = optimizations(
    [machine({ hardware: minutes(10, { thermal_level: 1 }), latestHardware: hot })],
    now,
  );
  expect(reply.optimizations[0]?.advice).toContain('backtest');
});

it('over: weighs buckets by their readings and leaves out what is older', () => {
  const [first, ...others] = minutes(1, { x: 1 });
  if (first === undefined) throw new Error('there are six');
  const heavy = { ...first, series: { x: { count: 50, min: 3, mean: 3, max: 3 } } };
  const seen = over([heavy, ...others], 'x', 60, now);
  expect(seen).toEqual({ kind: 'seen', stretch: { mean: 2, lowest: 1, highest: 3 } });
  expect(over([heavy, ...others], 'x', 40, now)).toMatchObject({ stretch: { mean: 1 } });
  expect(over([], 'x', 60, now)).toEqual({ kind: 'too little', coverage: 0 });
});
