import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { maskedConfiguration } from './masked-configuration.ts';

it('shows the configuration in force without a secret in it', () => {
  const shown = maskedConfiguration(`
global: { smtp_smarthost: "mail:25", smtp_auth_password: hunter2, slack_api_url: https://hooks.slack.com/x }
route: { receiver: ops, routes: [{ matchers: ['severity="critical"'], receiver: ops }] }
receivers:
  - name: ops
    slack_configs: [{ api_url_file: secrets/slack, channel: '#ops' }]
    email_configs: [{ to: ops@example.com }, {}]
    pagerduty_configs: [{ routing_key: abc }]
    webhook_configs: [{ url: "https://example.com/?key=abc", signing_secret_file: secrets/sign }]
`);
  expect(parse(shown)).toEqual({
    global: {
      smtp_smarthost: 'mail:25',
      smtp_auth_password: '<secret>',
      slack_api_url: '<secret>',
    },
    route: { receiver: 'ops', routes: [{ matchers: ['severity="critical"'], receiver: 'ops' }] },
    receivers: [
      {
        name: 'ops',
        slack_configs: [{ api_url: '<secret>', channel: '#ops' }],
        email_configs: [{ to: 'ops@example.com' }],
        pagerduty_configs: [{ routing_key: '<secret>' }],
        webhook_configs: [{ url: 'https://<secret>' }],
      },
    ],
  });
});

it('leaves out mail that has no server', () => {
  const shown = maskedConfiguration(`
route: { receiver: ops }
receivers: [{ name: ops, email_configs: [{ to: ops@example.com }] }]
`);
  expect(parse(shown).receivers).toEqual([{ name: 'ops' }]);
});
