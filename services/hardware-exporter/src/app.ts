import type { Context } from '@m4max/service-kit';
import { createApp, processMetrics, Registry } from '@m4max/service-kit';
import type { Collector } from './collect.ts';
import type { Config } from './config.ts';
import { bindHardware } from './metrics.ts';

/** Health and `/metrics`; readings leave through the store, so there are no other paths. */
export function app(
  context: Context<Config>,
  collector: Pick<Collector, 'latest' | 'sources'>,
): ReturnType<typeof createApp> {
  const registry = new Registry();
  processMetrics(registry, context.name);
  bindHardware(registry, collector, context.config.HOST_LABEL);
  return createApp({ context, registry });
}
