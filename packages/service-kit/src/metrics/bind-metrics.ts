import type { MetricRow } from '@m4max/contracts';
import type { Registry } from 'prom-client';
import { Counter, Gauge } from 'prom-client';

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
  for (const row of table) {
    const labelNames = ['host', ...row.labels];
    const shape = { name: row.name, help: row.help, labelNames, registers: [registry] };
    // Counters hold what the source counted: they are set anew rather than added to.
    if (row.type === 'counter')
      new Counter({
        ...shape,
        collect() {
          this.reset();
          for (const { labels, value } of readRow(row, latest()))
            this.inc({ host, ...labels }, value);
        },
      });
    else
      new Gauge({
        ...shape,
        collect() {
          this.reset();
          for (const { labels, value } of readRow(row, latest()))
            this.set({ host, ...labels }, value);
        },
      });
  }
}

function readRow<Sample>(row: MetricRow<Sample>, sample: Sample | undefined) {
  return sample === undefined ? [] : row.read(sample);
}
