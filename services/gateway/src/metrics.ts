import type { GatewayReading } from '@m4max/contracts';
import { gatewayMetrics } from '@m4max/contracts';
import type { Context } from '@m4max/service-kit';
import { bindMetrics, processMetrics, Registry } from '@m4max/service-kit';
import type { Config } from './config.ts';

/** The gateway's own page: what it sees of the fleet, and its process. */
export function metrics(context: Context<Config>, read: () => GatewayReading): Registry {
  const registry = new Registry();
  processMetrics(registry, context.name);
  bindMetrics(registry, gatewayMetrics, read, context.config.HOST_LABEL);
  return registry;
}
