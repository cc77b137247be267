import type { ContainersSample } from '@m4max/contracts';
import { containersMetrics, ownContainersMetrics } from '@m4max/contracts';
import type { Registry } from '@m4max/service-kit';
import { bindMetrics } from '@m4max/service-kit';

/** Everything that is known of containers and of the engines behind them. */
export function bindContainers(options: {
  readonly registry: Registry;
  readonly latest: () => ContainersSample | undefined;
  readonly host: string;
  /** Where cAdvisor is scraped too, a sum over its names would count every container twice. */
  readonly withCadvisorNames: boolean;
}): void {
  const { registry, latest, host, withCadvisorNames } = options;
  bindMetrics(registry, withCadvisorNames ? containersMetrics : ownContainersMetrics, latest, host);
}
