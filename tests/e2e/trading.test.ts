import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

const STREAM = 'trader-DESK-001:stream:events.order.Breakout-001';
const QUOTES = 'trader-DESK-001:stream:data.quotes.SIM.EURUSD';
const MILLISECOND = 1_000_000n;

let store: Awaited<ReturnType<typeof startRedis>>;
let bus: Awaited<ReturnType<typeof startRedis>>;
const services: RunningService[] = [];

beforeAll(async () => {
  [store, bus] = await Promise.all([startRedis(), startRedis()]);
  const exporter = await startService('trading-exporter', {
    REDIS_URL: store.url,
    TRADING_BUS_URLS: bus.url,
  });
  services.push(
    exporter,
    await startService('gateway', {
      REDIS_URL: store.url,
      ALERT_MANAGER_URL: 'http://127.0.0.1:1',
      EXPORTER_URLS: exporter.url,
    }),
  );
}, 120_000);

afterAll(async () => {
  for (const service of services.reverse()) await service.stop();
  await Promise.all([store.stop(), bus.stop()]);
}, 60_000);

/** Digits stay digits: nanoseconds do not fit into a number. */
function nanoseconds(json: string): string {
  return json.replace(/"(\d{16,})n"/g, '$1');
}

type OrderEvent = { readonly kind: string; readonly order: number; readonly at: bigint };

/** One order event as a Rust-native node writes it. */
function native({ kind, order, at }: OrderEvent): string[] {
  const event = {
    [kind]: {
      type: `Order${kind}`,
      trader_id: 'DESK-001',
      strategy_id: 'Breakout-001',
      instrument_id: 'EURUSD.SIM',
      client_order_id: `O-${order}`,
      event_id: `${kind}-${order}`,
      ...(kind === 'Initialized' ? { order_type: 'MARKET', time_in_force: 'IOC' } : {}),
      ...(kind === 'Filled' ? { order_type: 'MARKET', last_qty: '1', last_px: '1.1' } : {}),
      reconciliation: false,
      ts_event: `${at}n`,
      ts_init: `${at}n`,
    },
  };
  const payload = nanoseconds(JSON.stringify(event));
  return [
    'topic',
    'events.order.Breakout-001',
    'type',
    'OrderEventAny',
    'payload',
    payload,
    'encoding',
    'json',
  ];
}

/** The same event as a Python node writes it: flat, with times as text. */
function legacy({ kind, order, at }: OrderEvent): string[] {
  const event = {
    type: `Order${kind}`,
    trader_id: 'DESK-001',
    strategy_id: 'Breakout-001',
    instrument_id: 'EURUSD.SIM',
    client_order_id: `L-${order}`,
    event_id: `legacy-${kind}-${order}`,
    ...(kind === 'Initialized' ? { order_type: 'MARKET', time_in_force: 'IOC' } : {}),
    ...(kind === 'Filled' ? { order_type: 'MARKET', last_qty: '1', last_px: '1.1' } : {}),
    reconciliation: false,
    ts_event: String(at),
    ts_init: String(at),
  };
  return ['topic', 'events.order.Breakout-001', 'payload', JSON.stringify(event)];
}

function quote(at: bigint): string[] {
  const payload = nanoseconds(
    JSON.stringify({
      type: 'QuoteTick',
      instrument_id: 'EURUSD.SIM',
      bid_price: '1.1',
      ask_price: '1.2',
      bid_size: '1',
      ask_size: '1',
      ts_event: `${at}n`,
      ts_init: `${at + (3n * MILLISECOND) / 2n}n`,
    }),
  );
  return [
    'topic',
    'data.quotes.SIM.EURUSD',
    'type',
    'QuoteTick',
    'payload',
    payload,
    'encoding',
    'json',
  ];
}

type Metrics = {
  stale: boolean;
  orders?: {
    submitted: number;
    accepted: number;
    rejected: number;
    filled: number;
    in_flight: number;
  };
  latency_metrics: {
    kind: string;
    stage: string;
    labels: Record<string, string>;
    total_operations: number;
    p50_latency_ms?: number;
    p95_latency_ms?: number;
    max_latency_ms: number;
  }[];
};

it('orders on the bus become latencies of the trading metrics', async () => {
  const redis = new Redis(bus.url);
  const start = BigInt(Date.now()) * MILLISECOND;
  const orders = Array.from({ length: 30 }, (_, order) => order);
  for (const order of orders) {
    const at = start + BigInt(order) * MILLISECOND;
    const events: OrderEvent[] = [
      { kind: 'Initialized', order, at },
      { kind: 'Submitted', order, at: at + MILLISECOND / 5n },
      { kind: 'Accepted', order, at: at + MILLISECOND / 5n + 4n * MILLISECOND },
      { kind: 'Filled', order, at: at + MILLISECOND / 5n + 6n * MILLISECOND },
    ];
    const write = order % 2 === 0 ? native : legacy;
    for (const event of events) await redis.xadd(STREAM, '*', ...write(event));
    await redis.xadd(QUOTES, '*', ...quote(at));
  }
  const open = { order: 99, at: start };
  await redis.xadd(STREAM, '*', ...native({ kind: 'Submitted', ...open }));
  redis.disconnect();

  const gateway = services.at(-1)?.url ?? '';
  const metrics = await eventually('all orders in the trading metrics', async () => {
    const reply = await fetch(`${gateway}/api/v1/monitoring/trading/metrics`);
    const body = (await reply.json()) as Metrics;
    return body.orders?.filled === 30 ? body : undefined;
  });
  expect(metrics.orders).toMatchObject({
    submitted: 31,
    accepted: 30,
    filled: 30,
    rejected: 0,
    in_flight: 1,
  });
  const latency = (kind: string, stage: string) =>
    metrics.latency_metrics.find(
      (it) => it.kind === kind && it.stage === stage && Object.keys(it.labels).length === 0,
    );
  const acknowledged = latency('order', 'submit_ack');
  expect(acknowledged?.total_operations).toBe(30);
  // The histogram's error is under one percent.
  expect(Math.abs((acknowledged?.p50_latency_ms ?? 0) - 4)).toBeLessThan(0.04);
  expect(Math.abs((acknowledged?.p95_latency_ms ?? 0) - 4)).toBeLessThan(0.04);
  expect(Math.abs((latency('order', 'submit_fill')?.p50_latency_ms ?? 0) - 6)).toBeLessThan(0.06);
  expect(Math.abs((latency('risk', 'pre_trade')?.p50_latency_ms ?? 0) - 0.2)).toBeLessThan(0.002);
  expect(Math.abs((latency('market_data', 'feed')?.p50_latency_ms ?? 0) - 1.5)).toBeLessThan(0.015);
}, 90_000);
