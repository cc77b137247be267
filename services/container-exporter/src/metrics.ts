import type { ContainersSample } from '@m4max/contracts';
import { containersMetrics } from '@m4max/contracts';
import type { Registry } from '@m4max/service-kit';
import { bindMetrics } from '@m4max/service-kit';

export function containerMetrics(
  registry: Registry,
  latest: () => ContainersSample | undefined,
  host: string,
): void {
  bindMetrics(registry, containersMetrics, latest, host);
}
