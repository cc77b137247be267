import { expect, it } from '@jest/globals';
import { DashboardSummary } from '@m4max/contracts';
import {
  alert,
  containersSample,
  hardwareSample,
  service,
  tradingSample,
} from '../fixtures/samples.ts';
import { emptyFleet } from '../fleet/fleet.ts';
import { latestAll } from '../fleet/latest.ts';
import { dashboardSummary, worstLatencies } from './dashboard-summary.ts';

const now = new Date('2026-01-05T10:00:00.500Z');
const storedAt = new Date('2026-01-05T10:00:00.100Z');

it('shows one machine, and says which parts nobody reports', () => {
  const fleet = emptyFleet(now, 'demo');
  fleet.hardware.set('mac-1', { sample: hardwareSample(), storedAt });
  fleet.containers.set('mac-1', { sample: containersSample(), storedAt });
  fleet.trading.set('mac-2', { sample: tradingSample({ host: 'mac-2' }), storedAt });
  fleet.services = [service()];
  fleet.alerts = new Map([['a', alert({ id: 'a', value: 0.93, threshold: 0.9 })]]);
  const latest = latestAll(fleet, now);
  const summary = DashboardSummary.parse(dashboardSummary({ fleet, latest, host: 'mac-1', now }));
  expect(summary).toMatchObject({
    mode: 'demo',
    host: 'mac-1',
    hosts: ['mac-1', 'mac-2'],
    hardware: { cpu: { active_ratio: 0.4 }, memory: { used_bytes: 64_000_000_000 }, stale: false },
    containers: { total: 1 },
    alerts: { firing: 1, acknowledged: 0, by_severity: { warning: 1 }, newest: [{ id: 'a' }] },
    missing: [{ field: 'trading' }],
  });
  expect(summary.trading).toBeUndefined();
  expect(summary.data_age).toHaveLength(3);
  expect(
    DashboardSummary.parse(dashboardSummary({ fleet, latest, host: 'mac-2', now })),
  ).toMatchObject({
    trading: { messages_per_second: 120, inputs_up: 1, worst_latencies: [{ p95: 0.009 }] },
  });
});

it('is whole on an empty fleet', () => {
  const fleet = emptyFleet(now, 'live');
  const latest = latestAll(fleet, now);
  const summary = DashboardSummary.parse(dashboardSummary({ fleet, latest, host: 'mac-1', now }));
  expect(summary.missing.map(({ field }) => field)).toEqual(['hardware', 'containers', 'trading']);
  expect(summary.health.overall_status).toBe('down');
});

it('worstLatencies: the highest P95 of each kind, never an unknown one', () => {
  const [order] = tradingSample().latencies;
  if (order === undefined) throw new Error('the fixture has one');
  const { p95, ...unknown } = order;
  expect(p95).toBeDefined();
  const found = worstLatencies([
    order,
    { ...order, stage: 'submit_fill', p95: 0.2 },
    { ...unknown, kind: 'risk' },
    { ...order, kind: 'ml', p95: 0 },
  ]);
  expect(found.map(({ kind, stage }) => `${kind}/${stage}`)).toEqual([
    'order/submit_fill',
    'ml/submit_ack',
  ]);
});
