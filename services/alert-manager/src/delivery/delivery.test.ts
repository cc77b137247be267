import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Alert } from '@m4max/contracts';
import { createLogger } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { closeStore, connectStore } from '@m4max/streams';
import type { HttpSink } from '@m4max/test-kit';
import { eventually, httpSink, requireComponent, startRedis } from '@m4max/test-kit';
import { acknowledge } from '../alerts/acknowledge.ts';
import { changed } from '../alerts/change.ts';
import { episodeOf } from '../alerts/record.ts';
import { parseNetwork } from '../notices/address.ts';
import { anAlert } from '../notices/fixtures/an-alert.ts';
import { loadDeadLetters } from '../redis/dead-letters.ts';
import { changeRecord, loadRecord } from '../redis/records.ts';
import type { Delivery } from './delivery-parts.ts';
import { createDelivery } from './delivery-parts.ts';

const log = createLogger('alert-manager', process.env.TEST_LOG_LEVEL ?? 'error');

/** Stores that the same tests run on. */
const stores = [
  { kind: 'real', options: {} },
  { kind: 'clustered', options: { cluster: true } },
  { kind: 'embedded', options: { embedded: true } },
].filter(({ kind }) => kind === 'embedded' || requireComponent('redis-server'));

describe.each(stores)('delivery on a $kind store', ({ options }) => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let store: Store;
  let folder: string;
  let slack: HttpSink;
  let pagerduty: HttpSink;
  let fallback: HttpSink;
  let delivery: Delivery;

  beforeEach(async () => {
    redis = await startRedis(options);
    [slack, pagerduty, fallback] = await Promise.all([httpSink(), httpSink(), httpSink()]);
    pagerduty.respondWith(() => ({ status: 202, body: '{"status":"success"}' }));
    folder = await mkdtemp(join(tmpdir(), 'm4max-delivery-'));
    store = connectStore(redis.url, { name: 'delivery-test', log });
    await eventually('the store is there', async () => (await store.ping()) === 'PONG');
  });

  afterEach(async () => {
    for (const part of [...delivery.parts].reverse()) await part.stop();
    await closeStore(store);
    await Promise.all([slack.close(), pagerduty.close(), fallback.close(), redis.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  async function start(after = '1h'): Promise<void> {
    delivery = createDelivery({ config: await config(after), store, log });
    for (const part of delivery.parts) await part.start();
  }

  async function config(after: string) {
    const alertmanager = join(folder, 'alertmanager.yml');
    const policy = join(folder, 'alert-policy.yml');
    await writeFile(
      alertmanager,
      JSON.stringify({
        route: {
          receiver: 'nobody',
          routes: [
            { matchers: ['team="other"'], receiver: 'other' },
            { matchers: ['severity="critical"'], receiver: 'slack' },
          ],
        },
        receivers: [
          { name: 'nobody' },
          { name: 'slack', slack_configs: [{ api_url: `${slack.url}/x` }] },
          { name: 'other', slack_configs: [{ api_url: `${slack.url}/y` }] },
          {
            name: 'pagerduty',
            pagerduty_configs: [{ routing_key: 'k'.repeat(32), url: pagerduty.url }],
          },
          { name: 'fallback', webhook_configs: [{ url: fallback.url }] },
        ],
      }),
    );
    await writeFile(
      policy,
      JSON.stringify({
        escalation: [{ severities: ['critical'], after, receiver: 'pagerduty' }],
        fallback_receiver: 'fallback',
      }),
    );
    const loopback = parseNetwork('127.0.0.0/8');
    return {
      ALERTMANAGER_CONFIG_FILE: alertmanager,
      ALERT_POLICY_FILE: policy,
      EXTERNAL_URL: 'http://board.test/',
      ALLOW_PRIVATE_WEBHOOKS: loopback === undefined ? [] : [loopback],
      SECRETS_KEY_FILE: join(folder, 'key'),
      DATA_DIR: folder,
      HOST_LABEL: 'studio',
      PORT: 0,
    };
  }

  async function fire(differences: Partial<Alert> = {}): Promise<Alert> {
    const alert = anAlert({ started_at: new Date().toISOString(), ...differences });
    await changeRecord(store, alert.fingerprint, (before) =>
      changed({ version: before?.version ?? 0, alert, notified: {} }, alert, [
        { what: 'firing', at: alert.started_at, detail: 'said by a test', notice: 'firing' },
      ]),
    );
    return alert;
  }

  async function resolve({ fingerprint }: Alert): Promise<void> {
    const at = new Date().toISOString();
    await changeRecord(store, fingerprint, (record) =>
      record === undefined
        ? undefined
        : changed(record, { ...record.alert, state: 'resolved', resolved: true, ended_at: at }, [
            { what: 'resolved', at, detail: 'said by a test', notice: 'resolved' },
          ]),
    );
  }

  async function acknowledgeIt({ fingerprint }: Alert): Promise<void> {
    await changeRecord(store, fingerprint, (record) => {
      if (record === undefined) return undefined;
      const outcome = acknowledge(record, { by: 'ann', now: new Date() });
      return outcome.kind === 'acknowledged' ? outcome.change : undefined;
    });
  }

  const actions = () =>
    pagerduty.requests.map(
      ({ body }) => (JSON.parse(body) as { event_action: string }).event_action,
    );
  const told = async ({ fingerprint }: Alert, target: string) =>
    (await loadRecord(store, fingerprint))?.notified[target]?.about;

  it('tells Slack once that an alert fires, and once that it is over', async () => {
    await start();
    const alert = await fire();
    await eventually(
      'Slack was told',
      async () => (await told(alert, 'slack/slack/0')) === 'firing',
    );
    await resolve(alert);
    await eventually(
      'and of the end',
      async () => (await told(alert, 'slack/slack/0')) === 'resolved',
    );
    expect(slack.requests.map(({ path }) => path)).toEqual(['/x', '/x']);
    expect(slack.requests[0]?.body).toContain(
      '[FIRING] CRITICAL PerformanceCoresSaturated on studio',
    );
    expect(slack.requests[1]?.body).toContain('[RESOLVED]');
    expect(pagerduty.requests).toEqual([]);
  });

  it('waits as long as Slack asks on one webhook, and does not keep another waiting', async () => {
    let refusals = 0;
    const arrivals: { path: string; at: number }[] = [];
    slack.respondWith(({ path }) => {
      arrivals.push({ path, at: performance.now() });
      if (path !== '/x' || refusals > 0) return { body: 'ok' };
      refusals += 1;
      return { status: 429, headers: { 'retry-after': '3' }, body: '{"ok":false}' };
    });
    await start();
    const slow = await fire();
    await eventually('X has refused', () => refusals > 0);
    const quick = await fire({
      fingerprint: 'ffffffffffffffff',
      labels: { alertname: 'Other', severity: 'critical', team: 'other' },
    });
    await eventually('Y was told', async () => (await told(quick, 'other/slack/0')) === 'firing');
    await eventually('X was told', async () => (await told(slow, 'slack/slack/0')) === 'firing');
    expect(arrivals.map(({ path }) => path)).toEqual(['/x', '/y', '/x']);
    const [first, , second] = arrivals;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2900);
  });

  it('buries what is refused for good, tells the fallback once, and can send it again', async () => {
    slack.respondWith(() => ({ status: 404, body: 'no_service' }));
    await start();
    const alert = await fire();
    await eventually('the fallback was told', async () => {
      return (await told(alert, 'fallback/webhook/0')) === 'firing';
    });
    const [buried] = await loadDeadLetters(store);
    expect(buried?.letter).toMatchObject({
      receiver: 'slack',
      about: 'firing',
      error: 'HTTP 404 no_service',
      tries: 1,
    });
    expect(slack.requests).toHaveLength(1);
    expect(fallback.requests).toHaveLength(1);
    expect(delivery.counts().dead).toEqual({ slack: 1 });
  });

  it('escalates what nobody acknowledges, acknowledges it there and resolves it there', async () => {
    await start('1s');
    const alert = await fire();
    await eventually('PagerDuty is triggered', () => actions().includes('trigger'));
    await acknowledgeIt(alert);
    await eventually('and acknowledged', () => actions().includes('acknowledge'));
    await resolve(alert);
    await eventually('and resolved', () => actions().includes('resolve'));
    await eventually('all is written down', async () => {
      return (await told(alert, 'pagerduty/pagerduty/0')) === 'resolved';
    });
    expect(actions()).toEqual(['trigger', 'acknowledge', 'resolve']);
    const keys = pagerduty.requests.map(
      ({ body }) => (JSON.parse(body) as { dedup_key: string }).dedup_key,
    );
    expect(new Set(keys)).toEqual(new Set([`am-${alert.fingerprint}-${episodeOf(alert)}`]));
  });
});
