import type { StoreFacts } from '../store-facts.ts';
import { parseStoreFacts } from '../store-facts.ts';
import type { Store } from './store.ts';

/** What kind of store this is. A user that may not ask for CONFIG gets what INFO says. */
export async function storeFacts(store: Store): Promise<StoreFacts> {
  const [info, policy, save] = await Promise.all([
    store.info(),
    setting(store, 'maxmemory-policy'),
    setting(store, 'save'),
  ]);
  return parseStoreFacts(info, { policy, save });
}

async function setting(store: Store, name: string): Promise<string | undefined> {
  try {
    const reply = (await store.call('CONFIG', 'GET', name)) as readonly unknown[];
    return typeof reply[1] === 'string' ? reply[1] : undefined;
  } catch (error) {
    if (error instanceof Error && /NOPERM|unknown command/i.test(error.message)) return undefined;
    throw error;
  }
}
