export type StoreFacts = {
  readonly version: string;
  /** It may throw keys away when memory runs out; we refuse to work on such a store. */
  readonly evicting: boolean;
  /** What was written survives a restart. */
  readonly persistent: boolean;
  /** The store inside the launcher's own process tree: small, and gone when it stops. */
  readonly embedded: boolean;
  /** standalone, sentinel or cluster. */
  readonly mode: string;
};

/** Reads the reply of INFO; the settings are those that CONFIG GET was allowed to show. */
export function parseStoreFacts(
  info: string,
  settings: { readonly policy?: string | undefined; readonly save?: string | undefined },
): StoreFacts {
  const facts = new Map<string, string>();
  for (const line of info.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) facts.set(line.slice(0, colon), line.slice(colon + 1));
  }
  const embedded = facts.get('os')?.includes('mocked') === true;
  const policy = settings.policy ?? facts.get('maxmemory_policy') ?? 'noeviction';
  const snapshots = (settings.save ?? '') !== '' && !embedded;
  return {
    version: facts.get('valkey_version') ?? facts.get('redis_version') ?? 'unknown',
    evicting: policy !== 'noeviction',
    persistent: facts.get('aof_enabled') === '1' || snapshots,
    embedded,
    mode: facts.get('redis_mode') ?? facts.get('server_mode') ?? 'unknown',
  };
}
