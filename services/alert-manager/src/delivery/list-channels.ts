import type { Channel, Channels } from '@m4max/contracts';
import type { Contact, Target } from '../notices/contact.ts';
import { maskAddress, maskSecret } from '../notices/mask.ts';
import { loadChannelStatus } from '../redis/channel-status.ts';
import { loadDeadLetters } from '../redis/dead-letters.ts';
import type { Desk } from './desk.ts';
import { loadOverview } from './overview.ts';

/** Every integration with how it fares. Secrets are hints at most. */
export async function listChannels(desk: Desk): Promise<Channels> {
  const { targets, unconfigured } = await desk.book.complete();
  const [statusOf, letters, waiting] = await Promise.all([
    loadChannelStatus(desk.store),
    loadDeadLetters(desk.store),
    countWaiting(desk),
  ]);
  const channels = new Map<string, Pick<Channel, 'name' | 'receiver'>>();
  for (const { receiver, channel } of [...targets, ...unconfigured])
    channels.set(`${receiver}/${channel}`, { receiver, name: channel });

  return {
    channels: [...channels.values()].map(({ receiver, name }): Channel => {
      const isIt = (it: { readonly receiver: string; readonly channel: string }) =>
        it.receiver === receiver && it.channel === name;
      const own = targets.filter(isIt);
      const reason = unconfigured.find(isIt)?.because;
      const { lastSuccessAt, lastError, lastErrorAt, suppressed } = statusOf({
        receiver,
        channel: name,
      });
      return {
        name,
        receiver,
        configured: own.length > 0,
        ...(reason === undefined ? {} : { reason }),
        ...describe(own),
        ...(lastSuccessAt === undefined ? {} : { last_success_at: lastSuccessAt }),
        ...(lastError === undefined ? {} : { last_error: lastError }),
        ...(lastErrorAt === undefined ? {} : { last_error_at: lastErrorAt }),
        waiting: own.reduce((sum, { id }) => sum + (waiting.get(id) ?? 0), 0),
        dead: letters.filter(({ letter }) => isIt(letter)).length,
        suppressed,
      };
    }),
  };
}

function describe(own: readonly Target[]): Pick<Channel, 'hint' | 'origin' | 'min_severity'> {
  const [first] = own;
  if (first === undefined) return {};
  const { origin, minSeverity } = first;
  return {
    hint: own.map(({ contact }) => hintOf(contact)).join(', '),
    origin,
    ...(minSeverity === undefined ? {} : { min_severity: minSeverity }),
  };
}

export function hintOf(contact: Contact): string {
  switch (contact.channel) {
    case 'slack':
    case 'webhook':
      return maskSecret(contact.url);
    case 'pagerduty':
      return maskSecret(contact.routingKey);
    case 'email':
      return maskAddress(contact.to);
  }
}

/** What is owed and has not been said yes to, by target: counted from the alerts, not from the queue. */
async function countWaiting(desk: Desk): Promise<ReadonlyMap<string, number>> {
  const waiting = new Map<string, number>();
  for (const { plan } of (await loadOverview(desk)).alerts)
    for (const { target } of plan.owed) waiting.set(target.id, (waiting.get(target.id) ?? 0) + 1);
  return waiting;
}
