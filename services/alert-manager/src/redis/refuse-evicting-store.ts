import type { Part } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { storeFacts } from '@m4max/streams';

const REFUSAL =
  'the store may throw keys away when its memory is full, alerts among them: set maxmemory-policy to noeviction (redis-cli CONFIG SET maxmemory-policy noeviction, and in redis.conf)';

/** A store that may evict keys is refused at the start, and not worked with when it turns up later. */
export function refuseEvictingStore(store: Store): Part {
  let refusal: string | undefined;
  const check = async () => {
    const { evicting } = await storeFacts(store);
    refusal = evicting ? REFUSAL : undefined;
  };
  const onReady = () => {
    check().catch(() => undefined); // It went again; it will be asked when it is back.
  };
  return {
    name: 'store-policy',
    async start() {
      store.on('ready', onReady);
      if (store.status !== 'ready') return;
      await check().catch(() => undefined);
      if (refusal !== undefined) throw new Error(refusal);
    },
    async stop() {
      store.off('ready', onReady);
    },
    notReady: () => refusal,
  };
}
