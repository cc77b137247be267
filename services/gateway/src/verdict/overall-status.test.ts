import { expect, it } from '@jest/globals';
import type { SourceStatus } from '@m4max/contracts';
import { alert } from '../fixtures/samples.ts';
import { overallStatus } from './overall-status.ts';

function source(change: Partial<SourceStatus> = {}): SourceStatus {
  return {
    kind: 'hardware',
    host: 'mac-1',
    taken_at: '2026-01-05T10:00:00.000Z',
    interval_seconds: 1,
    age_seconds: 0.5,
    stale: false,
    missing_fields: 0,
    ...change,
  };
}
const silent = source({ kind: 'trading', age_seconds: 12.4, stale: true });
const gone = source({ host: 'mac-9', age_seconds: 7200, stale: true });
const warning = alert({ id: 'w', message: 'P-cores are busy.' });
const critical = alert({ id: 'c', severity: 'critical', message: 'P-cores are full.' });
const acknowledged = { ...critical, state: 'acknowledged' } as const;
const resolved = { ...critical, state: 'resolved' } as const;
const emergency = alert({ id: 'e', severity: 'emergency', message: 'The store is gone.' });
const up = { storeUp: true, alertManagerUp: true, sources: [source()], alerts: [] };

it.each([
  { title: 'all well', facts: up, status: 'healthy', says: /^All good: 1 source on 1 machine / },
  {
    title: 'store away',
    facts: { ...up, storeUp: false, alerts: [critical] },
    status: 'down',
    says: /store/,
  },
  {
    title: 'alert-manager away',
    facts: { ...up, alertManagerUp: false },
    status: 'down',
    says: /alert-manager/,
  },
  { title: 'nothing heard yet', facts: { ...up, sources: [] }, status: 'down', says: /^No sample/ },
  {
    title: 'every source silent',
    facts: { ...up, sources: [silent] },
    status: 'down',
    says: /^Every source/,
  },
  {
    title: 'one source silent',
    facts: { ...up, sources: [source(), silent] },
    status: 'degraded',
    says: /^No trading sample from mac-1 for 12 s$/,
  },
  {
    title: 'a source long gone',
    facts: { ...up, sources: [source(), gone] },
    status: 'healthy',
    says: /^All good/,
  },
  {
    title: 'a warning',
    facts: { ...up, alerts: [warning] },
    status: 'degraded',
    says: /^P-cores are busy\.$/,
  },
  {
    title: 'a critical alert',
    facts: { ...up, alerts: [warning, critical] },
    status: 'critical',
    says: /^P-cores are full\.$/,
  },
  {
    title: 'an emergency before a critical',
    facts: { ...up, alerts: [critical, emergency] },
    status: 'critical',
    says: /^The store is gone\. \(and 1 more critical\)$/,
  },
  {
    title: 'an acknowledged critical',
    facts: { ...up, alerts: [acknowledged] },
    status: 'degraded',
    says: /^P-cores are full\.$/,
  },
  {
    title: 'a silenced critical',
    facts: { ...up, alerts: [{ ...critical, silenced_by: ['s1'] }] },
    status: 'degraded',
    says: /full/,
  },
  {
    title: 'a resolved critical',
    facts: { ...up, alerts: [resolved] },
    status: 'healthy',
    says: /^All good/,
  },
  {
    title: 'two warnings',
    facts: { ...up, alerts: [warning, { ...warning, id: 'w2' }] },
    status: 'degraded',
    says: /\(and 1 more alert\)$/,
  },
])('overallStatus: $title is $status', ({ facts, status, says }) => {
  const verdict = overallStatus(facts);
  expect(verdict.status).toBe(status);
  expect(verdict.sentence).toMatch(says);
});
