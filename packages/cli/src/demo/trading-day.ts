/**
 * Stands in for a trading node, its venues and its engines: adds NautilusTrader messages and telemetry
 * to the Redis whose address is its argument, in step with the simulated Mac. A consumer group reads the
 * market data as an engine would, and falls behind at the busiest moments.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { bustle } from './simulated-mac.ts';
import { tradingFlow } from './trading-flow.ts';
import type { DueEntry } from './trading-messages.ts';

const TICK_MILLISECONDS = 50;
const STREAM_ENTRIES = 10_000;
/** Steps of orders that lie ahead: a busy quarter of a minute has under a thousand. */
const MAX_WAITING = 20_000;
const GROUP = 'strategy-group';

const [, , url] = process.argv;
if (url === undefined) {
  process.stderr.write('trading-day: give the address of the Redis to trade on\n');
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
await trade(redis, stopping.signal);
redis.disconnect();
if (process.connected) process.disconnect();

async function trade(client: Redis, signal: AbortSignal): Promise<void> {
  let waiting: readonly DueEntry[] = [];
  let before = Date.now();
  while (!signal.aborted) {
    await sleep(TICK_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    const now = Date.now();
    const pressure = pressureAt(now);
    // A laptop that slept does not make up for the night.
    const from = Math.max(before, now - 1000);
    const made = tradingFlow({
      fromMilliseconds: from,
      toMilliseconds: now,
      pressure,
      random: Math.random,
    });
    before = now;
    const all = [...waiting, ...made].sort((a, b) => a.atMilliseconds - b.atMilliseconds);
    const due = all.filter(({ atMilliseconds }) => atMilliseconds <= now);
    waiting = all.slice(due.length).slice(0, MAX_WAITING);
    if (client.status !== 'ready') continue;
    await add(client, due).catch(() => undefined);
    if (keepsUp(now, pressure)) await consume(client, due).catch(() => undefined);
  }
}

/** 0 at a quiet noon, 1 at the opening and the close; trouble is short, as on a good day. */
function pressureAt(milliseconds: number): number {
  return Math.min(1, Math.max(0, (bustle(milliseconds / 1000) - 0.2) / 0.45)) ** 2;
}

/** At the busiest moments the engine reads only in one second of three. */
function keepsUp(milliseconds: number, pressure: number): boolean {
  return pressure < 0.9 || Math.floor(milliseconds / 1000) % 3 === 0;
}

async function add(client: Redis, entries: readonly DueEntry[]): Promise<void> {
  const pipeline = client.pipeline();
  for (const { stream, fields } of entries)
    pipeline.xadd(stream, 'MAXLEN', '~', STREAM_ENTRIES, '*', ...fields);
  await pipeline.exec();
}

/** What an engine does with market data: it takes what its group has not been given yet. */
async function consume(client: Redis, entries: readonly DueEntry[]): Promise<void> {
  const streams = [...new Set(entries.map(({ stream }) => stream))].filter((stream) =>
    stream.includes(':stream:data.quotes.'),
  );
  for (const stream of streams) {
    try {
      await client.xreadgroup(
        ...(['GROUP', GROUP, 'demo', 'COUNT', 5000, 'NOACK', 'STREAMS', stream, '>'] as const),
      );
    } catch (error) {
      if (!String(error).includes('NOGROUP')) throw error;
      await client.xgroup('CREATE', stream, GROUP, '$');
    }
  }
}
