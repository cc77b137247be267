import type { MetricRow } from '@m4max/contracts';
import type { Registry } from 'prom-client';
import { tableText } from './table-text.ts';

/**
 * Serves a metric table. Every series carries `host`; values are read anew at each scrape, so
 * series of things that are gone, and all of them while there is no fresh sample, leave the page.
 * The text is put behind what the registry writes: prom-client's own metrics keep each series in a map
 * and write it by way of several objects, which for thousands of them is most of a scrape and its garbage.
 */
export function bindMetrics<Sample>(
  registry: Registry,
  table: readonly MetricRow<Sample>[],
  latest: () => Sample | undefined,
  host: string,
): void {
  const before = registry.metrics.bind(registry);
  registry.metrics = async () => {
    const page = await before();
    const text = tableText(table, { sample: latest(), host });
    return page.trim() === '' ? text : `${page}\n${text}`; // An empty registry writes an empty line.
  };
}
