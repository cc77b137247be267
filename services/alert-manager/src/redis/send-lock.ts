import { randomUUID } from 'node:crypto';
import type { Store } from '@m4max/streams';
import type { ConversationKey } from './conversations.ts';
import { field } from './conversations.ts';
import { sendingKey } from './delivery-keys.ts';

/**
 * Deletes a lock if it is still the caller's.
 *
 * KEYS  1 lock   ARGV  1 the holder's token   Reply 1 when it was
 */
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;

export type SendLock = { release(): Promise<void> };

/**
 * Messages of one episode to one target go one after the other; `undefined` while another is on its way.
 * After a kill the lock ends by itself: `holdMs` is a little longer than a send may take.
 */
export async function holdSend(
  store: Store,
  key: ConversationKey,
  holdMs: number,
): Promise<SendLock | undefined> {
  const name = sendingKey(field(key));
  const token = randomUUID();
  if ((await store.set(name, token, 'PX', holdMs, 'NX')) === null) return undefined;
  return {
    async release() {
      await store.eval(RELEASE, 1, name, token);
    },
  };
}
