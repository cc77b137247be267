import type { Context, Registry } from '@m4max/service-kit';
import { createApp } from '@m4max/service-kit';
import type { Express } from 'express';
import express from 'express';
import type { Config } from './config.ts';
import { takeSamples } from './http/take-samples.ts';
import type { Ledger } from './ledger/ledger.ts';

const SAMPLES_PATH = '/v1/samples';
const MAX_BODY_BYTES = 1 << 20;

/** `/metrics`, `/health/*` and what engines push. */
export function app(options: {
  readonly context: Context<Config>;
  readonly registry: Registry;
  readonly ledger: Ledger;
  readonly now: () => Date;
}): Express {
  const { context, registry, ledger, now } = options;
  const body = express.text({
    type: ['application/x-ndjson', 'application/json', 'text/plain'],
    limit: MAX_BODY_BYTES,
  });
  return createApp({
    context,
    registry,
    rawPaths: [SAMPLES_PATH],
    scopeOf: (method, path) => {
      if (method === 'GET' || method === 'HEAD') return 'read';
      return path === SAMPLES_PATH ? 'push' : 'admin';
    },
    routes: (routes) => {
      routes.post(SAMPLES_PATH, body, takeSamples(ledger, now));
    },
  });
}
