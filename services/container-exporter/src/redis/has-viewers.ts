import { VIEWERS_KEY } from '@m4max/contracts';
import type { Store } from '@m4max/streams';

/** Whether somebody watches the board; nobody when the store cannot say. */
export async function hasViewers(store: Pick<Store, 'exists'>): Promise<boolean> {
  try {
    return (await store.exists(VIEWERS_KEY)) > 0;
  } catch {
    return false;
  }
}
