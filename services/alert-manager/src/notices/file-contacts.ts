import type { ChannelName } from '@m4max/contracts';
import type { AlertmanagerFile, ReceiverConfig } from './alertmanager-file.ts';
import type { Found, MailServer, ReadSecret } from './contact.ts';

type Global = AlertmanagerFile['global'];

/** One `…_configs` entry of a receiver. */
export type Integration = {
  readonly channel: ChannelName;
  readonly index: number;
  readonly sendResolved: boolean;
  readonly found: readonly Found[];
};

/** The integrations that the operator's file gives a receiver, with the contact points they come to. */
export function fileIntegrations(
  receiver: ReceiverConfig,
  global: Global,
  readSecret: ReadSecret,
): readonly Integration[] {
  return [
    ...receiver.slack_configs.map((it, index) => ({
      channel: 'slack' as const,
      index,
      sendResolved: it.send_resolved,
      found: [slackContact(it, global, readSecret)],
    })),
    ...receiver.email_configs.map((it, index) => ({
      channel: 'email' as const,
      index,
      sendResolved: it.send_resolved,
      found: emailContacts(it, global, readSecret),
    })),
    ...receiver.pagerduty_configs.map((it, index) => ({
      channel: 'pagerduty' as const,
      index,
      sendResolved: it.send_resolved,
      found: [pagerdutyContact(it, global, readSecret)],
    })),
    ...receiver.webhook_configs.map((it, index) => ({
      channel: 'webhook' as const,
      index,
      sendResolved: it.send_resolved,
      found: [webhookContact(it, readSecret)],
    })),
  ];
}

function slackContact(
  config: ReceiverConfig['slack_configs'][number],
  global: Global,
  readSecret: ReadSecret,
): Found {
  const own = secret(config.api_url, config.api_url_file, readSecret);
  const url =
    own.value ?? secret(global.slack_api_url, global.slack_api_url_file, readSecret).value;
  if (url === undefined) return absent(`it has no api_url${own.hint}`);
  return { kind: 'contact', contact: { channel: 'slack', url } };
}

function pagerdutyContact(
  config: ReceiverConfig['pagerduty_configs'][number],
  global: Global,
  readSecret: ReadSecret,
): Found {
  const key = secret(config.routing_key, config.routing_key_file, readSecret);
  if (key.value === undefined) return absent(`it has no routing_key${key.hint}`);
  return {
    kind: 'contact',
    contact: {
      channel: 'pagerduty',
      routingKey: key.value,
      url: config.url ?? global.pagerduty_url,
    },
  };
}

function webhookContact(
  config: ReceiverConfig['webhook_configs'][number],
  readSecret: ReadSecret,
): Found {
  const url = secret(config.url, config.url_file, readSecret);
  if (url.value === undefined) return absent(`it has no url${url.hint}`);
  const signing = secret(config.signing_secret, config.signing_secret_file, readSecret);
  return {
    kind: 'contact',
    contact: {
      channel: 'webhook',
      url: url.value,
      ...(signing.value === undefined ? {} : { signingSecret: signing.value }),
    },
  };
}

function emailContacts(
  config: ReceiverConfig['email_configs'][number],
  global: Global,
  readSecret: ReadSecret,
): readonly Found[] {
  if (config.to === undefined) return [absent('it has no address: set to')];
  const server = mailServer(config, global, readSecret);
  if (server.kind === 'absent') return [server];
  return addressesOf(config.to).map((to) => ({
    kind: 'contact',
    contact: { channel: 'email', to, server: server.server },
  }));
}

export function addressesOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

type FoundServer =
  | { readonly kind: 'server'; readonly server: MailServer }
  | { readonly kind: 'absent'; readonly because: string };

/** The mail server of a receiver, or of every one where the receiver names none. */
export function mailServer(
  config: ReceiverConfig['email_configs'][number] | undefined,
  global: Global,
  readSecret: ReadSecret,
): FoundServer {
  const smarthost = config?.smarthost ?? global.smtp_smarthost;
  if (smarthost === undefined)
    return absent('no mail server is named: set global.smtp_smarthost in the Alertmanager file');
  const from = config?.from ?? global.smtp_from;
  if (from === undefined)
    return absent('no sender is named: set global.smtp_from in the Alertmanager file');
  const username = config?.auth_username ?? global.smtp_auth_username;
  const password =
    secret(config?.auth_password, config?.auth_password_file, readSecret).value ??
    secret(global.smtp_auth_password, global.smtp_auth_password_file, readSecret).value;
  if (username !== undefined && password === undefined)
    return absent('the mail server asks for a password: set global.smtp_auth_password_file');
  const colon = smarthost.lastIndexOf(':');
  return {
    kind: 'server',
    server: {
      host: smarthost.slice(0, colon).replace(/^\[|\]$/g, ''),
      port: Number(smarthost.slice(colon + 1)),
      from,
      hello: config?.hello ?? global.smtp_hello,
      requireTls: config?.require_tls ?? global.smtp_require_tls,
      ...(username === undefined || password === undefined
        ? {}
        : { login: { username, password } }),
    },
  };
}

function secret(
  value: string | undefined,
  file: string | undefined,
  readSecret: ReadSecret,
): { readonly value: string | undefined; readonly hint: string } {
  if (value !== undefined) return { value, hint: '' };
  if (file === undefined) return { value: undefined, hint: '' };
  return { value: readSecret(file), hint: `: ${file} is not there yet` };
}

function absent(because: string): { readonly kind: 'absent'; readonly because: string } {
  return { kind: 'absent', because };
}
