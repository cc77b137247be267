import { createRequire } from 'node:module';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import { z } from 'zod';
import type { Registry } from './registry.ts';

const Package = z.object({ version: z.string() });

/** How often the event loop is timed. Each time wakes the process: at 10 ms that alone was half of what a service takes at rest. */
const EVENT_LOOP_PRECISION_MILLISECONDS = 100;

/** Gauges that end as only counters may; the same figures stand beside them with a label. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** The process's own figures (CPU, memory, event loop), and which service and version it is. */
export function processMetrics(registry: Registry, service: string): void {
  collectDefaultMetrics({
    register: registry,
    eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION_MILLISECONDS,
  });
  for (const name of misnamed) registry.removeSingleMetric(name);
  const { version } = Package.parse(createRequire(import.meta.url)('../../package.json'));
  new Gauge({
    name: 'm4max_service_info',
    help: 'Which service this page is of, and its version; always 1.',
    labelNames: ['service', 'version'],
    registers: [registry],
  }).set({ service, version }, 1);
}
