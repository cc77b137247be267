import { expect, it } from '@jest/globals';
import type { Alert } from '@m4max/contracts';
import { AlertPolicy } from '@m4max/contracts';
import type { AlertRecord } from '../alerts/record.ts';
import { episodeOf } from '../alerts/record.ts';
import { AlertmanagerFile } from './alertmanager-file.ts';
import { resolveContacts } from './contacts.ts';
import { anAlert, aRecord } from './fixtures/an-alert.ts';
import { noticeId } from './notice.ts';
import { planNotices } from './owed.ts';

const SLACK = 'slack/slack/0';
const PAGER = 'pagerduty/pagerduty/0';
const HOOK = 'hook/webhook/0';
const QUIET = 'quiet/slack/0';

const file = AlertmanagerFile.parse({
  route: {
    receiver: 'slack',
    routes: [
      { matchers: ['to="nobody"'], receiver: 'nobody' },
      { matchers: ['to="bare"'], receiver: 'bare' },
      { matchers: ['to="quiet"'], receiver: 'quiet' },
    ],
  },
  receivers: [
    { name: 'nobody' },
    { name: 'bare', slack_configs: [{}] },
    { name: 'slack', slack_configs: [{ api_url: 'https://slack' }] },
    { name: 'quiet', slack_configs: [{ api_url: 'https://quiet', send_resolved: false }] },
    { name: 'pagerduty', pagerduty_configs: [{ routing_key: 'key' }] },
    { name: 'hook', webhook_configs: [{ url: 'https://hook' }] },
  ],
});
const policy = AlertPolicy.parse({
  escalation: [{ severities: ['critical'], after: '2m', receiver: 'pagerduty' }],
  fallback_receiver: 'hook',
});
const contacts = resolveContacts({ file, saved: {}, readSecret: () => undefined });
const at = '2026-03-02T12:00:05.000Z';
const knows = (about: 'firing' | 'acknowledged' | 'resolved', ...targets: string[]) =>
  Object.fromEntries(targets.map((target) => [target, { about, at }]));
const to = (receiver: string) => ({ labels: { to: receiver, severity: 'critical' } });
const dead = (target: string, about: 'firing' | 'resolved' = 'firing') => {
  const alert = anAlert();
  return noticeId({ fingerprint: alert.fingerprint, episode: episodeOf(alert), about, target });
};

type Case = {
  title: string;
  alert?: Partial<Alert>;
  notified?: AlertRecord['notified'];
  unsure?: string[];
  dead?: string[];
  owed: [target: string, about: string][];
  suppressed?: string[];
};
const resolved = { state: 'resolved', resolved: true } as const;
const acknowledged = { state: 'acknowledged' } as const;
const escalated = { escalated_at: '2026-03-02T12:02:00.000Z' };

