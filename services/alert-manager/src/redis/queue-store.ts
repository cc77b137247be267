import type { Store } from '@m4max/streams';
import { Cluster } from 'ioredis';

/** BullMQ blocks for ten seconds at most; a reply later than this will not come. */
const SILENCE_MS = 15_000;

/** A connection as BullMQ wants it: it keeps commands until the store is back. The caller closes it. */
export function queueStore(store: Store): Store {
  const patient = {
    enableOfflineQueue: true,
    autoResendUnfulfilledCommands: true,
    maxRetriesPerRequest: null,
    commandTimeout: undefined,
    socketTimeout: SILENCE_MS,
  };
  const connection =
    store instanceof Cluster
      ? store.duplicate([], { enableOfflineQueue: true, redisOptions: patient })
      : store.duplicate(patient);
  connection.on('error', () => undefined); // The main connection tells the log.
  return connection;
}
