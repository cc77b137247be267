import { Redis } from 'ioredis';

const CONNECT_TIMEOUT_MILLISECONDS = 2000;
/** A read blocks for a fifth of a second; a reply that takes seconds will not come. */
const COMMAND_TIMEOUT_MILLISECONDS = 5000;

/**
 * A connection to somebody else's Redis. Nothing is ever written there: only PING, INFO, TIME, LATENCY
 * HISTOGRAM, SCAN, XINFO, XRANGE, XREAD and PSUBSCRIBE are sent. It does not come back by itself; rejects
 * with what the user can do about it.
 */
export async function connectBus(url: string): Promise<Redis> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    commandTimeout: COMMAND_TIMEOUT_MILLISECONDS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableReadyCheck: false, // It would wait for a server that loads; PING says so at once.
    protocol: 2, // Replies are plain arrays, and no HELLO is needed of old servers.
  });
  let cause: Error | undefined;
  client.on('error', (error: Error) => {
    cause ??= error;
  });
  try {
    await client.connect();
    await client.ping();
    return client;
  } catch (error) {
    disconnect(client);
    throw new Error(adviceFor(cause ?? error), { cause: cause ?? error });
  }
}

/** A connection that has ended by itself needs no goodbye: ioredis would wait two seconds for its close. */
export function disconnect(client: Redis): void {
  if (client.status !== 'end') client.disconnect();
}

const advice: readonly (readonly [sign: RegExp, sentence: string])[] = [
  [
    /ECONNREFUSED/,
    'nothing listens there: start the Redis of the trading node, or set TRADING_BUS_URLS',
  ],
  [
    /NOAUTH|WRONGPASS/,
    'it asks for a password: put it into TRADING_BUS_URLS as redis://:password@host:port',
  ],
  [/NOPERM/, 'its user may not read: allow PING, INFO, TIME, SCAN, XINFO, XRANGE and XREAD'],
  [/^LOADING/, 'it is loading its data from disk, and is read when that is done'],
  [
    /^MASTERDOWN/,
    'it is a replica that has lost its master and answers nothing: name the master in TRADING_BUS_URLS',
  ],
  [/^CROSSSLOT|^MOVED/, 'it is part of a Redis Cluster, which cannot be followed as a bus'],
  [
    /Connection is closed|ECONNRESET|EPIPE/,
    'it closed the connection; it is tried again each two seconds',
  ],
  [
    /Command timed out/,
    'it has not answered for five seconds: it is stopped, or busy with a script',
  ],
];

/** What went wrong with a bus, as its reader would want to hear it. */
export function adviceFor(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return advice.find(([sign]) => sign.test(message))?.[1] ?? message;
}

/** The address as it may be shown: without user and password. */
export function shownAddress(url: string): string {
  const { host, pathname } = new URL(url);
  return pathname === '' || pathname === '/' ? host : `${host}${pathname}`;
}
