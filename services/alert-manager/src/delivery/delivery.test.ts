import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import type { HttpSink, SmtpSink } from '@m4max/test-kit';
import { eventually, httpSink, requireComponent, smtpSink, startRedis } from '@m4max/test-kit';
import { episodeOf } from '../alerts/record.ts';
import { loadConversations } from '../redis/conversations.ts';
import { loadDeadLetters } from '../redis/dead-letters.ts';
import { OUTBOX_KEY } from '../redis/keys.ts';
import { loadRecord, loadRecords } from '../redis/records.ts';
import type { Fleet } from './fixtures/fleet.ts';
import { aFleet } from './fixtures/fleet.ts';

jest.setTimeout(60_000);

const SLACK = 'slack/slack/0';
const PAGER = 'pagerduty/pagerduty/0';
const FALLBACK = 'fallback/webhook/0';

const stores = [
  { kind: 'real', options: {} },
  { kind: 'clustered', options: { cluster: true } },
  { kind: 'embedded', options: { embedded: true } },
].filter(({ kind }) => kind === 'embedded' || requireComponent('redis-server'));

describe.each(stores)('delivery on a $kind store', ({ options }) => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let slack: HttpSink;
  let pagerduty: HttpSink;
  let fallback: HttpSink;
  let mail: SmtpSink;
  let fleet: Fleet;

  beforeAll(async () => {
    redis = await startRedis(options);
  });
  afterAll(() => redis.stop());

  beforeEach(async () => {
    [slack, pagerduty, fallback, mail] = await Promise.all([
      httpSink(),
      httpSink(),
      httpSink(),
      smtpSink(),
    ]);
    pagerduty.respondWith(() => ({ status: 202, body: '{"status":"success"}' }));
    fleet = await aFleet({
      url: redis.url,
      alertmanager: {
        global: {
          smtp_smarthost: `127.0.0.1:${mail.port}`,
          smtp_from: 'm4max@example.com',
          smtp_require_tls: false,
          pagerduty_url: pagerduty.url,
        },
        route: {
          receiver: 'nobody',
          routes: [
            { matchers: ['team="other"'], receiver: 'other' },
            { matchers: ['team="bare"'], receiver: 'bare' },
            { matchers: ['team="mail"'], receiver: 'mail' },
            { matchers: ['team="page"'], receiver: 'pagerduty' },
            { matchers: ['severity="critical"'], receiver: 'slack' },
          ],
        },
        receivers: [
          { name: 'nobody' },
          { name: 'bare', slack_configs: [{}] },
          { name: 'slack', slack_configs: [{ api_url: `${slack.url}/x` }] },
          { name: 'other', slack_configs: [{ api_url: `${slack.url}/y` }] },
          { name: 'mail', email_configs: [{ to: 'ann@example.com, bob@example.com' }] },
          { name: 'pagerduty', pagerduty_configs: [{ routing_key: 'k'.repeat(32) }] },
          { name: 'fallback', webhook_configs: [{ url: fallback.url }] },
        ],
      },
      policy: {
        escalation: [{ severities: ['critical'], after: '2s', receiver: 'pagerduty' }],
        fallback_receiver: 'fallback',
      },
    });
    await eventually('the store is there and empty', async () => {
      return (await fleet.store.flushall()) === 'OK';
    });
  });

  afterEach(async () => {
    await fleet.stop();
    await Promise.all([slack.close(), pagerduty.close(), fallback.close(), mail.close()]);
  });

  const until = (
    what: string,
    alert: Parameters<Fleet['told']>[0],
    target: string,
    about: string,
  ) => eventually(what, async () => (await fleet.told(alert, target)) === about);
  const events = () =>
    pagerduty.requests.map(
      ({ body }) => JSON.parse(body) as { event_action: string; dedup_key: string },
    );
  const labels = (team: string) => ({ alertname: team, severity: 'critical', team });

  it('tells Slack once that an alert fires, and once that it is over', async () => {
    await fleet.start();
    const alert = await fleet.fire();
    await until('Slack was told', alert, SLACK, 'firing');
    await fleet.resolve(alert);
    await until('and of the end', alert, SLACK, 'resolved');
    expect(slack.requests.map(({ path }) => path)).toEqual(['/x', '/x']);
    expect(slack.requests[0]?.body).toContain(
      '[FIRING] CRITICAL PerformanceCoresSaturated on studio',
    );
    expect(slack.requests[1]?.body).toContain('[RESOLVED]');
    expect(pagerduty.requests).toEqual([]);
    expect(await loadConversations(fleet.store)).toEqual([]);
  });

  it('mails each recipient', async () => {
    await fleet.start();
    const alert = await fleet.fire({ labels: labels('mail') });
    await until('Ann was told', alert, 'mail/email/0/ann@example.com', 'firing');
    await until('Bob was told', alert, 'mail/email/0/bob@example.com', 'firing');
    expect(new Set(mail.messages.flatMap(({ to }) => to))).toEqual(
      new Set(['ann@example.com', 'bob@example.com']),
    );
  });

  it('waits as long as Slack asks on one webhook, and does not keep another waiting', async () => {
    const arrivals: { path: string; at: number }[] = [];
    slack.respondWith(({ path }) => {
      arrivals.push({ path, at: performance.now() });
      if (path !== '/x' || arrivals.length > 1) return { body: 'ok' };
      return { status: 429, headers: { 'retry-after': '3' }, body: '{"ok":false}' };
    });
    await fleet.start();
    const slow = await fleet.fire();
    await eventually('X has refused', () => arrivals.length > 0);
    const quick = await fleet.fire({ fingerprint: 'ffffffffffffffff', labels: labels('other') });
    await until('Y was told', quick, 'other/slack/0', 'firing');
    await until('X was told', slow, SLACK, 'firing');
    expect(arrivals.map(({ path }) => path)).toEqual(['/x', '/y', '/x']);
    const [first, , second] = arrivals;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2900);
  });

  it('gives one webhook one message a second', async () => {
    const arrivals: number[] = [];
    slack.respondWith(() => {
      arrivals.push(performance.now());
      return { body: 'ok' };
    });
    await fleet.start();
    await fleet.fire({ fingerprint: '0000000000000001' });
    await fleet.fire({ fingerprint: '0000000000000002' });
    await fleet.fire({ fingerprint: '0000000000000003' });
    await eventually('all were told', () => arrivals.length === 3);
    const [first = 0, , third = 0] = arrivals;
    expect(third - first).toBeGreaterThanOrEqual(1900);
  });

  it('buries what is refused for good, and tells the fallback once', async () => {
    slack.respondWith(() => ({ status: 404, body: 'no_service' }));
    await fleet.start();
    const alert = await fleet.fire();
    await until('the fallback was told', alert, FALLBACK, 'firing');
    const [buried] = await loadDeadLetters(fleet.store);
    expect(buried?.letter).toMatchObject({
      receiver: 'slack',
      about: 'firing',
      error: 'HTTP 404 no_service',
      tries: 1,
    });
    expect(slack.requests).toHaveLength(1);
    expect(fallback.requests).toHaveLength(1);
    expect(fleet.delivery.counts().dead).toEqual({ slack: 1 });
    const record = await loadRecord(fleet.store, alert.fingerprint);
    expect(record?.alert.timeline.map(({ what }) => what)).toContain('not_notified');
  });

  it('tells the fallback in place of a receiver that is not configured, and counts that once', async () => {
    await fleet.start();
    const alert = await fleet.fire({ labels: labels('bare') });
    await until('the fallback was told', alert, FALLBACK, 'firing');
    await eventually('it is written why', async () => {
      const record = await loadRecord(fleet.store, alert.fingerprint);
      return record?.alert.timeline.some(({ what }) => what === 'suppressed');
    });
    await fleet.acknowledge(alert);
    await fleet.resolve(alert);
    await until('and of the end', alert, FALLBACK, 'resolved');
    await eventually('and counted', () => fleet.delivery.counts().suppressed.not_configured === 1);
    expect(fallback.requests).toHaveLength(2);
  });

  it('escalates what nobody acknowledges, acknowledges it there and resolves it there', async () => {
    await fleet.start();
    const alert = await fleet.fire();
    await until('PagerDuty is triggered', alert, PAGER, 'firing');
    await fleet.acknowledge(alert);
    await until('and acknowledged', alert, PAGER, 'acknowledged');
    await fleet.resolve(alert);
    await until('and resolved', alert, PAGER, 'resolved');
    const dedup_key = `am-${alert.fingerprint}-${episodeOf(alert)}`;
    expect(events()).toMatchObject([
      { event_action: 'trigger', dedup_key },
      { event_action: 'acknowledge', dedup_key },
      { event_action: 'resolve', dedup_key },
    ]);
  });

  it('never escalates after an acknowledgement or an end, however late they come', async () => {
    await fleet.start();
    const started_at = new Date(Date.now() + 4000).toISOString(); // A slow machine gets to the end first.
    const acknowledged = await fleet.fire({ fingerprint: '0000000000000001', started_at });
    const resolved = await fleet.fire({ fingerprint: '0000000000000002', started_at });
    const ignored = await fleet.fire({ fingerprint: '0000000000000003', started_at });
    await eventually('all have a moment at which they escalate', async () => {
      const records = await loadRecords(fleet.store);
      return records.every(({ alert }) => alert.escalates_at !== undefined);
    });
    await fleet.acknowledge(acknowledged);
    await fleet.resolve(resolved);
    await until('the one that nobody took on escalates', ignored, PAGER, 'firing');
    expect(events().map(({ dedup_key }) => dedup_key)).toEqual([
      `am-${ignored.fingerprint}-${episodeOf(ignored)}`,
    ]);
    const record = await loadRecord(fleet.store, acknowledged.fingerprint);
    expect(record?.alert.escalated_at).toBeUndefined();
    expect(record?.alert.escalates_at).toBeUndefined();
  });

  it('sends again what may have arrived, and counts that', async () => {
    slack.respondWith(() => {
      if (slack.requests.length === 1) throw new Error('hang up');
      return { body: 'ok' };
    });
    await fleet.start();
    const alert = await fleet.fire();
    await until('Slack was told', alert, SLACK, 'firing');
    expect(slack.requests).toHaveLength(2);
    expect(fleet.delivery.counts().repeated).toEqual({ slack: 1 });
  });

  it('resolves an incident that may have been opened, though no answer ever came', async () => {
    pagerduty.respondWith(({ body }) => {
      if (body.includes('"trigger"')) throw new Error('hang up');
      return { status: 202 };
    });
    await fleet.start();
    const alert = await fleet.fire({ labels: labels('page') });
    await eventually('PagerDuty was called', () => pagerduty.requests.length > 0);
    await fleet.resolve(alert);
    await until('the incident is resolved', alert, PAGER, 'resolved');
    const actions = events().map(({ event_action }) => event_action);
    expect(actions.at(-1)).toBe('resolve');
    expect(actions.filter((action) => action === 'resolve')).toHaveLength(1);
  });

  it('finds what is owed without the outbox', async () => {
    const alert = await fleet.fire();
    await fleet.store.del(OUTBOX_KEY);
    await fleet.start();
    await until('Slack was told', alert, SLACK, 'firing');
  });

  it('owes the end of an episode even when a newer one has begun', async () => {
    await fleet.start();
    const first = await fleet.fire();
    await until('Slack was told', first, SLACK, 'firing');
    let isUp = false;
    slack.respondWith(() => (isUp ? { body: 'ok' } : { status: 500 }));
    await fleet.resolve(first);
    await eventually('Slack has failed', () => slack.requests.length > 1);
    const second = await fleet.fire();
    isUp = true;
    await until('Slack was told of the second', second, SLACK, 'firing');
    await eventually('and of the end of the first', async () => {
      return (await loadConversations(fleet.store)).every(
        ({ episode }) => episode === episodeOf(second),
      );
    });
    const bodies = slack.requests.map(({ body }) => body);
    expect(bodies.filter((body) => body.includes('[FIRING]')).length).toBeGreaterThanOrEqual(2);
    expect(bodies.at(-1)).toBeDefined();
    expect(
      bodies.some((body) => body.includes('[RESOLVED]') && body.includes(first.started_at)),
    ).toBe(true);
  });
});
