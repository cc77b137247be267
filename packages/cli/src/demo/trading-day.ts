/**
 * Stands in for trading nodes, their venues and the platform's engines: adds and publishes their messages
 * on the Redis whose address is its first argument, in step with the simulated Mac, and serves what the
 * engines say of themselves on the port that is its second.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { consumers } from './trading-consumers.ts';
import { serveEngines } from './trading-engine-server.ts';
import type { EntryIds } from './trading-entry-ids.ts';
import { entryIds } from './trading-entry-ids.ts';
import { tradingFlow } from './trading-flow.ts';
import { tradingMoment } from './trading-phases.ts';
import { recentOrders } from './trading-repeats.ts';
import type { Saying } from './trading-saying.ts';

const TICK_MILLISECONDS = 20;
const STREAM_ENTRIES = 10_000;
/** What lies ahead: the steps of a hung venue's orders, under a thousand. */
const MAX_WAITING = 20_000;

const [, , url, port] = process.argv;
if (url === undefined || port === undefined) {
  process.stderr.write('trading-day: give the address of a Redis to trade on, and a port\n');
  process.exit(1);
}
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => stopping.abort());
process.once('disconnect', () => stopping.abort());
const redis = new Redis(url, {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 2000,
  retryStrategy: () => 500,
});
redis.on('error', () => undefined); // It comes back, or the launcher ends us.
await serveEngines(Number(port), stopping.signal);
await trade(redis, stopping.signal);
redis.disconnect();
if (process.connected) process.disconnect();

async function trade(client: Redis, signal: AbortSignal): Promise<void> {
  const recent = recentOrders();
  const engines = consumers(client);
  const ids = entryIds();
  let waiting: readonly Saying[] = [];
  let before = Date.now();
  while (!signal.aborted) {
    await sleep(TICK_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    const now = Date.now();
    const moment = tradingMoment(now);
    const made = tradingFlow({
      // A laptop that slept does not make up for the night.
      fromMilliseconds: Math.max(before, now - 1000),
      toMilliseconds: now,
      moment,
      random: Math.random,
    });
    before = now;
    const repeats = moment.phase === 'replay' ? recent.next() : [];
    const all = [...waiting, ...made].sort((a, b) => a.atMilliseconds - b.atMilliseconds);
    const due = all.filter(({ atMilliseconds }) => atMilliseconds <= now);
    waiting = all.slice(due.length).slice(0, MAX_WAITING);
    if (client.status !== 'ready') continue;
    recent.remember(due);
    await say(client, [...due, ...repeats], ids).catch(() => undefined);
    await engines.take(due, { now, moment }).catch(() => undefined);
  }
}

async function say(client: Redis, sayings: readonly Saying[], ids: EntryIds): Promise<void> {
  const pipeline = client.pipeline();
  const now = performance.timeOrigin + performance.now();
  for (const saying of sayings) {
    if (saying.kind === 'published') {
      pipeline.publish(saying.channel, saying.message(now));
      continue;
    }
    const { stream, fields, atMilliseconds, hasIdOfItsTime } = saying;
    const id = hasIdOfItsTime === true ? ids.next(stream, atMilliseconds) : '*';
    pipeline.xadd(stream, 'MAXLEN', '~', STREAM_ENTRIES, id, ...fields);
  }
  await pipeline.exec();
}
