import type { Part, StoreLog } from '../part.ts';
import { fieldsOf } from './entry-fields.ts';
import { createReadingLoop } from './reading-loop.ts';
import type { Store } from './store.ts';
import { isHere } from './store.ts';

export type GroupEntry = {
  readonly id: string;
  readonly fields: Record<string, string>;
  /** 1 at first, more when it was handed out before and not finished. */
  readonly deliveries: number;
};

type RawEntry = readonly [id: string, fields: readonly string[]];

const BLOCK_MILLISECONDS = 1000;
const BATCH_ENTRIES = 50;
const RECLAIM_EVERY_MILLISECONDS = 2000;
const RECLAIM_AFTER_SECONDS = 10;

/**
 * Hands each entry to one consumer of the group and acknowledges it when the handler is done. What failed
 * comes again, and what a dead consumer left behind is taken over.
 */
export function consumeGroup({
  name,
  store,
  key,
  group,
  consumer,
  handle,
  log,
  reclaimAfterSeconds = RECLAIM_AFTER_SECONDS,
}: {
  readonly name: string;
  readonly store: Store;
  readonly key: string;
  readonly group: string;
  readonly consumer: string;
  readonly handle: (entry: GroupEntry) => Promise<void>;
  readonly log: StoreLog;
  /** Longer than any handler takes: after it another consumer counts as dead. */
  readonly reclaimAfterSeconds?: number;
}): Part {
  let hasGroup = false;
  /** Ours from before a restart, or failed. */
  let mayHavePending = true;
  let reclaimedAt = Number.NEGATIVE_INFINITY;

  async function round(connection: Store, signal: AbortSignal): Promise<void> {
    if (!hasGroup) await createGroup();
    if (performance.now() - reclaimedAt > RECLAIM_EVERY_MILLISECONDS) await reclaim();
    const failed = mayHavePending ? await handlePending(signal) : 0;
    mayHavePending = failed > 0;
    const fresh = await readFresh(connection);
    const failedFresh = await handleAll(
      fresh.map((entry) => ({ entry, deliveries: 1 })),
      signal,
    );
    mayHavePending ||= failedFresh > 0;
    if (failed + failedFresh > 0)
      throw new Error(`${failed + failedFresh} entries were not handled`);
  }

  async function createGroup(): Promise<void> {
    try {
      await store.xgroup('CREATE', key, group, '0', 'MKSTREAM');
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('BUSYGROUP')) throw error;
    }
    hasGroup = true;
    mayHavePending = true;
  }

  /** Makes ours what nobody has finished for too long; it is then handled with our own pending ones. */
  async function reclaim(): Promise<void> {
    const idle = reclaimAfterSeconds * 1000;
    const reply = await store.xautoclaim(
      ...([key, group, consumer, idle, '0-0', 'COUNT', BATCH_ENTRIES, 'JUSTID'] as const),
    );
    const [, claimed] = reply as [string, readonly string[]];
    if (claimed.length > 0) {
      log.warn('entries of another consumer were taken over', { key, entries: claimed.length });
      mayHavePending = true;
    }
    reclaimedAt = performance.now();
  }

  /** Hands out again what is ours and unfinished; claiming it from ourselves is what counts the delivery. */
  async function handlePending(signal: AbortSignal): Promise<number> {
    const pending = (await store.xpending(
      ...([key, group, '-', '+', BATCH_ENTRIES, consumer] as const),
    )) as readonly (readonly [id: string, consumer: string, idle: number, deliveries: number])[];
    if (pending.length === 0) return 0;
    const ids = pending.map(([id]) => id);
    const claimed = (await store.call(
      ...(['XCLAIM', key, group, consumer, 0, ...ids] as const),
    )) as readonly (RawEntry | null)[];
    const entries = claimed.filter((entry) => entry !== null);
    const trimmed = ids.filter((id) => !entries.some((entry) => entry[0] === id));
    if (trimmed.length > 0) await store.xack(key, group, ...trimmed); // Nothing is left to hand out.
    const deliveries = new Map(pending.map(([id, , , count]) => [id, Number(count) + 1]));
    return handleAll(
      entries.map((entry) => ({ entry, deliveries: deliveries.get(entry[0]) ?? 1 })),
      signal,
    );
  }

  async function readFresh(connection: Store): Promise<readonly RawEntry[]> {
    const reply = (await connection.xreadgroup(
      ...(['GROUP', group, consumer, 'COUNT', BATCH_ENTRIES] as const),
      ...(['BLOCK', BLOCK_MILLISECONDS, 'STREAMS', key, '>'] as const),
    )) as readonly (readonly [string, readonly RawEntry[]])[] | null;
    return reply?.[0]?.[1] ?? [];
  }

  /** How many were not handled. */
  async function handleAll(
    entries: readonly { readonly entry: RawEntry; readonly deliveries: number }[],
    signal: AbortSignal,
  ): Promise<number> {
    let failed = 0;
    for (const { entry, deliveries } of entries) {
      if (signal.aborted) return failed;
      const [id, fields] = entry;
      try {
        await handle({ id, fields: fieldsOf(fields), deliveries });
        await store.xack(key, group, id);
      } catch (error) {
        failed += 1;
        if (isHere(store))
          log.error('an entry was not handled, trying again', { key, id, deliveries, error });
      }
    }
    return failed;
  }

  const loop = createReadingLoop(store, round, (error) => {
    // The stream was deleted, or the store came back without it.
    if (error instanceof Error && /NOGROUP|UNBLOCKED|no such key/.test(error.message))
      hasGroup = false;
  });

  return {
    name,
    start: async () => loop.start(),
    stop: () => loop.stop(),
    notReady: () => (isHere(store) ? undefined : `the store is away: ${key} is not read`),
  };
}
