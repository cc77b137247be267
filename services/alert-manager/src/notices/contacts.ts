import type { Severity } from '@m4max/contracts';
import { ChannelName } from '@m4max/contracts';
import type { AlertmanagerFile, ReceiverConfig } from './alertmanager-file.ts';
import type { Contact, Contacts, Found, ReadSecret, Target } from './contact.ts';
import type { Integration } from './file-contacts.ts';
import { addressesOf, fileIntegrations, mailServer } from './file-contacts.ts';

/** A contact point set through the API: opened, or there and why it cannot be opened. */
export type SavedContact =
  | { readonly kind: 'open'; readonly value: string; readonly minSeverity?: Severity }
  | { readonly kind: 'sealed'; readonly because: string };
export type SavedContacts = Partial<Readonly<Record<ChannelName, SavedContact>>>;

type Sources = {
  readonly file: AlertmanagerFile;
  readonly saved: SavedContacts;
  readonly readSecret: ReadSecret;
};

/** Everybody that this fleet can tell, and every integration that reaches nobody yet. */
export function resolveContacts(sources: Sources): Contacts {
  const all = sources.file.receivers.flatMap((receiver) =>
    integrationsOf(receiver, sources).flatMap((integration) =>
      integration.found.map((found) => ({ receiver: receiver.name, integration, found })),
    ),
  );
  return {
    targets: all.flatMap(({ receiver, integration, found }) =>
      found.kind === 'contact' ? [target(receiver, integration, found.contact)] : [],
    ),
    unconfigured: all.flatMap(({ receiver, integration: { channel }, found }) =>
      found.kind === 'absent' ? [{ receiver, channel, because: found.because }] : [],
    ),
  };
}

type Sourced = Integration & Pick<Target, 'origin' | 'minSeverity'>;

/** A saved contact point takes the place of the file's in the receiver that has its channel's name. */
function integrationsOf(receiver: ReceiverConfig, sources: Sources): readonly Sourced[] {
  const { file, saved, readSecret } = sources;
  const written = fileIntegrations(receiver, file.global, readSecret).map(
    (it): Sourced => ({ ...it, origin: 'file' }),
  );
  const channel = ChannelName.safeParse(receiver.name).data;
  if (channel === undefined) return written;
  const replacement = saved[channel];
  const replaced = written.find((it) => it.channel === channel);
  if (replacement === undefined)
    return replaced === undefined ? [...written, vacant(channel)] : written;
  return [
    ...written.filter((it) => it.channel !== channel),
    {
      channel,
      index: 0,
      origin: 'api',
      sendResolved: replaced?.sendResolved ?? true,
      ...(replacement.kind === 'open' && replacement.minSeverity !== undefined
        ? { minSeverity: replacement.minSeverity }
        : {}),
      found: savedContacts(channel, replacement, receiver, sources),
    },
  ];
}

/** A receiver that has a channel's name waits for that channel's contact point. */
function vacant(channel: ChannelName): Sourced {
  const because = `set one by POST /notifications/configure, or add ${channel}_configs to the Alertmanager file`;
  const found: readonly Found[] = [{ kind: 'absent', because }];
  return { channel, index: 0, origin: 'file', sendResolved: true, found };
}

function savedContacts(
  channel: ChannelName,
  saved: SavedContact,
  receiver: ReceiverConfig,
  { file, readSecret }: Sources,
): readonly Found[] {
  if (saved.kind === 'sealed') return [{ kind: 'absent', because: saved.because }];
  const { value } = saved;
  switch (channel) {
    case 'slack':
    case 'webhook':
      return [{ kind: 'contact', contact: { channel, url: value } }];
    case 'pagerduty': {
      const url = receiver.pagerduty_configs[0]?.url ?? file.global.pagerduty_url;
      return [{ kind: 'contact', contact: { channel, routingKey: value, url } }];
    }
    case 'email': {
      const found = mailServer(receiver.email_configs[0], file.global, readSecret);
      if (found.kind === 'absent') return [found];
      const { server } = found;
      return addressesOf(value).map((to) => ({
        kind: 'contact',
        contact: { channel, to, server },
      }));
    }
  }
}

function target(receiver: string, integration: Sourced, contact: Contact): Target {
  const { channel, index, origin, sendResolved, minSeverity } = integration;
  const id = `${receiver}/${channel}/${index}`;
  return {
    id: contact.channel === 'email' ? `${id}/${contact.to.toLowerCase()}` : id,
    receiver,
    channel,
    origin,
    sendResolved,
    ...(minSeverity === undefined ? {} : { minSeverity }),
    contact,
  };
}
