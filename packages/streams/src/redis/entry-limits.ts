import type { Store } from './store.ts';
import { storeFacts } from './store-facts.ts';

/** Most entries a stream may hold; age trims long before, unless a clock or a publisher runs wild. */
export type EntryLimits = {
  readonly perPublisher: number;
  readonly perStream: number;
};

/** Ten samples a second is the fastest that exporters accept. */
const FASTEST_PER_SECOND = 10;
const REAL_STORE: number = 1_000_000;
/** The embedded store needs time in proportion to the length of a stream. */
const EMBEDDED_STORE = 1000;

export async function entryLimits(store: Store, keepSeconds: number): Promise<EntryLimits> {
  const { embedded } = await storeFacts(store);
  return {
    perPublisher: keepSeconds * FASTEST_PER_SECOND,
    perStream: embedded ? EMBEDDED_STORE : REAL_STORE,
  };
}
