/** What the engines measure themselves and send as telemetry. */

import { telemetry } from './trading-messages.ts';
import { modelMessage } from './trading-platform.ts';
import type { Random } from './trading-random.ts';
import { pick, spread, unique } from './trading-random.ts';
import type { Saying } from './trading-saying.ts';

const MODELS = ['price_direction', 'volatility'];
const RISKS = [
  { type: 'var', share: 0.7, milliseconds: 3 },
  { type: 'portfolio', share: 0.18, milliseconds: 4 },
  { type: 'stress', share: 0.12, milliseconds: 6 },
] as const;
const QUERIES = [
  { stage: 'positions', milliseconds: 1.2 },
  { stage: 'insert_order', milliseconds: 2.5 },
] as const;

export function riskReport(at: number, pressure: number, random: Random): Saying {
  let left = random();
  const risk = RISKS.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  const { type, milliseconds } = risk ?? RISKS[0];
  const fields = {
    kind: 'risk',
    engine: 'risk',
    risk_type: type,
    dur_ns: duration(spread(milliseconds * (1 + 3 * pressure), 0.4, random)),
    ok: random() < 0.002 ? '0' : '1',
  };
  return telemetry(fields, at);
}

export function queryReport(at: number, pressure: number, random: Random): Saying {
  const { stage, milliseconds } = pick(QUERIES, random);
  const took = spread(milliseconds * (1 + 2 * pressure), 0.5, random);
  return telemetry({ kind: 'db', engine: 'portfolio', stage, dur_ns: duration(took) }, at);
}

/** The making of features, an inference, and a second or two later what came true. */
export function prediction(at: number, pressure: number, random: Random): readonly Saying[] {
  const model = pick(MODELS, random);
  const took = spread((model === 'volatility' ? 9 : 5) * (1 + 1.8 * pressure), 0.4, random);
  const id = unique(random);
  const guess = random() < 0.5 ? 'up' : 'down';
  const isRight = random() < 0.72 - 0.14 * pressure;
  const opposite = guess === 'up' ? 'down' : 'up';
  const shared = { kind: 'ml', engine: 'ml', model_name: model };
  const prepared = duration(spread(1.4 * (1 + pressure), 0.3, random));
  return [
    telemetry({ ...shared, stage: 'preprocess', dur_ns: prepared }, at),
    telemetry({ ...shared, id, dur_ns: duration(took), pred: guess }, at + took),
    telemetry({ ...shared, id, outcome: isRight ? guess : opposite }, at + 1000 + 1000 * random()),
    modelMessage(at + took, took, random),
  ];
}

function duration(milliseconds: number): string {
  return String(Math.round(milliseconds * 1e6));
}
