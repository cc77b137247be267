import { expect, it } from '@jest/globals';
import { AlertmanagerFile } from './alertmanager-file.ts';
import type { SavedContacts } from './contacts.ts';
import { resolveContacts } from './contacts.ts';

const file = AlertmanagerFile.parse({
  global: { smtp_smarthost: '[::1]:2525', smtp_from: 'a@example.com' },
  route: { receiver: 'slack' },
  receivers: [
    { name: 'slack', slack_configs: [{ api_url_file: 'slack' }] },
    { name: 'email', email_configs: [{ send_resolved: false }] },
    {
      name: 'team',
      slack_configs: [{ api_url: 'https://one' }, { api_url: 'https://two' }],
      email_configs: [{ to: 'Ann@example.com, bob@example.com', smarthost: 'mail:25' }],
      webhook_configs: [{ url: 'https://hook', signing_secret_file: 'sign' }],
    },
    { name: 'pagerduty', pagerduty_configs: [{ routing_key_file: 'key' }] },
  ],
});
const secrets: Readonly<Record<string, string>> = { key: 'routing', sign: 'whsec_c2VjcmV0' };
const contacts = (saved: SavedContacts = {}) =>
  resolveContacts({ file, saved, readSecret: (name) => secrets[name] });

it('gives each integration and each address a target of its own', () => {
  expect(contacts().targets.map(({ id }) => id)).toEqual([
    'team/slack/0',
    'team/slack/1',
    'team/email/0/ann@example.com',
    'team/email/0/bob@example.com',
    'team/webhook/0',
    'pagerduty/pagerduty/0',
  ]);
});

it('says what is missing where nobody can be told', () => {
  expect(contacts().unconfigured).toEqual([
    { receiver: 'slack', channel: 'slack', because: 'it has no api_url: slack is not there yet' },
    { receiver: 'email', channel: 'email', because: 'it has no address: set to' },
  ]);
});

it('reads the mail server and secrets from where they stand', () => {
  const found = contacts().targets.map(({ contact }) => contact);
  expect(found).toContainEqual({
    channel: 'email',
    to: 'Ann@example.com',
    server: { host: 'mail', port: 25, from: 'a@example.com', hello: 'localhost', requireTls: true },
  });
  expect(found).toContainEqual({
    channel: 'webhook',
    url: 'https://hook',
    signingSecret: 'whsec_c2VjcmV0',
  });
  expect(found).toContainEqual({
    channel: 'pagerduty',
    routingKey: 'routing',
    url: 'https://events.pagerduty.com/v2/enqueue',
  });
});

it('lets a saved contact point win over the file, under the same id', () => {
  const { targets, unconfigured } = contacts({
    slack: { kind: 'open', value: 'https://saved', minSeverity: 'critical' },
    email: { kind: 'open', value: 'cy@example.com' },
    pagerduty: { kind: 'sealed', because: 'other key' },
  });
  expect(targets.filter(({ receiver }) => receiver !== 'team')).toEqual([
    {
      ...{ id: 'slack/slack/0', receiver: 'slack', channel: 'slack', origin: 'api' },
      ...{ sendResolved: true, minSeverity: 'critical' },
      contact: { channel: 'slack', url: 'https://saved' },
    },
    {
      ...{ id: 'email/email/0/cy@example.com', receiver: 'email', channel: 'email', origin: 'api' },
      sendResolved: false,
      contact: {
        channel: 'email',
        to: 'cy@example.com',
        server: {
          host: '::1',
          port: 2525,
          from: 'a@example.com',
          hello: 'localhost',
          requireTls: true,
        },
      },
    },
  ]);
  expect(unconfigured).toEqual([
    { receiver: 'pagerduty', channel: 'pagerduty', because: 'other key' },
  ]);
});

it('knows that a receiver with the name of a channel waits for a contact point', () => {
  const bare = AlertmanagerFile.parse({
    route: { receiver: 'board' },
    receivers: [{ name: 'board' }, { name: 'webhook' }],
  });
  const { targets, unconfigured } = resolveContacts({
    file: bare,
    saved: {},
    readSecret: () => undefined,
  });
  expect(targets).toEqual([]);
  expect(unconfigured).toEqual([
    {
      receiver: 'webhook',
      channel: 'webhook',
      because: expect.stringContaining('webhook_configs'),
    },
  ]);
});

it('cannot mail without a server, whatever address is saved', () => {
  const bare = AlertmanagerFile.parse({
    route: { receiver: 'email' },
    receivers: [{ name: 'email' }],
  });
  const saved: SavedContacts = { email: { kind: 'open', value: 'cy@example.com' } };
  expect(resolveContacts({ file: bare, saved, readSecret: () => undefined })).toEqual({
    targets: [],
    unconfigured: [
      {
        receiver: 'email',
        channel: 'email',
        because: 'no mail server is named: set global.smtp_smarthost in the Alertmanager file',
      },
    ],
  });
});
