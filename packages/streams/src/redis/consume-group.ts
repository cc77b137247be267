import type { Part, StoreLog } from '../part.ts';
import { fieldsOf } from './entry-fields.ts';
import { createLoop } from './loop.ts';
import type { Store } from './store.ts';
import { blockingStore, isHere } from './store.ts';

export type GroupEntry = {
  readonly id: string;
  readonly fields: Record<string, string>;
  /** 1 at first, more when it was handed out before and not finished. */
  readonly deliveries: number;
};

type RawEntry = readonly [id: string, fields: readonly string[] | null];

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
  let blocking: Store | undefined;
  let hasGroup = false;
  /** Ours from before a restart, or failed. */
  let mayHavePending = true;
  let reclaimedAt = Number.NEGATIVE_INFINITY;

  async function round(connection: Store, signal: AbortSignal): Promise<void> {
    if (!hasGroup) await createGroup();
    if (performance.now() - reclaimedAt > RECLAIM_EVERY_MILLISECONDS) await reclaim();
    const failed = mayHavePending ? await handlePending(signal) : 0;
    mayHavePending = failed > 0;
    const fresh = await readGroup(connection, '>');
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
    const reply = await store.xautoclaim(key, group, consumer, idle, '0-0', 'COUNT', BATCH_ENTRIES);
    const [, claimed] = reply as [string, readonly RawEntry[]];
    if (claimed.length > 0) {
      log.warn('entries of another consumer were taken over', { key, entries: claimed.length });
      mayHavePending = true;
    }
    reclaimedAt = performance.now();
  }

  async function handlePending(signal: AbortSignal): Promise<number> {
    const entries = await readGroup(store, '0');
    const withCounts = await Promise.all(
      entries.map(async (entry) => ({ entry, deliveries: await deliveriesOf(entry[0]) })),
    );
    return handleAll(withCounts, signal);
  }

  async function deliveriesOf(id: string): Promise<number> {
    const pending = (await store.xpending(key, group, id, id, 1)) as readonly unknown[][];
    return Number(pending[0]?.[3] ?? 1);
  }

  async function readGroup(connection: Store, after: '>' | '0'): Promise<readonly RawEntry[]> {
    const block = after === '>' ? (['BLOCK', BLOCK_MILLISECONDS] as const) : [];
    const reply = (await connection.xreadgroup(
      ...(['GROUP', group, consumer, 'COUNT', BATCH_ENTRIES] as const),
      ...(block as ['BLOCK', number]),
      ...(['STREAMS', key, after] as const),
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
        // An entry that was trimmed away while it was pending has no fields any more.
        if (fields !== null) await handle({ id, fields: fieldsOf(fields), deliveries });
        await store.xack(key, group, id);
      } catch (error) {
        failed += 1;
        if (isHere(store))
          log.error('an entry was not handled, trying again', { key, id, deliveries, error });
      }
    }
    return failed;
  }

  const loop = createLoop(
    async (signal) => {
      blocking ??= blockingStore(store);
      await round(blocking, signal);
    },
    (error) => {
      if (!(error instanceof Error)) return;
      // The stream was deleted, or the store came back without it.
      if (/NOGROUP|UNBLOCKED|no such key/.test(error.message)) hasGroup = false;
      if (error.message === 'Command timed out') blocking?.disconnect(true);
    },
  );

  return {
    name,
    async start() {
      loop.start();
    },
    async stop() {
      const ended = loop.stop();
      blocking?.disconnect(); // Ends a read that blocks.
      await ended;
    },
    notReady: () => (isHere(store) ? undefined : `the store is away: ${key} is not read`),
  };
}
