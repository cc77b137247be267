import type { AlertingFacts, DeliveryCounts, Labels } from '@m4max/contracts';
import type { Context, Scope } from '@m4max/service-kit';
import { createApp, processMetrics, Registry } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import type { Router } from 'express';
import type { Config } from './config.ts';
import { alertsRoutes } from './http/alerts-routes.ts';
import type { PushTally } from './http/alerts-v2-routes.ts';
import { alertsV2Routes } from './http/alerts-v2-routes.ts';
import { bindAlerting } from './metrics.ts';

/** Alerts and notifications as the gateway passes them on, and Alertmanager's API for everybody else. */
export function app(options: {
  readonly context: Context<Config>;
  readonly store: Store;
  readonly facts: () => AlertingFacts;
  readonly counts: () => DeliveryCounts;
  readonly pushed: PushTally;
  readonly notifications: Router;
  readonly groupOf: (ruleName: string) => string | undefined;
  readonly receiversOf: (labels: Labels) => readonly string[];
  readonly configuration: string;
}): ReturnType<typeof createApp> {
  const { context, store, facts, counts, notifications, ...v2 } = options;
  const registry = new Registry();
  processMetrics(registry, context.name);
  bindAlerting(registry, facts, counts, context.config.HOST_LABEL);
  return createApp({
    context,
    registry,
    scopeOf,
    rawPaths: ['/api/v2/'],
    routes: (express) => {
      alertsRoutes(express, store);
      express.use('/api/v1/monitoring', notifications);
      alertsV2Routes(express, {
        ...v2,
        store,
        labelNames: context.config.MATCHERS,
        startedAt: new Date(),
      });
    },
  });
}

/** Reading, pushing alerts, taking one on; the rest changes how the fleet alerts. */
function scopeOf(method: string, path: string): Scope {
  if (method === 'GET' || method === 'HEAD') return 'read';
  if (path === '/api/v2/alerts') return 'push';
  return /\/acknowledge\/?$/.test(path) ? 'ack' : 'admin';
}
