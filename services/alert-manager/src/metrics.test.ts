import { spawnSync } from 'node:child_process';
import { expect, it, jest } from '@jest/globals';
import type { AlertingFacts } from '@m4max/contracts';
import { Registry } from '@m4max/service-kit';
import { requireComponent } from '@m4max/test-kit';
import { bindAlerting } from './metrics.ts';

/** Servers and processes start slowly on a busy machine. */
jest.setTimeout(60_000);

const alert = { inhibited_by: [], silenced_by: [] };
const facts: AlertingFacts = {
  alerts: [
    { ...alert, severity: 'critical', state: 'firing' },
    { ...alert, severity: 'warning', state: 'firing', inhibited_by: ['4d68350aea315959'] },
    { ...alert, severity: 'warning', state: 'acknowledged', silent_since: '2026-01-05T09:00:00Z' },
  ],
  rules: 19,
  evaluator: {
    leads: true,
    samples: { hardware: 12, containers: 3, trading: 0 },
    lagSeconds: 0.02,
  },
  pushed: { firing: 4, resolved: 1, invalid: 2 },
};

async function page(shown: AlertingFacts): Promise<string> {
  const registry = new Registry();
  const counts = {
    delivered: { slack: 2 },
    failed: {},
    repeated: {},
    dead: {},
    suppressed: { inhibited: 1 },
    escalations: 1,
  };
  bindAlerting(
    registry,
    () => shown,
    () => counts,
    'desk-mac',
  );
  return registry.metrics();
}

const series = async (shown: AlertingFacts) =>
  (await page(shown)).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

it('shows alerts, their evaluation and their delivery', async () => {
  expect(await series(facts)).toEqual([
    'alertmanager_alerts{host="desk-mac",state="active"} 2',
    'alertmanager_alerts{host="desk-mac",state="suppressed"} 1',
    'alertmanager_alerts{host="desk-mac",state="unprocessed"} 0',
    'alertmanager_open_alerts{host="desk-mac",severity="info",state="firing"} 0',
    'alertmanager_open_alerts{host="desk-mac",severity="info",state="acknowledged"} 0',
    'alertmanager_open_alerts{host="desk-mac",severity="warning",state="firing"} 1',
    'alertmanager_open_alerts{host="desk-mac",severity="warning",state="acknowledged"} 1',
    'alertmanager_open_alerts{host="desk-mac",severity="critical",state="firing"} 1',
    'alertmanager_open_alerts{host="desk-mac",severity="critical",state="acknowledged"} 0',
    'alertmanager_open_alerts{host="desk-mac",severity="emergency",state="firing"} 0',
    'alertmanager_open_alerts{host="desk-mac",severity="emergency",state="acknowledged"} 0',
    'alertmanager_silent_alerts{host="desk-mac"} 1',
    'alertmanager_alerts_received_total{host="desk-mac",status="firing",version="v2"} 4',
    'alertmanager_alerts_received_total{host="desk-mac",status="resolved",version="v2"} 1',
    'alertmanager_alerts_invalid_total{host="desk-mac",version="v2"} 2',
    'alertmanager_rules{host="desk-mac"} 19',
    'alertmanager_evaluator_leads{host="desk-mac"} 1',
    'alertmanager_evaluated_samples_total{host="desk-mac",kind="hardware"} 12',
    'alertmanager_evaluated_samples_total{host="desk-mac",kind="containers"} 3',
    'alertmanager_evaluated_samples_total{host="desk-mac",kind="trading"} 0',
    'alertmanager_evaluation_lag_seconds{host="desk-mac"} 0.02',
    'alertmanager_notifications_total{host="desk-mac",integration="slack"} 2',
    'alertmanager_notifications_suppressed_total{host="desk-mac",reason="inhibited"} 1',
    'alertmanager_escalations_total{host="desk-mac"} 1',
  ]);
});

it('says nothing of alerts while the store is away, and nothing of a lag while another leads', async () => {
  const { alerts: _, ...away } = facts;
  const lines = await series({ ...away, evaluator: { ...facts.evaluator, leads: false } });
  expect(lines.filter((line) => /alertmanager_(?:open_)?alerts\{|lag/.test(line))).toEqual([]);
});

(requireComponent('promtool') ? it : it.skip)(
  'is what Prometheus reads without a complaint',
  async () => {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: await page(facts),
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  },
);
