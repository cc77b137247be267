import { gatewayMetrics } from '@m4max/contracts';
import type { Context } from '@m4max/service-kit';
import { bindMetrics, processMetrics, Registry } from '@m4max/service-kit';
import type { Config } from './config.ts';
import type { Fleet } from './fleet/fleet.ts';
import { latestAll, sources } from './fleet/latest.ts';
import type { EventStream } from './http/event-stream.ts';

/** The gateway's own page: what it sees of the fleet, and its process. */
export function metrics(context: Context<Config>, fleet: Fleet, stream: EventStream): Registry {
  const registry = new Registry();
  processMetrics(registry, context.name);
  bindMetrics(
    registry,
    gatewayMetrics,
    () => ({
      services: fleet.services,
      sources: sources(latestAll(fleet, new Date())),
      store_up: fleet.store.up,
      stream_clients: stream.clients(),
      stream_events: stream.ring.count(),
    }),
    context.config.HOST_LABEL,
  );
  return registry;
}
