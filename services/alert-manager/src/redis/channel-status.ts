import type { ChannelName } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import { CHANNEL_STATUS_KEY } from './delivery-keys.ts';

/** How an integration has fared, over all replicas. */
export type ChannelStatus = {
  readonly lastSuccessAt?: string;
  readonly lastError?: string;
  readonly lastErrorAt?: string;
  readonly suppressed: number;
};
type Integration = { readonly receiver: string; readonly channel: ChannelName };

export async function recordSuccess(store: Store, of: Integration, at: Date): Promise<void> {
  await store.hset(CHANNEL_STATUS_KEY, field(of, 'success_at'), at.toISOString());
}

export async function recordError(
  store: Store,
  of: Integration,
  { error, at }: { readonly error: string; readonly at: Date },
): Promise<void> {
  const moment = at.toISOString();
  await store.hset(CHANNEL_STATUS_KEY, field(of, 'error'), error, field(of, 'error_at'), moment);
}

export async function countSuppressed(store: Store, of: Integration): Promise<void> {
  await store.hincrby(CHANNEL_STATUS_KEY, field(of, 'suppressed'), 1);
}

/** Few fields: four for each integration of the configuration file. */
export async function loadChannelStatus(store: Store): Promise<(of: Integration) => ChannelStatus> {
  const all = await store.hgetall(CHANNEL_STATUS_KEY);
  return (of) => {
    const lastSuccessAt = all[field(of, 'success_at')];
    const lastError = all[field(of, 'error')];
    const lastErrorAt = all[field(of, 'error_at')];
    return {
      ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }),
      ...(lastError === undefined ? {} : { lastError }),
      ...(lastErrorAt === undefined ? {} : { lastErrorAt }),
      suppressed: Number(all[field(of, 'suppressed')] ?? 0),
    };
  };
}

function field({ receiver, channel }: Integration, what: string): string {
  return `${receiver}/${channel}/${what}`;
}
