import type { Context, Registry } from '@m4max/service-kit';
import { createApp } from '@m4max/service-kit';
import type { Express } from 'express';
import express from 'express';
import type { Config } from './config.ts';
import { listRejections } from './http/list-rejections.ts';
import { takeSamples } from './http/take-samples.ts';
import type { Intake } from './ledger/intake.ts';

const SAMPLES_PATH = '/v1/samples';
/** Names orders and engines, so it is for those who run the fleet. */
const REJECTED_PATH = '/v1/rejected';
const MAX_BODY_BYTES = 1 << 20;

/** `/metrics`, `/health/*`, what engines push, and what was left out of all that came in. */
export function app(options: {
  readonly context: Context<Config>;
  readonly registry: Registry;
  readonly intake: Intake;
  readonly now: () => Date;
}): Express {
  const { context, registry, intake, now } = options;
  const body = express.text({
    type: ['application/x-ndjson', 'application/json', 'text/plain'],
    limit: MAX_BODY_BYTES,
  });
  return createApp({
    context,
    registry,
    rawPaths: [SAMPLES_PATH],
    scopeOf: (method, path) => {
      if (path === REJECTED_PATH) return 'admin';
      if (method === 'GET' || method === 'HEAD') return 'read';
      return path === SAMPLES_PATH ? 'push' : 'admin';
    },
    routes: (routes) => {
      routes.post(SAMPLES_PATH, body, takeSamples(intake.telemetry, now));
      routes.get(REJECTED_PATH, listRejections(intake.ledger.inputs));
    },
  });
}
