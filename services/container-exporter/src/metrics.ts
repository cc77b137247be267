import type { ContainersSample } from '@m4max/contracts';
import { containersMetrics } from '@m4max/contracts';
import type { Registry } from '@m4max/service-kit';
import { bindMetrics } from '@m4max/service-kit';

/** Everything that is known of containers and of the engines behind them. */
export function bindContainers(
  registry: Registry,
  latest: () => ContainersSample | undefined,
  host: string,
): void {
  bindMetrics(registry, containersMetrics, latest, host);
}
