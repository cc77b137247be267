import type { MetricRow, MetricValue } from '@m4max/contracts';
import type { Gauge, Registry } from 'prom-client';

type Series = { readonly labels: Readonly<Record<string, string>>; value: number };

/**
 * Serves a metric table. Every series carries `host`; values are read anew at each scrape, so
 * series of things that are gone, and all of them while there is no fresh sample, leave the page.
 */
export function bindMetrics<Sample>(
  registry: Registry,
  table: readonly MetricRow<Sample>[],
  latest: () => Sample | undefined,
  host: string,
): void {
  for (const { name, help, type, read } of table) {
    const metric = {
      name,
      async get() {
        const sample = latest();
        const values = sample === undefined ? [] : [...distinct(type, host, read(sample))];
        return { name, help, type, values };
      },
    };
    // A registry only asks a metric for its name and its values. prom-client's own kinds sort each
    // value into a map first, which for thousands of series is half of a scrape.
    registry.registerMetric(metric as unknown as Gauge);
  }
}

/** One series a label set, as a page must have it: of one told twice gauges take the last, counters the sum. */
function distinct(
  type: 'gauge' | 'counter',
  host: string,
  values: readonly MetricValue[],
): Iterable<Series> {
  const series = new Map<string, Series>();
  for (const { labels, value } of values) {
    const key = labels === undefined ? '' : Object.values(labels).join('\0');
    const known = series.get(key);
    if (known === undefined) series.set(key, { labels: { host, ...labels }, value });
    else known.value = type === 'counter' ? known.value + value : value;
  }
  return series.values();
}
