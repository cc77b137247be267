import type { MetricRow, MetricValue } from '@m4max/contracts';
import type { Gauge, Registry } from 'prom-client';
import { labelText } from './label-text.ts';

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
        const series = distinct(type, sample === undefined ? [] : read(sample));
        return { name, help, type, values: written(`${name}{${labelText({ host })}`, series) };
      },
    };
    // A registry only asks a metric for its name and its values. prom-client's own kinds sort each
    // value into a map and write its labels anew: for thousands of series most of a scrape.
    registry.registerMetric(metric as unknown as Gauge);
  }
}

const none = {};

/** One series a label set, as a page must have it: of one told twice gauges take the last, counters the sum. */
function distinct(
  type: 'gauge' | 'counter',
  values: readonly MetricValue[],
): ReadonlyMap<string, number> {
  const series = new Map<string, number>();
  for (const { labels = none, value } of values) {
    const text = labelText(labels);
    const known = type === 'counter' ? (series.get(text) ?? 0) : 0;
    series.set(text, known + value);
  }
  return series;
}

/** A registry writes the name of a value as it is, and these have no labels left to write. */
function written(start: string, series: ReadonlyMap<string, number>) {
  return Array.from(series, ([labels, value]) => ({
    metricName: labels === '' ? `${start}}` : `${start},${labels}}`,
    value,
    labels: none,
    sharedLabels: none,
  }));
}
