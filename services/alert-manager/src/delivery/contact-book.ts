import type { Store } from '@m4max/streams';
import type { SecretsKey } from '../host/secrets-key.ts';
import type { AlertmanagerFile } from '../notices/alertmanager-file.ts';
import type { Contacts, ReadSecret } from '../notices/contact.ts';
import type { SavedContacts } from '../notices/contacts.ts';
import { resolveContacts } from '../notices/contacts.ts';
import { loadContactPoints } from '../redis/contact-points.ts';

/** Everybody that can be told, in memory, so that the store's absence can be told too. */
export type ContactBook = {
  current(): Contacts;
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
  let saved: SavedContacts = {};
  let contacts = resolveContacts({ file, saved, readSecret });
  return {
    current: () => contacts,
    async refresh() {
      try {
        if (store.status === 'ready') saved = await loadContactPoints(store, key);
      } finally {
        contacts = resolveContacts({ file, saved, readSecret });
      }
    },
  };
}
