/** What the platform's engines tell each other: its own clients' messages, beside NautilusTrader's. */

import type { Random } from './trading-random.ts';
import { pick, spread, unique } from './trading-random.ts';
import type { Saying } from './trading-saying.ts';
import { nanoseconds, nativeJson } from './trading-saying.ts';

type Engine = 'marketdata' | 'strategy' | 'risk' | 'ml' | 'vpin' | 'portfolio';
const PORTS: Readonly<Record<Engine, number>> = {
  marketdata: 8800,
  strategy: 8700,
  risk: 8200,
  ml: 8400,
  vpin: 10_000,
  portfolio: 8900,
};
const ENGINES = ['marketdata', 'strategy', 'risk', 'ml', 'vpin', 'portfolio'] as const;
/** Median time from an engine's stamp to its entry being in the bus. */
const HOP_MILLISECONDS = 1.4;

/** An order's way through the engines: the request, the risk answer to it and what became of it. */
export function orderTalk(options: {
  readonly at: number;
  readonly submitted: number;
  readonly answered: number;
  readonly correlation: string;
  readonly random: Random;
}): readonly Saying[] {
  const { at, submitted, answered, correlation, random } = options;
  const checked = spread(1.6, 0.3, random);
  return [
    busMessage({
      at,
      stream: 'nautilus-strategy-streams',
      engine: 'strategy',
      type: 'order_request',
      payload: { order_id: correlation, qty: 1 },
      correlation,
      random,
    }),
    busMessage({
      at: submitted + checked,
      stream: 'nautilus-risk-streams',
      engine: 'risk',
      type: 'risk_metric',
      payload: { portfolio_id: 'P1', processing_time_ms: rounded(checked) },
      correlation,
      random,
    }),
    busMessage({
      at: answered,
      stream: 'nautilus-trade-streams',
      engine: 'strategy',
      type: 'trade_execution',
      payload: { order_id: correlation, qty: 1 },
      correlation,
      random,
    }),
  ];
}

export function priceUpdate(at: number, random: Random): Saying {
  const stream = pick(['nautilus-marketdata-streams', 'nautilus-price-streams'], random);
  const payload = { symbol: pick(['AAPL', 'BTCUSDT'], random), price: rounded(200 * random()) };
  return busMessage({ at, stream, engine: 'marketdata', type: 'price_update', payload, random });
}

export function modelMessage(at: number, inferenceMilliseconds: number, random: Random): Saying {
  const inference = rounded(inferenceMilliseconds);
  const payload = { model_name: 'price_direction', inference_time_ms: inference };
  const stream = 'nautilus-ml-streams';
  return busMessage({ at, stream, engine: 'ml', type: 'ml_prediction', payload, random });
}

/** A message of the client that without targets writes a copy to every engine's stream. */
export function broadcast(at: number, random: Random): readonly Saying[] {
  const source = pick(ENGINES, random);
  const id = unique(random);
  const hop = spread(HOP_MILLISECONDS, 0.5, random);
  return ENGINES.map((engine) => ({
    kind: 'entry',
    atMilliseconds: at + hop,
    hasIdOfItsTime: true,
    stream: `nautilus-${engine}-streams`,
    fields: [
      ...['message_id', id, 'message_type', 'engine_health', 'priority', 'normal'],
      ...['source_engine', source, 'source_instance', instanceOf(source), 'target_engines', '[]'],
      ...['topic', 'engine.health', 'payload', '{"status":"healthy"}'],
      ...['timestamp', secondsText(at), 'correlation_id', '', 'version', '1.0'],
    ],
  }));
}

/** The oldest client's message, in one stream for all. */
export function commonMessage(at: number, random: Random): Saying {
  const id = unique(random);
  return {
    kind: 'entry',
    atMilliseconds: at + 1,
    hasIdOfItsTime: true,
    stream: 'nautilus-streams',
    fields: [
      ...['topic', 'system.clock', 'payload', '{}', 'timestamp', secondsText(at)],
      ...['message_type', 'system_alert', 'message_id', id],
    ],
  };
}

/** A message that is not kept: who listens gets it, or nobody. */
export function passingMessage(at: number, random: Random): Saying {
  const isPrice = random() < 0.5;
  const bus = isPrice ? 'marketdata_bus' : 'neural_gpu_bus';
  const type = isPrice ? 'price_update' : 'gpu_computation';
  const engine: Engine = isPrice ? 'marketdata' : 'ml';
  const hop = spread(HOP_MILLISECONDS / 2, 0.5, random);
  return {
    kind: 'published',
    atMilliseconds: at,
    channel: `nautilus-${bus}-${type}`,
    message: (publishedAt) =>
      nativeJson({
        type,
        data: {},
        priority: 'normal',
        engine_type: engine,
        engine_instance: instanceOf(engine),
        bus_type: bus,
        timestamp_ns: nanoseconds(publishedAt - hop),
        hardware_accelerated: true,
      }),
  };
}

function busMessage(options: {
  readonly at: number;
  readonly stream: string;
  readonly engine: Engine;
  readonly type: string;
  readonly payload: Readonly<Record<string, string | number>>;
  readonly correlation?: string;
  readonly random: Random;
}): Saying {
  const { at, stream, engine, type, payload, correlation = '', random } = options;
  const hop = spread(HOP_MILLISECONDS, 0.5, random);
  return {
    kind: 'entry',
    atMilliseconds: at + hop,
    hasIdOfItsTime: true,
    stream,
    fields: [
      ...['message_type', type, 'source_engine', engine, 'source_instance', instanceOf(engine)],
      ...['payload', JSON.stringify(payload), 'priority', 'normal'],
      ...['timestamp', secondsText(at), 'correlation_id', correlation],
    ],
  };
}

function instanceOf(engine: Engine): string {
  return `${engine}-${PORTS[engine]}`;
}

/** As Python writes a float of seconds. */
function secondsText(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(6);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
