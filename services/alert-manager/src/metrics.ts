import type { AlertingFacts, DeliveryCounts } from '@m4max/contracts';
import { alertingMetrics, deliveryMetrics } from '@m4max/contracts';
import type { Registry } from '@m4max/service-kit';
import { bindMetrics } from '@m4max/service-kit';

/** What is known of alerts, of their evaluation, and of who was told. */
export function bindAlerting(
  registry: Registry,
  facts: () => AlertingFacts,
  counts: () => DeliveryCounts,
  host: string,
): void {
  bindMetrics(registry, alertingMetrics, facts, host);
  bindMetrics(registry, deliveryMetrics, counts, host);
}
