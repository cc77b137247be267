import type { RedisOptions } from 'ioredis';
import { Cluster, Redis } from 'ioredis';
import type { StoreLog } from '../part.ts';
import type { StoreAddress } from '../store-address.ts';
import { parseStoreAddress } from '../store-address.ts';

export type Store = Redis | Cluster;

const COMMAND_TIMEOUT_MILLISECONDS = 2000;
/** A read may block for a second; a reply that is four seconds late will not come. */
const BLOCKING_TIMEOUT_MILLISECONDS = 5000;
/** A connection that lost its other end without a word (sleep, another network) is given up. */
const SOCKET_TIMEOUT_MILLISECONDS = 4000;
const LONGEST_PAUSE_MILLISECONDS = 1000;

function pause(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MILLISECONDS);
}

/** Nothing is kept for later and nothing is sent twice behind the caller's back: callers own their queues. */
const failFast = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: COMMAND_TIMEOUT_MILLISECONDS,
  commandTimeout: COMMAND_TIMEOUT_MILLISECONDS,
  /** After a failover the old master answers READONLY until its clients leave. */
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} as const satisfies RedisOptions;

/**
 * Connects, and connects again for ever. Commands fail at once while the store is away and within 2 s
 * otherwise. Accepts redis://, rediss://, redis-sentinel://…/master and redis-cluster:// addresses.
 */
export function connectStore(
  url: string,
  { name, log }: { readonly name: string; readonly log: StoreLog },
): Store {
  const address = parseStoreAddress(url);
  const store = open(address, name);
  logChanges(store, address.shown, log);
  return store;
}

function open(address: StoreAddress, connectionName: string): Store {
  const options = {
    ...failFast,
    connectionName,
    socketTimeout: SOCKET_TIMEOUT_MILLISECONDS,
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
  };
  switch (address.kind) {
    case 'single': {
      const { node, db, tls } = address;
      return new Redis({
        ...options,
        ...node,
        db,
        retryStrategy: pause,
        ...(tls ? { tls: {} } : {}),
      });
    }
    case 'sentinel':
      return new Redis({
        ...options,
        sentinels: [...address.sentinels],
        name: address.master,
        retryStrategy: pause,
        sentinelRetryStrategy: pause,
        sentinelCommandTimeout: COMMAND_TIMEOUT_MILLISECONDS,
      });
    case 'cluster':
      return new Cluster([...address.nodes], {
        enableOfflineQueue: false,
        clusterRetryStrategy: pause,
        slotsRefreshTimeout: COMMAND_TIMEOUT_MILLISECONDS,
        redisOptions: options,
      });
  }
}

const closing = new WeakSet<Store>();

/** One line when the store goes, one when it is back. */
function logChanges(store: Store, shown: string, log: StoreLog): void {
  let state: 'new' | 'here' | 'away' = 'new';
  let reason: string | undefined;
  store.on('error', (error: Error) => {
    reason = error.message;
  });
  store.on('ready', () => {
    if (state !== 'here')
      log.info(state === 'new' ? 'store connected' : 'store is back', { store: shown });
    state = 'here';
  });
  store.on('close', () => {
    if (state === 'away' || closing.has(store)) return;
    state = 'away';
    log.warn('store is away', { store: shown, ...(reason === undefined ? {} : { reason }) });
  });
}

/** A connection of its own to the same store, for reads that block. The caller closes it. */
export function blockingStore(store: Store): Store {
  const timeout = { commandTimeout: BLOCKING_TIMEOUT_MILLISECONDS, socketTimeout: undefined };
  const blocking =
    store instanceof Cluster
      ? store.duplicate([], { redisOptions: timeout })
      : store.duplicate(timeout);
  blocking.on('error', () => undefined); // The main connection tells the log.
  return blocking;
}

/** Says goodbye where the store listens, and lets go in any case. */
export async function closeStore(store: Store): Promise<void> {
  closing.add(store);
  if (store.status === 'ready') await store.quit().catch(() => undefined);
  store.disconnect();
}

export function isHere(store: Store): boolean {
  return store.status === 'ready';
}
