import type { MetricRow } from '@m4max/contracts';
import type { Registry } from './registry.ts';
import { tableText } from './table-text.ts';

/**
 * Serves a metric table. Every series carries `host`; what `latest` gives is read at each scrape, so
 * series of things that are gone, and all of them while there is no fresh sample, leave the page.
 * A sample is written once however many ask for it: `latest` gives another object when anything changed.
 *
 * prom-client's own metrics keep each series in a map and write it by way of several objects, which
 * for thousands of them is most of a scrape and of its garbage.
 */
export function bindMetrics<Sample>(
  registry: Registry,
  table: readonly MetricRow<Sample>[],
  latest: () => Sample | undefined,
  host: string,
): void {
  let written: { readonly sample: Sample | undefined; readonly text: string } | undefined;
  registry.append(() => {
    const sample = latest();
    if (written === undefined || written.sample !== sample)
      written = { sample, text: tableText(table, { sample, host }) };
    return written.text;
  });
}
