import { ChannelName, Severity } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import { readEntry } from '@m4max/streams';
import { z } from 'zod';
import type { SecretsKey } from '../host/secrets-key.ts';
import { Sealed } from '../host/secrets-key.ts';
import type { SavedContact, SavedContacts } from '../notices/contacts.ts';
import { CONTACT_POINTS_KEY } from './delivery-keys.ts';

const Stored = z.object({ sealed: Sealed, min_severity: Severity.optional() });

/** The contact points that were set through the API, opened in memory. */
export async function loadContactPoints(store: Store, key: SecretsKey): Promise<SavedContacts> {
  const stored = await store.hgetall(CONTACT_POINTS_KEY);
  return Object.fromEntries(
    ChannelName.options.flatMap((channel) => {
      const text = stored[channel];
      return text === undefined ? [] : [[channel, opened(text, channel, key)]];
    }),
  );
}

function opened(text: string, channel: ChannelName, key: SecretsKey): SavedContact {
  const read = readEntry(Stored, text);
  if (read.kind !== 'entry') return { kind: 'sealed', because: 'it cannot be read: set it again' };
  const { sealed, min_severity: minSeverity } = read.entry;
  const value = key.open(sealed, channel);
  if (value === undefined)
    return {
      kind: 'sealed',
      because: 'it was sealed with another key: use the same SECRETS_KEY_FILE, or set it again',
    };
  return { kind: 'open', value, ...(minSeverity === undefined ? {} : { minSeverity }) };
}

/** An empty value takes the contact point out, and the file's counts again. */
export async function saveContactPoint(
  store: Store,
  key: SecretsKey,
  point: {
    readonly channel: ChannelName;
    readonly value: string;
    readonly minSeverity?: Severity | undefined;
  },
): Promise<void> {
  const { channel, value, minSeverity } = point;
  if (value === '') {
    await store.hdel(CONTACT_POINTS_KEY, channel);
    return;
  }
  const stored: z.infer<typeof Stored> = {
    sealed: key.seal(value, channel),
    ...(minSeverity === undefined ? {} : { min_severity: minSeverity }),
  };
  await store.hset(CONTACT_POINTS_KEY, channel, JSON.stringify(stored));
}
