import { createRequire } from 'node:module';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import { z } from 'zod';
import type { Registry } from './registry.ts';

const Package = z.object({ version: z.string() });

/** Gauges that end as only counters may; the same figures stand beside them with a label. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/**
 * Each holds the interval at which the event loop is sampled besides its delay, so that a process at
 * rest seems to lag. And each sample wakes the process: at prom-client's 10 ms that is more than half
 * of what a service takes at rest. `nodejs_eventloop_lag_seconds` is measured at the scrape.
 */
const misleading = ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'].map(
  (name) => `nodejs_eventloop_lag_${name}_seconds`,
);
/** It cannot be switched off: an hour is never. */
const SAMPLING_MILLISECONDS = 3_600_000;

/** The process's own figures (CPU, memory, event loop), and which service and version it is. */
export function processMetrics(registry: Registry, service: string): void {
  collectDefaultMetrics({
    register: registry,
    eventLoopMonitoringPrecision: SAMPLING_MILLISECONDS,
  });
  for (const name of [...misnamed, ...misleading]) registry.removeSingleMetric(name);
  const { version } = Package.parse(createRequire(import.meta.url)('../../package.json'));
  new Gauge({
    name: 'm4max_service_info',
    help: 'Which service this page is of, and its version; always 1.',
    labelNames: ['service', 'version'],
    registers: [registry],
  }).set({ service, version }, 1);
}
