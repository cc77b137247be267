import type { ContainersSample } from '@m4max/contracts';
import type { Context } from '@m4max/service-kit';
import { createApp, processMetrics, Registry } from '@m4max/service-kit';
import type { Config } from './config.ts';
import { bindContainers } from './metrics.ts';

/** Health and metrics; the readings themselves are told through the store. */
export function app(options: {
  readonly context: Context<Config>;
  readonly latest: () => ContainersSample | undefined;
}): ReturnType<typeof createApp> {
  const { context, latest } = options;
  const registry = new Registry();
  processMetrics(registry, context.name);
  bindContainers({
    registry,
    latest,
    host: context.config.HOST_LABEL,
    withCadvisorNames: context.config.CADVISOR_METRICS === 'on',
  });
  return createApp({ context, registry });
}
