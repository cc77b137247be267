import type { GatewayReading } from '@m4max/contracts';
import { gatewayMetrics } from '@m4max/contracts';
import type { Registry } from '@m4max/service-kit';
import { bindMetrics } from '@m4max/service-kit';

/** What the gateway itself sees of the fleet. */
export function bindGateway(registry: Registry, read: () => GatewayReading, host: string): void {
  bindMetrics(registry, gatewayMetrics, read, host);
}
