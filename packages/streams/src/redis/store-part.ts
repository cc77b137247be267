import type { Part } from '../part.ts';
import type { Store } from './store.ts';
import { closeStore, isHere } from './store.ts';
import { storeFacts } from './store-facts.ts';

/** How long a start waits for the first connection before it goes on without. */
const FIRST_CONNECTION_MILLISECONDS = 2000;
/** A refused store is asked again, so that whoever mends it sees that it worked. */
const AGAIN_MILLISECONDS = 2000;

const EVICTING =
  'the store may throw keys away when its memory is full, alerts among them: set maxmemory-policy to noeviction (redis-cli CONFIG SET maxmemory-policy noeviction, and in redis.conf)';

/**
 * The store as a part: waits a moment for it at the start, is not ready without it, closes it at the
 * end. A store that may evict keys is refused at the start, and not called ready when it turns up later.
 */
export function storePart(store: Store): Part {
  let refusal: string | undefined;
  let again: NodeJS.Timeout | undefined;
  const examine = async () => {
    clearTimeout(again);
    const { evicting } = await storeFacts(store);
    refusal = evicting ? EVICTING : undefined;
    if (evicting) again = setTimeout(onReady, AGAIN_MILLISECONDS);
  };
  const onReady = () => {
    examine().catch(() => undefined); // It went again; it is asked when it is back.
  };
  return {
    name: 'store',
    async start() {
      await connected(store);
      store.on('ready', onReady);
      if (!isHere(store)) return;
      await examine().catch(() => undefined);
      if (refusal !== undefined) throw new Error(refusal);
    },
    async stop() {
      store.off('ready', onReady);
      clearTimeout(again);
      await closeStore(store);
    },
    notReady: () => (isHere(store) ? refusal : 'the store does not answer: check REDIS_URL'),
  };
}

async function connected(store: Store): Promise<void> {
  if (isHere(store)) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, FIRST_CONNECTION_MILLISECONDS);
    store.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
