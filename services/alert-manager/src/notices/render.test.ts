import { expect, it } from '@jest/globals';
import type { Alert } from '@m4max/contracts';
import { contentOf, oneLine, shorten } from './content.ts';
import { anAlert } from './fixtures/an-alert.ts';
import type { Notice } from './notice.ts';
import { dedupKeyOf, noticeId } from './notice.ts';
import { renderEmail } from './render-email.ts';
import { renderPagerduty } from './render-pagerduty.ts';
import { renderSlack } from './render-slack.ts';
import { renderWebhook, webhookHeaders, webhookId } from './render-webhook.ts';

const board = 'http://board.test/';

function aNotice(differences: Partial<Alert> = {}, notice: Partial<Notice> = {}): Notice {
  const alert = anAlert(differences);
  return {
    about: 'firing',
    alert,
    dedupKey: dedupKeyOf(alert),
    receiver: 'slack',
    because: 'routed',
    test: false,
    at: new Date('2026-03-02T12:05:00.000Z'),
    ...notice,
  };
}
const slack = (notice: Notice) => JSON.stringify(renderSlack(contentOf(notice, board)));
const hostile = '<!channel> <@U1|x> & "quoted" \u0000 <script>';

it('tells what a person needs at night', () => {
  const { title, summary, facts } = contentOf(aNotice(), board);
  expect(title).toBe('[FIRING] CRITICAL PerformanceCoresSaturated on studio');
  expect(summary).toBe('P-cores of studio are 99.1 % busy (limit 98.0 %).');
  expect(facts).toContainEqual({ name: 'Since', value: '2026-03-02T12:00:00.000Z (5 min)' });
  expect(facts).toContainEqual({ name: 'Top consumers', value: 'node 7.5 cores' });
  expect(facts).toContainEqual({
    name: 'Runbook',
    value: 'docs/runbooks/performance-cores-saturated.md',
  });
});

it.each([
  { title: 'a test is marked', notice: aNotice({}, { test: true }), has: '[TEST] [FIRING]' },
  {
    title: 'an end says why',
    notice: aNotice({ ended_at: '2026-03-02T12:04:00.000Z', resolved_because: 'source gone' }),
    has: 'source gone',
  },
  {
    title: 'a fallback says for whom',
    notice: aNotice({}, { because: 'pagerduty is not configured' }),
    has: 'slack: pagerduty is not configured',
  },
  {
    title: 'an acknowledgement',
    notice: aNotice({
      acknowledgement: { by: 'ann', at: '2026-03-02T12:01:00.000Z', comment: 'on it' },
    }),
    has: 'by ann at',
  },
])('$title', ({ notice, has }) => {
  expect(slack(notice)).toContain(has);
});

it('calls nobody in Slack, whatever labels and messages say', () => {
  const text = slack(
    aNotice({ message: hostile, labels: { alertname: hostile, host: hostile, x: hostile } }),
  );
  expect(text).not.toContain('<!channel>');
  expect(text).not.toContain('<@U1');
  expect(text).toContain('&lt;!channel&gt;');
});

it('stays within the bounds of Slack', () => {
  const long = '🙂&'.repeat(20_000);
  const labels = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`label${index}`, long]),
  );
  const { blocks } = renderSlack(
    contentOf(aNotice({ message: long, labels, rule_name: long }), board),
  ) as {
    blocks: { text: { text: string } }[];
  };
  expect(blocks.length).toBeLessThanOrEqual(50);
  for (const { text } of blocks) expect(text.text.length).toBeLessThanOrEqual(3000);
  expect(slack(aNotice({ message: long, labels })).length).toBeLessThan(13_000);
});

it('links only to the web', () => {
  const annotations = {
    runbook_url: 'javascript:alert(1)',
    dashboard_url: 'https://grafana.test/d|x',
  };
  const text = slack(aNotice({ annotations }));
  expect(text).toContain('<http://board.test/|Board>');
  expect(text).toContain('<https://grafana.test/d%7Cx|Dashboard>');
  expect(text).not.toContain('<javascript:');
});

it.each([
  { severity: 'info', payload: { severity: 'info' } },
  { severity: 'warning', payload: { severity: 'warning' } },
  { severity: 'critical', payload: { severity: 'critical' } },
  { severity: 'emergency', payload: { severity: 'critical', class: 'EMERGENCY' } },
] as const)('PagerDuty: $severity', ({ severity, payload }) => {
  const notice = aNotice({ severity });
  expect(renderPagerduty(notice, contentOf(notice, board), 'key')).toMatchObject({
    routing_key: 'key',
    event_action: 'trigger',
    dedup_key: 'am-a1b2c3d4e5f60718-1772452800000',
    payload: { ...payload, source: 'studio', custom_details: { severity } },
  });
});

