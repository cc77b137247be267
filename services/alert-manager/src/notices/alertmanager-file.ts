import { z } from 'zod';
import { Matchers } from './matchers.ts';

const Secret = z.string().min(1);
const SecretFile = z.string().min(1);
const Smarthost = z.string().regex(/^\S+:\d{1,5}$/, 'expected host:port');

/** Unlike Alertmanager's, every integration tells the end of an alert unless this says otherwise. */
const SendResolved = z.boolean().default(true);

const Global = z.strictObject({
  smtp_smarthost: Smarthost.optional(),
  smtp_from: z.string().min(1).optional(),
  smtp_hello: z.string().min(1).default('localhost'),
  smtp_auth_username: z.string().optional(),
  smtp_auth_password: Secret.optional(),
  smtp_auth_password_file: SecretFile.optional(),
  smtp_require_tls: z.boolean().default(true),
  slack_api_url: Secret.optional(),
  slack_api_url_file: SecretFile.optional(),
  pagerduty_url: z.url().default('https://events.pagerduty.com/v2/enqueue'),
});

const SlackConfig = z.strictObject({
  api_url: Secret.optional(),
  api_url_file: SecretFile.optional(),
  send_resolved: SendResolved,
});

const EmailConfig = z.strictObject({
  /** One or more addresses, separated by commas. */
  to: z.string().min(1).optional(),
  from: z.string().min(1).optional(),
  smarthost: Smarthost.optional(),
  hello: z.string().min(1).optional(),
  auth_username: z.string().optional(),
  auth_password: Secret.optional(),
  auth_password_file: SecretFile.optional(),
  require_tls: z.boolean().optional(),
  send_resolved: SendResolved,
});

const PagerdutyConfig = z.strictObject({
  routing_key: Secret.optional(),
  routing_key_file: SecretFile.optional(),
  url: z.url().optional(),
  send_resolved: SendResolved,
});

const WebhookConfig = z.strictObject({
  url: Secret.optional(),
  url_file: SecretFile.optional(),
  /** Ours: signs each request as Standard Webhooks describes. */
  signing_secret: Secret.optional(),
  signing_secret_file: SecretFile.optional(),
  send_resolved: SendResolved,
});

const Receiver = z.strictObject({
  name: z.string().min(1),
  slack_configs: z.array(SlackConfig).default([]),
  email_configs: z.array(EmailConfig).default([]),
  pagerduty_configs: z.array(PagerdutyConfig).default([]),
  webhook_configs: z.array(WebhookConfig).default([]),
});

/** A node of the routing tree; without a receiver it has its parent's. */
export type Route = {
  readonly receiver?: string | undefined;
  readonly matchers: Matchers;
  readonly continue: boolean;
  readonly routes: readonly Route[];
};

const Route: z.ZodType<Route> = z.lazy(() =>
  z.strictObject({
    receiver: z.string().min(1).optional(),
    matchers: Matchers.default([]),
    continue: z.boolean().default(false),
    routes: z.array(Route).default([]),
  }),
);

const RootRoute = z.strictObject({
  receiver: z.string().min(1),
  routes: z.array(Route).default([]),
});

/** The part of Alertmanager's configuration file that is understood so far; other keys are refused by name. */
export const AlertmanagerFile = z
  .strictObject({
    global: Global.prefault({}),
    route: RootRoute,
    receivers: z.array(Receiver).min(1),
  })
  .check(({ value, issues }) => {
    const names = value.receivers.map(({ name }) => name);
    const refuse = (path: PropertyKey[], message: string) =>
      issues.push({ code: 'custom', input: value, path, message });
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) < index)
        refuse(['receivers', index, 'name'], `there are two receivers named ${name}`);
    }
    for (const { path, receiver } of namedReceivers(value.route, ['route'])) {
      if (!names.includes(receiver))
        refuse(path, `there is no receiver named ${receiver}: add it to receivers`);
    }
  });
export type AlertmanagerFile = z.infer<typeof AlertmanagerFile>;
export type ReceiverConfig = AlertmanagerFile['receivers'][number];

type Named = { readonly path: PropertyKey[]; readonly receiver: string };

function namedReceivers(
  route: { readonly receiver?: string | undefined; readonly routes: readonly Route[] },
  path: PropertyKey[],
): readonly Named[] {
  const below = route.routes.flatMap((child, index) =>
    namedReceivers(child, [...path, 'routes', index]),
  );
  if (route.receiver === undefined) return below;
  return [{ path: [...path, 'receiver'], receiver: route.receiver }, ...below];
}

/** Each fault of a configuration file as one line: where, what, and what to do. */
export function faultLines(error: z.ZodError): readonly string[] {
  return error.issues.flatMap((issue) => {
    const at = z.core.toDotPath(issue.path);
    if (issue.code !== 'unrecognized_keys') return [`${at || '(whole file)'}: ${issue.message}`];
    return issue.keys.map(
      (key) => `${at === '' ? key : `${at}.${key}`}: this key is not supported yet: remove it`,
    );
  });
}
