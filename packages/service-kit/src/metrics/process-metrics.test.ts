import { expect, it } from '@jest/globals';
import { processMetrics } from './process-metrics.ts';
import { Registry } from './registry.ts';

const registry = new Registry();
processMetrics(registry, 'test-service');

it('tells the process and its service', async () => {
  const page = await registry.metrics();
  for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_seconds'])
    expect(page).toMatch(new RegExp(`^${name} \\d`, 'm'));
  expect(page).toMatch(/^m4max_service_info\{service="test-service",version="\d/m);
});

it('leaves out what is misnamed, and delays that are mostly the interval of looking', async () => {
  const names = (await registry.metrics()).match(/^# TYPE \S+/gm)?.map((line) => line.slice(7));
  expect(
    names?.filter((name) => /^nodejs_(active_\w+_total|eventloop_lag_\w+_seconds)$/.test(name)),
  ).toEqual([]);
});