it.each<Case>([
  { title: 'a new alert goes where it is routed', owed: [[SLACK, 'firing']] },
  { title: 'once told, nobody is told again', notified: knows('firing', SLACK), owed: [] },
  {
    title: 'a message that may have arrived is sent again',
    unsure: [SLACK],
    owed: [[SLACK, 'firing']],
  },
  { title: 'a route to nobody owes nothing', alert: to('nobody'), owed: [] },
  {
    title: 'escalated: pagerduty as well',
    alert: escalated,
    notified: knows('firing', SLACK),
    owed: [[PAGER, 'firing']],
  },
  {
    title: 'a receiver without a contact point: the fallback',
    alert: to('bare'),
    owed: [[HOOK, 'firing']],
    suppressed: ['not_configured'],
  },
  {
    title: '… which is told once',
    alert: to('bare'),
    notified: knows('firing', HOOK),
    owed: [],
    suppressed: ['not_configured'],
  },
  { title: 'a dead letter: the fallback', dead: [dead(SLACK)], owed: [[HOOK, 'firing']] },
  { title: 'the fallback is dead too: nobody is left', dead: [dead(SLACK), dead(HOOK)], owed: [] },
  {
    title: 'inhibited: nobody new',
    alert: { inhibited_by: ['x'] },
    owed: [],
    suppressed: ['inhibited'],
  },
  {
    title: 'silenced: nobody new',
    alert: { silenced_by: ['x'] },
    owed: [],
    suppressed: ['silenced'],
  },
  { title: 'acknowledged before anybody was told: nobody', alert: acknowledged, owed: [] },
  {
    title: 'acknowledged: pagerduty and nobody else',
    alert: acknowledged,
    notified: knows('firing', SLACK, PAGER),
    owed: [[PAGER, 'acknowledged']],
  },
  {
    title: 'acknowledged, the trigger’s answer never came',
    alert: acknowledged,
    unsure: [PAGER],
    owed: [[PAGER, 'acknowledged']],
  },
  {
    title: 'acknowledged, and pagerduty knows',
    alert: acknowledged,
    notified: knows('acknowledged', PAGER),
    owed: [],
  },
  {
    title: 'resolved: everybody who was told',
    alert: resolved,
    notified: { ...knows('firing', SLACK), ...knows('acknowledged', PAGER) },
    owed: [
      [SLACK, 'resolved'],
      [PAGER, 'resolved'],
    ],
  },
  { title: 'resolved, nobody was told', alert: resolved, owed: [] },
  {
    title: 'resolved, the trigger’s answer never came',
    alert: resolved,
    unsure: [PAGER],
    owed: [[PAGER, 'resolved']],
  },
  {
    title: 'resolved while inhibited and silenced: owed all the same',
    alert: { ...resolved, inhibited_by: ['x'], silenced_by: ['y'] },
    notified: knows('firing', SLACK),
    owed: [[SLACK, 'resolved']],
  },
  {
    title: 'resolved after the route went elsewhere',
    alert: { ...resolved, ...to('nobody') },
    notified: knows('firing', SLACK),
    owed: [[SLACK, 'resolved']],
  },
  { title: 'resolved and known', alert: resolved, notified: knows('resolved', SLACK), owed: [] },
  {
    title: 'resolved, and its letter is dead',
    alert: resolved,
    notified: knows('firing', SLACK),
    dead: [dead(SLACK, 'resolved')],
    owed: [],
  },
  {
    title: 'a receiver that does not want to hear of the end',
    alert: { ...resolved, ...to('quiet') },
    notified: knows('firing', QUIET),
    owed: [],
  },
  {
    title: 'a target that is gone from the file',
    alert: resolved,
    notified: knows('firing', 'old/slack/0'),
    owed: [],
  },
])('$title', ({ alert, notified, unsure = [], dead = [], owed, suppressed = [] }) => {
  const plan = planNotices({
    record: aRecord(alert, notified),
    contacts,
    route: file.route,
    policy,
    unsure: new Set(unsure),
    dead: new Set(dead),
  });
  expect(plan.owed.map(({ target, about }) => [target.id, about])).toEqual(owed);
  expect(plan.suppressed.map(({ reason }) => reason)).toEqual(suppressed);
});

it('holds back what is below the least severity of a contact point, and does not bother the fallback', () => {
  const saved = { slack: { kind: 'open', value: 'https://s', minSeverity: 'critical' } } as const;
  const situation = {
    contacts: resolveContacts({ file, saved, readSecret: () => undefined }),
    route: file.route,
    policy,
    unsure: new Set<string>(),
    dead: new Set<string>(),
  };
  const warning = planNotices({ ...situation, record: aRecord({ severity: 'warning' }) });
  expect(warning.owed).toEqual([]);
  expect(warning.suppressed).toEqual([
    {
      receiver: 'slack',
      channel: 'slack',
      reason: 'below_min_severity',
      detail: 'slack takes alerts from critical upwards',
    },
  ]);
  const critical = planNotices({ ...situation, record: aRecord() });
  expect(critical.owed.map(({ target }) => target.id)).toEqual([SLACK]);
});

it('says why', () => {
  const { owed } = planNotices({
    record: aRecord({ ...escalated, ...to('bare') }),
    contacts,
    route: file.route,
    policy,
    unsure: new Set(),
    dead: new Set(),
  });
  expect(owed.map(({ target, because }) => [target.receiver, because])).toEqual([
    ['pagerduty', 'nobody acknowledged it within 2m'],
    ['hook', 'bare is not configured'],
  ]);
});
