import type { Store } from './store.ts';
import { storeFacts } from './store-facts.ts';

const REAL_STORE: number = 1_000_000;
/** The embedded store needs time in proportion to the length of a stream. */
const EMBEDDED_STORE = 1000;

/** Most entries that a stream of this store may hold, whoever writes them. */
export async function entryLimit(store: Store): Promise<number> {
  const { embedded } = await storeFacts(store);
  return embedded ? EMBEDDED_STORE : REAL_STORE;
}
