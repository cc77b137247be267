/** What a Redis says of one of its streams, as far as following it needs it. */
export type StreamFacts = {
  readonly stream: string;
  /** The newest id it ever gave out, whether or not that entry is still there. */
  readonly lastId: string;
  /** Of the oldest entry that is still there. */
  readonly firstId: string | undefined;
  readonly length: number;
  /** Entries that were ever added; a Redis before 7.0 does not count them. */
  readonly added: number | undefined;
  readonly groups: number;
};

/** Whether what is found under another name is what was known under this one. */
export function isSameStream(known: StreamFacts, found: StreamFacts): boolean {
  if (known.firstId === undefined || known.firstId !== found.firstId) return false;
  return known.added === undefined || found.added === undefined || found.added >= known.added;
}
