import type { Store } from '@m4max/streams';
import type { SecretsKey } from '../host/secrets-key.ts';
import type { AlertmanagerFile } from '../notices/alertmanager-file.ts';
import type { Contacts, ReadSecret } from '../notices/contact.ts';
import type { SavedContacts } from '../notices/contacts.ts';
import { resolveContacts } from '../notices/contacts.ts';
import { loadContactPoints } from '../redis/contact-points.ts';

/** Everybody that can be told, in memory, so that the store's absence can be told too. */
export type ContactBook = {
  /** As last known; before the store was there, only what the file names. */
  current(): Contacts;
  /** With what the store holds: without it receivers would seem not configured, and others be told instead. */
  complete(): Promise<Contacts>;
  /** Reads the secrets' files and the store again; while the store is away the last known stay. */
  refresh(): Promise<void>;
};

export function contactBook(sources: {
  readonly file: AlertmanagerFile;
  readonly readSecret: ReadSecret;
  readonly store: Store;
  readonly key: SecretsKey;
}): ContactBook {
  const { file, readSecret, store, key } = sources;
  let saved: SavedContacts | undefined;
  let contacts = resolveContacts({ file, saved: {}, readSecret });
  async function refresh(): Promise<void> {
    try {
      if (store.status === 'ready') saved = await loadContactPoints(store, key);
    } finally {
      contacts = resolveContacts({ file, saved: saved ?? {}, readSecret });
    }
  }
  return {
    current: () => contacts,
    async complete() {
      if (saved === undefined) await refresh();
      if (saved === undefined)
        throw new Error('the store is away: its contact points are not known');
      return contacts;
    },
    refresh,
  };
}