it.each([
  { about: 'acknowledged', event_action: 'acknowledge' },
  { about: 'resolved', event_action: 'resolve' },
] as const)('PagerDuty: $about carries the key and nothing else', ({ about, event_action }) => {
  const notice = aNotice({}, { about });
  expect(renderPagerduty(notice, contentOf(notice, board), 'key')).toEqual({
    routing_key: 'key',
    event_action,
    dedup_key: notice.dedupKey,
  });
});

it('stays within the bounds of PagerDuty', () => {
  const notice = aNotice({
    message: '🙂'.repeat(2000),
    annotations: { huge: 'x'.repeat(600_000) },
  });
  const event = renderPagerduty(notice, contentOf(notice, board), 'key') as {
    payload: { summary: string; custom_details: object };
  };
  expect(Array.from(event.payload.summary)).toHaveLength(1024);
  expect(event.payload.summary.endsWith('…')).toBe(true);
  expect(event.payload.custom_details).toEqual({ left_out: 'The details are too large.' });
});

it('mails one thread an episode, with an id that stays, and lets nothing out of its line', () => {
  const firing = aNotice({ rule_name: 'Bad\r\nBcc: eve@example.com', message: hostile });
  const first = renderEmail(firing, contentOf(firing, board), 'email/email/0/a@b');
  const later = { ...firing, about: 'resolved', at: new Date('2026-03-02T13:00:00.000Z') } as const;
  const second = renderEmail(later, contentOf(later, board), 'email/email/0/a@b');
  expect(first.subject).not.toMatch(/[\r\n]/);
  expect(first.html).not.toContain('<script>');
  expect(first.html).toContain('&lt;script&gt;');
  expect(first.thread).toBe(second.thread);
  expect(first.messageId).not.toBe(second.messageId);
  expect(
    renderEmail({ ...firing, at: later.at }, contentOf(firing, board), 'email/email/0/a@b')
      .messageId,
  ).toBe(first.messageId);
});

it('speaks Alertmanager’s webhook language', () => {
  const ended_at = '2026-03-02T12:04:00.000Z';
  expect(renderWebhook(aNotice({ ended_at }, { about: 'resolved' }), board)).toMatchObject({
    version: '4',
    status: 'resolved',
    receiver: 'slack',
    externalURL: board,
    alerts: [{ status: 'resolved', endsAt: ended_at, fingerprint: 'a1b2c3d4e5f60718' }],
  });
  expect(renderWebhook(aNotice(), board)).toMatchObject({
    status: 'firing',
    alerts: [{ endsAt: '0001-01-01T00:00:00Z' }],
  });
});

it('signs as Standard Webhooks does', () => {
  const headers = webhookHeaders({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body: '{"test": 2432232314}',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    now: new Date(1_614_265_330_000),
  });
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(headers['webhook-timestamp']).toBe('1614265330');
  const unsigned = webhookHeaders({ id: 'x', body: '', secret: undefined, now: new Date(0) });
  expect(Object.keys(unsigned)).toEqual(['webhook-id', 'webhook-timestamp', 'idempotency-key']);
});

it('names a message the same at every try', () => {
  const again = { at: new Date('2027-01-01T00:00:00.000Z') };
  expect(webhookId(aNotice(), 'x')).toBe(webhookId(aNotice({}, again), 'x'));
  const key = {
    fingerprint: 'a1b2c3d4e5f60718',
    episode: '1',
    about: 'firing',
    target: 'a/slack/0',
  } as const;
  expect(noticeId(key)).toMatch(/^n-a1b2c3d4e5f60718-1-firing-[0-9a-f]{16}$/);
  expect(noticeId(key)).not.toBe(noticeId({ ...key, target: 'a/slack/1' }));
});

it.each([
  { text: 'abc', most: 3, short: 'abc' },
  { text: 'abcd', most: 3, short: 'ab…' },
  { text: '🙂🙂🙂🙂', most: 3, short: '🙂🙂…' },
  { text: '', most: 3, short: '' },
])('shorten($text)', ({ text, most, short }) => {
  expect(shorten(text, most)).toBe(short);
});

it('oneLine', () => {
  expect(oneLine(' a\r\n b\u2028c\u0000 ')).toBe('a  b c');
});
