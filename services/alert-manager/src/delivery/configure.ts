import type { ChannelName, ConfigureNotifications } from '@m4max/contracts';
import { z } from 'zod';
import type { Resolve } from '../channels/resolve.ts';
import { checkDestination } from '../channels/resolve.ts';
import { checkUrl, isKnownHost } from '../notices/address-guard.ts';
import { addressesOf } from '../notices/file-contacts.ts';
import { saveContactPoint } from '../redis/contact-points.ts';
import type { Desk } from './desk.ts';
import { hintOf } from './list-channels.ts';

type Field = Exclude<keyof ConfigureNotifications, 'min_severity'>;

const CHANNELS: Readonly<Record<Field, ChannelName>> = {
  slack_webhook: 'slack',
  email: 'email',
  pagerduty_routing_key: 'pagerduty',
  webhook_url: 'webhook',
};
const FIELDS = Object.keys(CHANNELS) as Field[];

export type Fault = { readonly at: string; readonly message: string };

/** Saves the contact points that are named, all of them or, when one is faulty, none. */
export async function configure(
  desk: Desk,
  wanted: ConfigureNotifications,
): Promise<readonly Fault[]> {
  const named = FIELDS.flatMap((field) => {
    const value = wanted[field]?.trim();
    return value === undefined ? [] : [{ field, channel: CHANNELS[field], value }];
  });
  if (named.length === 0)
    return [{ at: '(whole)', message: `name a contact point: ${FIELDS.join(', ')}` }];
  const points = named.map((it) => ({ ...it, value: unmasked(desk, it.channel, it.value) }));
  const faults: Fault[] = [];
  for (const { field, channel, value } of points) {
    const message = await faultOf(desk, channel, value);
    if (message !== undefined) faults.push({ at: field, message });
  }
  if (faults.length > 0) return faults;
  for (const { channel, value } of points)
    await saveContactPoint(desk.store, desk.key, {
      channel,
      value,
      minSeverity: wanted.min_severity,
    });
  await desk.book.refresh();
  desk.log.info('contact points set', { channels: points.map(({ channel }) => channel) });
  return [];
}

/** A client that sends back the hint it was shown means "leave it as it is". */
function unmasked(desk: Desk, channel: ChannelName, value: string): string {
  const own = desk.book.current().targets.filter(({ receiver, channel: it, origin }) => {
    return receiver === channel && it === channel && origin === 'api';
  });
  if (own.map(({ contact }) => hintOf(contact)).join(', ') !== value) return value;
  return own.map(({ contact }) => secretOf(contact)).join(', ');
}

function secretOf(contact: Parameters<typeof hintOf>[0]): string {
  switch (contact.channel) {
    case 'slack':
    case 'webhook':
      return contact.url;
    case 'pagerduty':
      return contact.routingKey;
    case 'email':
      return contact.to;
  }
}

async function faultOf(
  desk: Desk,
  channel: ChannelName,
  value: string,
): Promise<string | undefined> {
  if (!desk.file.receivers.some(({ name }) => name === channel))
    return `the Alertmanager file has no receiver named ${channel}: add one, and a route to it`;
  if (value === '') return undefined; // Takes the contact point out.
  switch (channel) {
    case 'slack':
    case 'webhook':
      return urlFault(value, channel, desk.surroundings.resolve);
    case 'pagerduty':
      return /^[A-Za-z0-9]{32}$/.test(value)
        ? undefined
        : 'a routing key has 32 letters and digits: copy it from the Events API v2 integration';
    case 'email': {
      const addresses = addressesOf(value);
      const faulty = addresses.find((address) => !z.email().safeParse(address).success);
      return faulty === undefined && addresses.length > 0
        ? undefined
        : 'expected e-mail addresses, separated by commas';
    }
  }
}

async function urlFault(
  value: string,
  channel: ChannelName,
  resolve: Resolve,
): Promise<string | undefined> {
  const guard = { channel, origin: 'api', allowPrivate: [] } as const;
  try {
    const checked = await checkDestination(value, guard, resolve);
    return checked.kind === 'refused' ? checked.because : undefined;
  } catch {
    const checked = checkUrl(value, guard);
    if (checked.kind === 'allowed' && isKnownHost(checked.value)) return undefined;
    return 'its name cannot be resolved: check it, and the network';
  }
}
