import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HttpSink, SmtpSink } from '@m4max/test-kit';
import { eventually, httpSink, smtpSink, startRedis } from '@m4max/test-kit';
import { stringify } from 'yaml';
import { simulatedMac } from './look-alike.ts';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

/** One rule with short times; its thresholds are those of the shipped one. */
const rules = {
  rules: [
    {
      name: 'PerformanceCoresSaturated',
      group: 'm4max_hardware',
      metric: 'm4max_cpu_performance_active_ratio',
      by: ['host'],
      levels: [{ severity: 'critical', above: 0.98, clear_below: 0.95, for: '2s' }],
      summary: 'Performance cores are saturated',
      description: 'P-cores of {{host}} are {{value|percent}} busy (limit {{threshold|percent}}).',
      runbook: 'docs/runbooks/performance-cores-saturated.md',
    },
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'm4max-alert-path-'));
const mac = simulatedMac(folder);

let store: Awaited<ReturnType<typeof startRedis>>;
let slack: HttpSink;
let pagerduty: HttpSink;
let mail: SmtpSink;
const services: RunningService[] = [];

beforeAll(async () => {
  store = await startRedis();
  [slack, pagerduty] = await Promise.all([httpSink(), httpSink()]);
  slack.respondWith(() => ({ body: 'ok' }));
  pagerduty.respondWith(() => ({ status: 202, body: '{"status":"success"}' }));
  mail = await smtpSink();
  mac.setLoad(0.2);
  const alertManager = await startService('alert-manager', {
    REDIS_URL: store.url,
    ALERT_RULES_FILE: file('rules.yml', rules),
    ALERTMANAGER_CONFIG_FILE: file('alertmanager.yml', {
      route: {
        receiver: 'slack',
        routes: [
          { matchers: ['severity="critical"'], receiver: 'slack', continue: true },
          { matchers: ['severity="critical"'], receiver: 'email' },
        ],
      },
      receivers: [
        { name: 'slack', slack_configs: [{ api_url: `${slack.url}/services/T/B/X` }] },
        {
          name: 'email',
          email_configs: [
            {
              to: 'desk@example.com',
              from: 'm4max@example.com',
              smarthost: `127.0.0.1:${mail.port}`,
              require_tls: false,
            },
          ],
        },
        {
          name: 'pagerduty',
          pagerduty_configs: [{ routing_key: 'R'.repeat(32), url: `${pagerduty.url}/v2/enqueue` }],
        },
      ],
    }),
    ALERT_POLICY_FILE: file('policy.yml', {
      escalation: [{ severities: ['critical'], after: '3s', receiver: 'pagerduty' }],
    }),
    ALLOW_PRIVATE_WEBHOOKS: '127.0.0.1/32',
  });
  services.push(alertManager);
  const exporter = await startService('hardware-exporter', {
    REDIS_URL: store.url,
    ...mac.environment,
  });
  services.push(exporter);
  services.push(
    await startService('gateway', {
      REDIS_URL: store.url,
      ALERT_MANAGER_URL: alertManager.url,
      EXPORTER_URLS: exporter.url,
    }),
  );
}, 120_000);

afterAll(async () => {
  for (const service of services.reverse()) await service.stop();
  await Promise.all([slack.close(), pagerduty.close(), mail.close(), store.stop()]);
  rmSync(folder, { recursive: true });
}, 60_000);

function file(name: string, content: object): string {
  const path = join(folder, name);
  writeFileSync(path, stringify(content));
  return path;
}

type ListedAlert = { id: string; rule_name: string; state: string; value?: number };

async function api<Body>(path: string, init: RequestInit = {}): Promise<Body> {
  const gateway = services.at(-1)?.url ?? '';
  const reply = await fetch(`${gateway}/api/v1/monitoring${path}`, init);
  if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Body;
}

const pages = () =>
  pagerduty.requests.map(
    ({ body }) => JSON.parse(body) as { event_action: string; dedup_key: string },
  );
const actions = () => pages().map(({ event_action }) => event_action);

it('a saturated Mac reaches Slack, then PagerDuty, is acknowledged, and is resolved everywhere', async () => {
  mac.setLoad(0.99);
  const alert = await eventually(
    'the alert in the list',
    async () => {
      const { alerts } = await api<{ alerts: ListedAlert[] }>('/alerts');
      return alerts.find(({ rule_name }) => rule_name === 'PerformanceCoresSaturated');
    },
    { seconds: 30 },
  );
  expect(alert.state).toBe('firing');
  expect(alert.value).toBeGreaterThan(0.98);

  await eventually('Slack is told', () => slack.requests.length === 1 || undefined);
  expect(slack.requests[0]?.body).toMatch(/P-cores of test-mac are 9\d/);
  await eventually('the mail is sent', () => mail.messages.length === 1 || undefined);
  expect(mail.messages[0]?.to).toEqual(['desk@example.com']);

  await eventually('nobody acknowledges, PagerDuty is triggered', () =>
    actions().length === 1 ? true : undefined,
  );
  expect(actions()).toEqual(['trigger']);

  const acknowledged = await api<ListedAlert>(`/alerts/${alert.id}/acknowledge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: 'desk', comment: 'looking' }),
  });
  expect(acknowledged.state).toBe('acknowledged');
  await eventually('PagerDuty knows', () => (actions().length === 2 ? true : undefined));

  mac.setLoad(0.3);
  await eventually('PagerDuty is resolved', () => (actions().length === 3 ? true : undefined), {
    seconds: 30,
  });
  await eventually('Slack is resolved', () => slack.requests.length === 2 || undefined);
  await eventually('the mail is resolved', () => mail.messages.length === 2 || undefined);

  const history = await eventually('it is in the history', async () => {
    const { alerts } = await api<{ alerts: ListedAlert[] }>('/alerts/history');
    return alerts.find(({ rule_name }) => rule_name === 'PerformanceCoresSaturated');
  });
  expect(history.state).toBe('resolved');
  expect((await api<{ alerts: ListedAlert[] }>('/alerts')).alerts).toEqual([]);

  expect(actions()).toEqual(['trigger', 'acknowledge', 'resolve']);
  expect(new Set(pages().map(({ dedup_key }) => dedup_key)).size).toBe(1);
  expect(slack.requests.length).toBe(2);
  expect(mail.messages.length).toBe(2);
}, 120_000);
